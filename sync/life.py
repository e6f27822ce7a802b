"""A record's beginning, end, return and removal to another site (M9, F6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sync.draft import BIRTH, Draft
from sync.operation import Op
from sync.record import Chain, Merged, Record, Stamp, refused
from sync.tables import SCALAR_LIKE, Kind, resolve_key

LIFE = "deleted"
"""The key under which life and death are remembered and disputed (M9)."""


def blank(op: Op, kind: Kind, stamp: Stamp) -> Record:
    """The record that a create fills: rev 0, its status at the start."""
    fields = {kind.status.field: kind.status.initial} if kind.status else {}
    return Record(
        id=op["record_id"],
        kind=kind.name,
        scope=op["scope"],
        rev=0,
        fields=fields,
        versions={BIRTH: {"rev": 1, "op": op["op_id"]}},
        created_by=stamp.by,
    )


def delete(draft: Draft, kind: Kind, at_base: Mapping[str, Any]) -> None:
    """Delete, or dispute it with the edits that the deleter had not seen (M9)."""
    unseen = {**dict.fromkeys(_moved_keys(draft)), **at_base}
    settles = not unseen and not _disputed_unseen(draft)
    saw = settles and not draft.moved(LIFE)
    if draft.weigh(LIFE, draft.deleted, False, True, saw=saw, settles=settles):
        _live(draft, deleted=True)
    elif draft.dispute.clashed and not draft.deleted:
        for key, base in unseen.items():
            place = resolve_key(kind, key)
            if place is None or place.merge not in SCALAR_LIKE or draft.dispute.open(key):
                continue
            draft.dispute.clash(key, base, draft.read(place), base)


def restore(draft: Draft) -> None:
    """Bring a deleted record back; of a live one it is a no-op (M9)."""
    if draft.weigh(LIFE, draft.deleted, True, False, saw=not draft.moved(LIFE)):
        _live(draft, deleted=False)


def buried(draft: Draft) -> bool:
    """Whether the record was deleted without the op's author knowing it (M9)."""
    return draft.deleted and draft.moved(LIFE)


def contest_end(draft: Draft) -> None:
    """Dispute the deletion of a record that its editor took for alive (M9)."""
    if draft.dispute.open(LIFE) is None or not draft.dispute.follow(LIFE, draft.chain, False):
        draft.dispute.clash(LIFE, False, True, False)


def move(record: Record, op: Op, conflict: Record | None) -> Merged:
    """Leave a tombstone and live on in the other scope, an open conflict with it (F6)."""
    goal = op["changes"]["scope"]["to"]
    if record.scope == goal:
        return Merged("merged", record=replace(record, rev=record.rev + 1))
    if record.scope != op["scope"]:
        return refused("moved", "the record was moved to another site before", "scope")
    grave, record = _moved(record, goal)
    tombstones, effects = [grave], {"scope": op["scope"]}
    if conflict is not None:
        grave, conflict = _moved(conflict, goal)
        tombstones.append(grave)
    return Merged("applied", None, record, conflict, tombstones, effects)


def changed_since(
    history: list[tuple[int, str, Mapping[str, Any]]], base_rev: int, chain: Chain
) -> dict[str, Any]:
    """`at_base` for a delete (M9): what others changed after base_rev, with the value it had then.

    `history` holds (rev, op_id, effects) of the ops that landed on the record, in any order.
    """
    at_base: dict[str, Any] = {}
    for rev, op_id, effects in sorted(history, key=lambda row: -row[0]):
        if rev > base_rev and op_id not in chain:
            at_base.update(
                (key, before) for key, before in effects.items() if key not in (LIFE, "scope")
            )
    return at_base


def _live(draft: Draft, *, deleted: bool) -> None:
    draft.note(LIFE, draft.deleted)
    draft.deleted = deleted


def _moved_keys(draft: Draft) -> list[str]:
    return [
        key
        for key, last in draft.versions.items()
        if isinstance(last, dict) and key not in (BIRTH, LIFE) and draft.moved(key)
    ]


def _disputed_unseen(draft: Draft) -> bool:
    return any(
        row["rev"] > draft.since and row["op_id"] not in draft.chain and "closed" not in row
        for key, row in draft.dispute.fields.items()
        if key != LIFE
    )


def _moved(record: Record, goal: str) -> tuple[Record, Record]:
    grave = replace(record, rev=record.rev + 1, fields={}, versions={}, deleted=True, moved=True)
    return grave, replace(record, rev=record.rev + 2, scope=goal)
