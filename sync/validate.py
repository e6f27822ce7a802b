"""Is this JSON an op that could be merged? Form, types and sizes only; never raises."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sync.entries import check_lists
from sync.record import Fault
from sync.tables import SCALAR_LIKE, SCHEMA, Kind, Kinds, Place, resolve_key
from sync.values import MAX_INT, TOKEN, UUID, check_value, moment, text

MAX_CHANGES = 2_000
MAX_KEY = 300
ACTIONS = frozenset({"create", "edit", "delete", "restore", "move"})
_REQUIRED = (
    *("op_id", "device_id", "device_seq", "record_id", "kind", "scope", "action", "base_rev"),
    *("schema", "device_time", "author_id"),
)
_KNOWN = frozenset({*_REQUIRED, "after", "changes", "reason", "prev_hash", "signature"})


def check(op: Any, kinds: Kinds, speaks: int = SCHEMA) -> Fault | None:
    """None if the op is well formed, else why not.

    Code `invalid`, or `needs_upgrade` for a schema above `speaks` (P5). Covers unknown fields and actions,
    server fields (O6), types, sizes, required fields of a create, and values that RFC 8785 cannot
    hold. An op that passes can be hashed and merged.
    """
    if not isinstance(op, dict):
        return _invalid("an op is an object")
    schema = op.get("schema")
    if type(schema) is int and schema > speaks:
        return Fault("needs_upgrade", f"this server speaks schema {speaks}")
    fault = _envelope(op, speaks)
    if fault:
        return _invalid(fault)
    kind = kinds.get(op["kind"])
    if kind is None:
        return _invalid("unknown kind")
    if fault := _scope(kind, op["scope"]):
        return _invalid(fault)
    changes = op.get("changes", {})
    if not isinstance(changes, dict) or len(changes) > MAX_CHANGES:
        return _invalid("changes is not an object of a bearable size")
    action = op["action"]
    if action == "edit":
        return _changes(kind, changes) if changes else _invalid("an edit changes something")
    if action == "create":
        return _create(kind, op, changes)
    if action == "move":
        return _move(kind, op, changes)
    return _invalid(f"a {action} has no changes") if changes else None


def _invalid(message: str, key: str | None = None) -> Fault:
    return Fault("invalid", message, key)


def _envelope(op: Mapping[str, Any], speaks: int) -> str | None:
    get = op.get
    for name in _REQUIRED:
        if name not in op:
            return f"{name} is missing"
    if not op.keys() <= _KNOWN:
        return "an op has no other fields than those of the protocol"
    for name in ("op_id", "record_id", "after"):
        value = get(name)
        if not (isinstance(value, str) and UUID(value)) and (name != "after" or value is not None):
            return f"{name} is not a UUID in lower case"
    for name in ("device_id", "author_id", "kind"):
        value = get(name)
        if not (isinstance(value, str) and TOKEN(value)):
            return f"{name} is not an id"
    for name, least in (("device_seq", 1), ("base_rev", 0), ("schema", speaks)):
        value = get(name)
        if type(value) is not int or not least <= value <= MAX_INT:
            return f"{name} is not a whole number from {least}"
    scope, action, reason = get("scope"), get("action"), get("reason")
    if not isinstance(scope, str) or not scope or text(scope, 100):
        return "scope is not a text"
    if not isinstance(action, str) or action not in ACTIONS:
        return "unknown action"
    if fault := moment(get("device_time")):
        return f"device_time: {fault}"
    if reason is not None and (fault := text(reason, 2_000)):
        return f"reason: {fault}"
    for name in ("prev_hash", "signature"):
        value = get(name)
        if value is not None and text(value, 200):
            return f"{name} is not a short text"
    return None


def _scope(kind: Kind, scope: str) -> str | None:
    if kind.scope == "common":
        return None if scope == "common" else "this kind lives in the scope common"
    if scope == "common" or (scope.startswith("person:") and kind.name != "quarantine"):
        return "this kind lives in a site"
    return None


def _changes(kind: Kind, changes: Mapping[str, Any]) -> Fault | None:
    for key, change in changes.items():
        place = resolve_key(kind, key) if len(key) <= MAX_KEY and key.isprintable() else None
        if place is None:
            return _invalid("unknown field", key if len(key) <= MAX_KEY and not text(key) else None)
        if fault := _change(place, change):
            return _invalid(fault, key)
    return None


def _change(place: Place, change: Any) -> str | None:
    field = place.field
    if field.merge == "server":
        return "the server sets this field"
    if not isinstance(change, dict):
        return "a change is an object"
    if field.merge not in SCALAR_LIKE:
        return check_lists(field, change)
    if len(change) != 2 or "from" not in change or "to" not in change:
        return "a change of this field is {from, to}"
    value = change["to"]
    if value in (None, "") and (field.required or field.merge == "status"):
        return "this field may not be empty"
    return check_value(field, value) or check_value(field, change["from"])


def _create(kind: Kind, op: Mapping[str, Any], changes: Mapping[str, Any]) -> Fault | None:
    if op["base_rev"] != 0:
        return _invalid("a create has base_rev 0")
    if fault := _changes(kind, changes):
        return fault
    for key, change in changes.items():
        if change.get("from") is not None:
            return _invalid("a create comes from null", key)
    for name, field in kind.fields.items():
        if field.required and name not in changes:
            return _invalid("a required field is missing", name)
    status = kind.status
    if status and status.field in changes and changes[status.field]["to"] != status.initial:
        return _invalid(f"a {kind.name} starts as {status.initial}", status.field)
    if kind.name == "site" and changes["code"]["to"] != op["scope"]:
        return _invalid("a site's code is its scope", "code")
    return None


def _move(kind: Kind, op: Mapping[str, Any], changes: Mapping[str, Any]) -> Fault | None:
    change = changes.get("scope")
    if len(changes) != 1 or not isinstance(change, dict) or change.keys() != {"from", "to"}:
        return _invalid("a move changes the scope and nothing else")
    goal = change["to"]
    if change["from"] != op["scope"] or not isinstance(goal, str) or text(goal, 100) or not goal:
        return _invalid("a move goes from the op's scope to another", "scope")
    if (
        goal == op["scope"]
        or goal == "common"
        or goal.startswith("person:")
        or kind.scope != "site"
    ):
        return _invalid("a record moves from one site to another", "scope")
    return None
