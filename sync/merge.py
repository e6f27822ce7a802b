"""Merge one op into one record (M1 to M12). Pure: no clock, no I/O, no randomness (M10)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sync.operation import Op
from sync.record import Chain, Merged, Record, Stamp
from sync.tables import Kind


def merge(
    record: Record | None,
    op: Op,
    *,
    kind: Kind,
    chain: Chain,
    roles: Collection[str],
    stamp: Stamp,
    conflict: Record | None = None,
    at_base: Mapping[str, Any] | None = None,
) -> Merged:
    """Merge a checked op (`sync.validate.check`) into its record.

    record    as it now is, None if unknown; `sync.order.target` finds it among rows of one id
    kind      the op's kind; ops of kind `conflict` go to `sync.conflict.decide` instead
    chain     the op's ancestors by `after` links with the rev each landed at
    roles     the author's roles; that they hold the scope (both scopes of a move) is the caller's check
    conflict  the record's open conflict, if there is one
    at_base   for `delete`: what others changed since, see `sync.merge.changed_since`
    """
    raise NotImplementedError


def changed_since(
    history: Collection[tuple[int, str, Mapping[str, Any]]], base_rev: int, chain: Chain
) -> dict[str, Any]:
    """`at_base` for a delete (M9): each key that ops outside the chain changed after base_rev, with the
    value it had at base_rev. `history` holds (rev, op_id, effects) of the record's ops, in any order."""
    raise NotImplementedError
