"""The cursor: how far a device has read. Judges it (F0, F5, F8, F9); reads no records."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from server.errors import Problem

DEFAULT_LIMIT = 500
MAX_LIMIT = 1000
MAX_SCOPES = 1000


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where to read on in each scope that the caller may read, and the scopes that were taken."""

    at: dict[str, int]
    left: list[str]


def parse_limit(value: Any) -> int:
    """Return the page size: 500 unless asked, never above 1,000 (F0)."""
    if value is None:
        return DEFAULT_LIMIT
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise Problem("bad_request", field="limit")
    return min(value, MAX_LIMIT)


def judge_cursor(
    raw: Any,
    *,
    epoch: str,
    scopes: Collection[str],
    heads: Mapping[str, int],
) -> Cursor:
    """Turn a device's cursor into read positions, or raise `resync_required` (F5, F9).

    `heads` are the scopes' counters now.
    """
    known, positions = _parse(raw)
    if known != epoch and (known is not None or any(positions.values())):
        raise Problem("resync_required")
    for scope in scopes:
        seq = positions.get(scope, 0)
        if seq > heads.get(scope, 0):
            raise Problem("resync_required")
    at = {scope: positions.get(scope, 0) for scope in sorted(scopes, key=_turn)}
    return Cursor(at, sorted(scope for scope in positions if scope not in at))


def _turn(scope: str) -> tuple[bool, str]:
    """Templates and names come before the records that need them: a new phone can begin (F10)."""
    return scope != "common", scope


def require_tombstones(at: Mapping[str, int], horizon: Mapping[str, int]) -> None:
    """Raise `resync_required` for whoever may have missed a tombstone that was purged (F8).

    `horizon` says up to where, so it has to be read after the rows: a purge in between took some.
    """
    if any(0 < seq < horizon.get(scope, 0) for scope, seq in at.items()):
        raise Problem("resync_required")


def _parse(raw: Any) -> tuple[str | None, dict[str, int]]:
    if raw is None:
        return None, {}
    if not isinstance(raw, dict):
        raise Problem("bad_request", field="cursor")
    epoch, positions = raw.get("epoch"), raw.get("scopes")
    if epoch is not None and not isinstance(epoch, str):
        raise Problem("bad_request", field="cursor")
    if positions is None:
        return epoch, {}
    if not isinstance(positions, dict) or len(positions) > MAX_SCOPES:
        raise Problem("bad_request", field="cursor")
    for seq in positions.values():
        if not isinstance(seq, int) or isinstance(seq, bool) or seq < 0:
            raise Problem("bad_request", field="cursor")
    return epoch, positions
