"""Merge one op into one record (M1 to M12). Pure: no clock, no I/O, no randomness (M10)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sync.dispute import sides
from sync.draft import Draft
from sync.life import blank, buried, changed_since, contest_end, delete, move, restore
from sync.lists import merge_append, merge_attachments, merge_set
from sync.operation import Op
from sync.record import Chain, Fault, Merged, Record, RefusedError, Stamp, refused
from sync.same import same
from sync.tables import SCALAR_LIKE, Kind, Place, resolve_key
from sync.workflow import step_fault

__all__ = ["changed_since", "merge"]

_LISTS = {"set": merge_set, "append": merge_append, "attachments": merge_attachments}


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
    roles     the author's roles; that they hold the scope, both of a move, is the caller's check
    conflict  the record's open conflict, if there is one
    at_base   for `delete`: what others changed since, from `changed_since`
    """
    action = op["action"]
    if kind.roles[action].isdisjoint(roles):
        return refused("not_allowed", f"your role may not {action} a {kind.name}")
    if (record is None) != (action == "create"):
        known = "this record exists already" if record else "this record is not known"
        return refused("invalid", known)
    if record is None:
        record = blank(op, kind, stamp)
    elif record.kind != kind.name:
        return refused("invalid", "the record is of another kind")
    if action == "move":
        return move(record, op, conflict)
    draft = Draft(record, op, chain, stamp, conflict)
    try:
        if action == "create":
            _create(draft, kind, roles)
        elif action == "edit":
            _edit(draft, kind, roles)
        elif action == "delete":
            delete(draft, kind, at_base or {})
        else:
            restore(draft)
        _needs_reason(draft, kind, action)
    except RefusedError as refusal:
        return Merged("quarantined", refusal.fault)
    return draft.done()


def _create(draft: Draft, kind: Kind, roles: Collection[str]) -> None:
    for place, change in _places(draft.op, kind, roles):
        if place.merge in SCALAR_LIKE:
            draft.write(place, change["to"])
        else:
            _LISTS[place.merge](draft, place, change)
    draft.effects.clear()


def _edit(draft: Draft, kind: Kind, roles: Collection[str]) -> None:
    unseen_end = draft.deleted and buried(draft)
    scalars = []
    for place, change in _places(draft.op, kind, roles):
        if place.merge in SCALAR_LIKE:
            scalars.append((place, change))
        else:
            _LISTS[place.merge](draft, place, change)
    for place, change in scalars:
        _scalar(draft, place, change, kind, roles, unseen_end)
    if unseen_end and (draft.effects or draft.dispute.clashed):
        contest_end(draft)


def _scalar(
    draft: Draft,
    place: Place,
    change: Mapping[str, Any],
    kind: Kind,
    roles: Collection[str],
    unseen_end: bool,
) -> None:
    now, was, to = draft.read(place), change["from"], change["to"]
    merge_rule = place.field.merge
    if merge_rule == "scalar":
        saw = not draft.moved(place.key)
    elif merge_rule == "once":
        empty = now is None and (was is None or not draft.moved(place.key))
        saw = empty or draft.mine(place.key)
    else:
        if fault := step_fault(kind, was, to, roles, _sides_seen(draft, place.key)):
            raise RefusedError(fault)
        saw = same(now, was)
    known = not unseen_end
    if draft.weigh(place.key, now, was, to, saw=saw and known, settles=known):
        draft.take(place, now, to)


def _places(op: Op, kind: Kind, roles: Collection[str]) -> list[tuple[Place, Any]]:
    found = []
    for key, change in op["changes"].items() if "changes" in op else ():
        place = resolve_key(kind, key)
        if place is None or place.field.merge == "server":
            raise RefusedError(Fault("invalid", "unknown field", key))
        for field in (place.root, place.field):
            if field.roles is not None and field.roles.isdisjoint(roles):
                raise RefusedError(Fault("not_allowed", "your role may not write this", key))
        found.append((place, change))
    return found


def _sides_seen(draft: Draft, key: str) -> list[Any]:
    row = draft.dispute.open(key)
    return [] if row is None or draft.since < row["rev"] else sides(row)


def _needs_reason(draft: Draft, kind: Kind, action: str) -> None:
    """After review an edit or a delete says why (M7).

    One that changes nothing need not, and a step that clashes with the review is for M6 to judge:
    whoever returned what another was approving had no review to give reasons for.
    """
    status = kind.status
    if status is None or action == "restore":
        return
    if draft.record.fields.get(status.field) not in kind.reviewed:
        return
    quiet = not draft.effects and draft.dispute.touched <= {status.field}
    if not quiet and not (draft.op.get("reason") or "").strip():
        raise RefusedError(Fault("reviewed", "a reviewed record changes only with a reason"))
