"""What merging takes and gives: the record, the server's stamp, the result. Plain data."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Record:
    """A record as the server holds it; conflicts and quarantine rows are records, too.

    `versions` is the merge's own memory (last change per key): store it as JSON and hand it back.
    Nothing in sync/ alters a Record that it was given. Results share what did not change, so the
    caller must not alter `fields` or `versions` in place either. `created_by` made it (C4).
    """

    id: str
    kind: str
    scope: str
    rev: int
    fields: dict[str, Any]
    versions: dict[str, Any]
    created_by: str
    deleted: bool = False
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the server says of an op, and the op cannot (O6).

    `by` is the author (the adopter for an adopted op), `received` an ISO 8601 time with zone,
    `available` the sha256 of those of the op's blobs that are already here and verified.
    """

    by: str
    received: str
    available: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """Why an op is not applied: a stable code, one English sentence, and the key at fault."""

    code: str
    message: str
    key: str | None = None


@dataclass(slots=True)
class Merged:
    """What came of an op.

    outcome     applied | merged | conflict | quarantined
    fault       why, when quarantined; then nothing else is set
    record      the record as it now is; every op that lands raises its rev by one (a move by two).
                None only when quarantined, and for a decision that left the record's values alone
    conflict    the conflict as it now is, if it was opened, joined, refreshed, closed or moved. A
                new one has id "" and rev 1: the caller names it. Otherwise its rev is raised
    tombstones  rows that stay behind in the old scope after a move (F6)
    effects     {key: value before} of each changed key; None for append and attachments
    added       attachment entries that this op brought to the record (for blob references)
    """

    outcome: str
    fault: Fault | None = None
    record: Record | None = None
    conflict: Record | None = None
    tombstones: list[Record] = field(default_factory=list)
    effects: dict[str, Any] = field(default_factory=dict)
    added: list[dict[str, Any]] = field(default_factory=list)


class RefusedError(Exception):
    """Carries a Fault out of the depth of a merge; never leaves sync/."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


def refused(code: str, message: str, key: str | None = None) -> Merged:
    """The result of an op that is set apart."""
    return Merged("quarantined", Fault(code, message, key))


Chain = Mapping[str, int]
"""The ancestors of an op by `after` links: op_id → rev at which it landed, 0 if it did not."""
