"""Times that devices claim, read without trust: they are evidence, never order (invariant 11)."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from server.clock import iso


@lru_cache(maxsize=4096)
def parse(value: str) -> datetime | None:
    """Return an aware time, or None for anything else."""
    try:
        moment = datetime.fromisoformat(value)
        return moment.astimezone(UTC) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None


def utc(value: str) -> str | None:
    """Return the same moment as ISO text in UTC, comparable as text."""
    moment = parse(value)
    return iso(moment) if moment else None


@dataclass(frozen=True, slots=True)
class Clock:
    """How far a device's clock is ahead of ours, in ms; None where it cannot be told (H1).

    `measured` if the device told its clock when it sent. Else the newest op's time stands for it,
    and the offset holds the time that the op waited, too.
    """

    offset_ms: int | None
    measured: bool


def offset_ms(device_time: str, received: datetime) -> int | None:
    """Return how far the device's clock is ahead of the server's, in ms."""
    moment = parse(device_time)
    return round((moment - received).total_seconds() * 1000) if moment else None
