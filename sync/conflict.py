"""A person's decision of a conflict (C2, C4). How conflicts come about is sync/dispute.py."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from sync.dispute import sides
from sync.draft import Draft
from sync.life import LIFE
from sync.operation import Op
from sync.record import Chain, Fault, Merged, Record, RefusedError, Stamp, refused
from sync.same import same
from sync.tables import SCALAR_LIKE, Kind, Kinds, resolve_key
from sync.values import check_value
from sync.workflow import step_fault

JUDGES = frozenset({"supervisor", "manager"})


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

    Outcome `conflict` with nothing changed means that somebody decided first, or a side changed
    since: answer with the conflict as `record` (P6). `Merged.conflict` is the op's own record,
    `Merged.record` the decided one, None if its values stay; `effects` are the decided record's.
    """
    kind = kinds[record.kind]
    if kinds["conflict"].roles[op["action"]].isdisjoint(roles):
        return refused("not_allowed", f"your role may not {op['action']} a conflict")
    if not may_decide(record, kind, roles, stamp.by):
        return refused("not_allowed", "only a supervisor, or the author before review, decides")
    rows = conflict.fields["fields"]
    choices = _choices(op, rows)
    if isinstance(choices, Fault):
        return Merged("quarantined", choices)
    if _too_late(conflict, record, op, choices, chain):
        return Merged("conflict")
    if any("closed" not in row and key not in choices for key, row in rows.items()):
        return refused("invalid", "a decision covers every field that is open", "resolution")
    draft = Draft(record, op, chain, stamp, None)
    try:
        values = {key: _value(rows[key], choice) for key, choice in choices.items()}
        for key, value in values.items():
            _apply(draft, kind, key, value, rows[key], roles)
    except RefusedError as refusal:
        return Merged("quarantined", refusal.fault)
    closed = _closed(conflict, op, values, stamp)
    after = draft.done().record if draft.effects else None
    return Merged("applied", None, after, closed, [], draft.effects)


def may_decide(record: Record, kind: Kind, roles: Collection[str], person: str) -> bool:
    """A supervisor or manager always; the record's maker until it is reviewed (C4)."""
    if not JUDGES.isdisjoint(roles):
        return True
    state = record.fields.get(kind.status.field) if kind.status else None
    return person == record.created_by and state not in kind.reviewed


def _choices(op: Op, rows: Mapping[str, Any]) -> dict[str, Any] | Fault:
    changes = op.get("changes", {})
    choices = changes.get("resolution", {}).get("to")
    step = changes.get("state", {"to": "resolved"})
    if not isinstance(choices, dict) or not choices or step["to"] != "resolved":
        return Fault("invalid", "a decision is a resolution and the state resolved", "resolution")
    if "state" not in changes and any("closed" not in row for row in rows.values()):
        return Fault("invalid", "a decision makes the conflict resolved", "state")
    for key, choice in choices.items():
        if key not in rows:
            return Fault("invalid", "this field is not in conflict", key)
        if not isinstance(choice, dict) or choice.keys() not in ({"choose"}, {"value"}):
            return Fault("invalid", "a choice is {choose} or {value}", key)
    return choices


def _too_late(
    conflict: Record, record: Record, op: Op, choices: Mapping[str, Any], chain: Chain
) -> bool:
    """Whether the conflict went on after the state that the decider had seen (C2)."""
    since = op["base_rev"]
    decided = conflict.versions.get("state")
    if decided and decided["rev"] > since and decided["op"] not in chain:
        return True
    for key, row in conflict.fields["fields"].items():
        closed = row.get("closed")
        if closed is None or key in choices:
            own = closed is not None and closed["op_id"] in chain
            if row["touched"] > since and not own:
                return True
            if closed is not None and not same(_now(record, key), closed["value"]):
                return True
    return False


def _now(record: Record, key: str) -> Any:
    if key == LIFE:
        return record.deleted
    node: Any = record.fields
    for part in key.split("/"):
        if isinstance(node, list):
            node = next((entry for entry in node if entry["id"] == part), None)
        else:
            node = node.get(part) if isinstance(node, dict) else None
    return node


def _value(row: Mapping[str, Any], choice: Mapping[str, Any]) -> Any:
    if "value" in choice:
        return choice["value"]
    name = choice["choose"]
    if name in ("current", "incoming"):
        return row[name]
    for side in ({**row, "value": row["incoming"]}, *row["others"]):
        if side["op_id"] == name:
            return side["value"]
    raise RefusedError(Fault("invalid", "no side of this conflict has that name", "resolution"))


def _apply(
    draft: Draft,
    kind: Kind,
    key: str,
    value: Any,
    row: dict[str, Any],
    roles: Collection[str],
) -> None:
    if key == LIFE:
        if not isinstance(value, bool):
            raise RefusedError(Fault("invalid", "deleted is true or false", key))
        if value is not draft.deleted:
            draft.note(LIFE, draft.deleted)
            draft.deleted = value
        return
    place = resolve_key(kind, key)
    if place is None or place.merge not in SCALAR_LIKE:
        raise RefusedError(Fault("invalid", "this field cannot be decided", key))
    fault = check_value(place.field, value)
    if fault is None and value in (None, "") and place.field.required:
        fault = "this field may not be empty"
    if fault:
        raise RefusedError(Fault("invalid", fault, key))
    if any(f.roles and f.roles.isdisjoint(roles) for f in (place.root, place.field)):
        raise RefusedError(Fault("not_allowed", "your role may not write this", key))
    if place.merge == "status":
        step = step_fault(kind, row["current"], value, roles, sides(row))
        if step:
            raise RefusedError(step)
    now = draft.read(place)
    if not same(now, value):
        draft.take(place, now, value)


def _closed(conflict: Record, op: Op, values: Mapping[str, Any], stamp: Stamp) -> Record:
    rev = conflict.rev + 1
    rows = dict(conflict.fields["fields"])
    for key, value in values.items():
        end = {"op_id": op["op_id"], "by": stamp.by, "value": value}
        rows[key] = {**rows[key], "closed": end, "touched": rev}
    fields = {
        **conflict.fields,
        "fields": rows,
        "state": "resolved",
        "resolution": op["changes"]["resolution"]["to"],
    }
    versions = {**conflict.versions, "state": {"rev": rev, "op": op["op_id"]}}
    return replace(conflict, rev=rev, fields=fields, versions=versions)
