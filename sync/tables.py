"""The kinds of records as data: fields, merge rules, roles. Reads sync/kinds, judges nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

SCHEMA = 1
"""The op schema that this code speaks (P5)."""

FOLDER = Path(__file__).parent / "kinds"
SCALAR_LIKE = frozenset({"scalar", "once", "status"})
"""Merge rules whose change has the form {from, to} and which can clash."""


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """One field of a kind or subfield of an item: its type, merge rule, who may write it."""

    name: str
    type: str
    merge: str
    required: bool = False
    choices: tuple[str, ...] = ()
    ref: str | None = None
    roles: frozenset[str] | None = None
    item_fields: Mapping[str, Field] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Status:
    """The workflow of a kind (M6): the field, where it starts, and who may make which step."""

    field: str
    initial: str
    transitions: Mapping[tuple[str, str], frozenset[str]]


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """One kind of record.

    `reviewed`: the states in which M7 wants a reason; `submit`: those at which M13 looks.
    """

    name: str
    scope: str
    roles: Mapping[str, frozenset[str]]
    fields: Mapping[str, Field]
    status: Status | None = None
    reviewed: frozenset[str] = frozenset()
    submit: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """Where the key of a change points.

    `field` gives type and merge rule, `root` the kind's field that holds it, `item` the item of an
    `items` field, `attachment` the entry whose caption is meant.
    """

    key: str
    root: Field
    field: Field
    item: str | None = None
    attachment: str | None = None

    @property
    def merge(self) -> str:
        """The merge rule that governs this key (sync/RULES.md, M1 to M8)."""
        return self.field.merge


Kinds = Mapping[str, Kind]
CAPTION = Field("caption", "text", "scalar")


@cache
def load_kinds() -> Kinds:
    """All kinds by name, read from sync/kinds once per process."""
    return kinds_of(raw_kinds())


def kinds_of(tables: Mapping[str, Mapping[str, Any]]) -> Kinds:
    """All kinds by name, from tables as they lie in sync/kinds."""
    return {name: _kind(raw) for name, raw in tables.items()}


@cache
def raw_kinds() -> Mapping[str, Mapping[str, Any]]:
    """The tables of sync/kinds by name, as data. Read-only."""
    files = sorted(FOLDER.glob("*.json"))
    return {raw["name"]: raw for raw in (json.loads(f.read_text(encoding="utf-8")) for f in files)}


@lru_cache(maxsize=8192)
def resolve_key(kind: Kind, key: str) -> Place | None:
    """The place that a change key names (M1, M3, M5), or None if this kind has no such place.

    `title` · `answers/<item>/value` · `photos/<id>/caption` · `answers/<item>/photos/<id>/caption`.
    An `items` field has no place of its own: only its subfields have. `__proto__` is no name, since
    JavaScript would take it for something else.
    """
    root = kind.fields.get(key)
    if root is not None:
        return None if root.merge == "items" else Place(key, root, root)
    parts = key.split("/")
    root = kind.fields.get(parts[0])
    if root is None or "" in parts or "__proto__" in parts:
        return None
    if root.merge == "attachments":
        return _caption(key, root, root, None, parts[1:])
    if root.merge != "items" or len(parts) < 3:
        return None
    inner = root.item_fields.get(parts[2])
    if inner is None:
        return None
    if len(parts) == 3:
        return Place(key, root, inner, item=parts[1])
    return _caption(key, root, inner, parts[1], parts[3:])


def _caption(
    key: str, root: Field, holder: Field, item: str | None, rest: list[str]
) -> Place | None:
    if holder.merge != "attachments" or len(rest) != 2 or rest[1] != "caption":
        return None
    return Place(key, root, CAPTION, item=item, attachment=rest[0])


def _kind(raw: Mapping[str, Any]) -> Kind:
    status = raw.get("status")
    return Kind(
        name=raw["name"],
        scope=raw["scope"],
        roles={action: frozenset(roles) for action, roles in raw["roles"].items()},
        fields={name: _field(name, spec) for name, spec in raw["fields"].items()},
        status=_status(status) if status else None,
        reviewed=frozenset(raw.get("reviewed", ())),
        submit=frozenset(raw.get("submit", ())),
    )


def _field(name: str, raw: Mapping[str, Any]) -> Field:
    return Field(
        name=name,
        type=raw["type"],
        merge=raw["merge"],
        required=raw.get("required", False),
        choices=tuple(raw.get("choices", ())),
        ref=raw.get("ref"),
        roles=frozenset(raw["roles"]) if "roles" in raw else None,
        item_fields={n: _field(n, spec) for n, spec in raw.get("item_fields", {}).items()},
    )


def _status(raw: Mapping[str, Any]) -> Status:
    steps = {(t["from"], t["to"]): frozenset(t["roles"]) for t in raw["transitions"]}
    return Status(raw["field"], raw["initial"], steps)
