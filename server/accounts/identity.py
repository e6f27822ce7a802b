"""The shape of a signed-in person. Import it from `who`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Who:
    """The signed-in person of this request, as the database says now."""

    user_id: str
    username: str
    name: str
    roles: frozenset[str]
    scopes: frozenset[str]
    """Granted sites, `common`, and `person:<own id>`."""
    session_id: str
    device_id: str | None
    transport: str
