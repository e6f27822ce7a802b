"""Walks the hash chain of each scope's history (H2). Reads only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Altered:
    """The first row of a scope's history that is not as it was written."""

    scope: str
    row: int
    op_id: str
    why: str


def verify_history() -> list[Altered]:
    """Check every scope's chain; one finding per altered scope, an empty list when all is well."""
    raise NotImplementedError
