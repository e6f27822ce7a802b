"""A conflict's life: opened, joined, refreshed, closed, decided (C1 to C6). Pure, like the merge."""

from __future__ import annotations

from collections.abc import Collection

from sync.operation import Op
from sync.record import Chain, Merged, Record, Stamp
from sync.tables import Kinds


def decide(
    conflict: Record,
    record: Record,
    op: Op,
    *,
    kinds: Kinds,
    chain: Chain,
    roles: Collection[str],
    stamp: Stamp,
) -> Merged:
    """Apply a decision (an op of kind `conflict`) to the conflict and to its record (C2, C4).

    Outcome `conflict` with nothing changed means that somebody decided first or a side changed since (P6:
    answer with the conflict as `record`). `Merged.conflict` is the op's own record; `Merged.record` the
    decided one, None if its values stay.
    """
    raise NotImplementedError
