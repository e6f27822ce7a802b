"""Reads ops of older schemas in today's words (P5). Pure; the op as it arrived stays the evidence.

Whatever changes what ops may say makes a new schema, an added field or kind as well: an older
server then answers `needs_upgrade` instead of `invalid`. A release that makes one adds a step here
and migrates the stored records; the history keeps every op in the words of its time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sync.record import Fault
from sync.tables import SCHEMA, Kinds, kinds_of, raw_kinds
from sync.validate import check

Upcaster = Callable[[dict[str, Any]], dict[str, Any]]
"""From what an op of one schema says to the same in the next: `kind`, `action`, `changes`, `reason`.

It gets a copy that it may alter. Who, when, where and on what an op acts is not its business. It
may raise on what no app has ever written.
"""
SAID = ("kind", "action", "changes", "reason")


@dataclass(frozen=True, eq=False)
class Schema:
    """What ops may say: the number, the kinds table as data, and the step up from each older one."""

    number: int
    tables: Mapping[str, Mapping[str, Any]]
    upcasters: Mapping[int, Upcaster]

    def __post_init__(self) -> None:
        if set(self.upcasters) != set(range(1, self.number)):
            raise ValueError(f"schema {self.number} needs a step from each older one")

    @cached_property
    def kinds(self) -> Kinds:
        """The kinds that this schema knows."""
        return kinds_of(self.tables)

    @cached_property
    def document(self) -> dict[str, Any]:
        """The answer of GET /api/sync/kinds, `{schema, kinds: {name: table}}`. Read-only."""
        tables = self.tables.items()
        kinds = {name: {k: v for k, v in raw.items() if k != "name"} for name, raw in tables}
        return {"schema": self.number, "kinds": kinds}


SHIPPED = Schema(SCHEMA, raw_kinds(), {})


def read(raw: Any, schema: Schema) -> tuple[Any, Fault | None]:
    """What arrived in the words of `schema`, and its fault, if it is no op that could be merged.

    An op of this very schema is returned as it is; `raw` is never altered.
    """
    try:
        op = upcast(raw, schema)
    except Exception:
        return raw, Fault("invalid", f"no app of schema {raw['schema']} writes such an op")
    return op, check(op, schema.kinds, schema.number)


def upcast(raw: Any, schema: Schema) -> Any:
    """The op as an app of `schema` would have written it; what is of no older schema as it is."""
    number = raw.get("schema") if isinstance(raw, dict) else None
    if type(number) is not int or not 1 <= number < schema.number:
        return raw
    said = {part: deepcopy(raw[part]) for part in SAID if part in raw}
    for step in range(number, schema.number):
        said = schema.upcasters[step](said)
    return {**raw, **{part: said[part] for part in SAID if part in said}, "schema": schema.number}
