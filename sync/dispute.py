"""A record's open conflict while one op is merged: opened, joined, refreshed, closed (C1, C3, C6).

Works on copies; knows nothing of merge rules.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sync.operation import Op
from sync.record import Chain, Record, Stamp
from sync.same import same


class Dispute:
    """What one op does to a record's conflict. `rev` is the rev that the record gets by this op."""

    __slots__ = ("clashed", "conflict", "fields", "op", "record", "rev", "stamp", "touched")

    def __init__(
        self, conflict: Record | None, record: Record, op: Op, stamp: Stamp, rev: int
    ) -> None:
        self.conflict = conflict
        self.record = record
        self.op = op
        self.stamp = stamp
        self.rev = rev
        self.fields: dict[str, Any] = dict(conflict.fields["fields"]) if conflict else {}
        self.touched: set[str] = set()
        self.clashed = False

    def open(self, key: str) -> dict[str, Any] | None:
        """The field's row, if it is in conflict and not closed yet."""
        row = self.fields.get(key)
        return row if row is not None and "closed" not in row else None

    def clash(self, key: str, base: Any, current: Any, incoming: Any) -> None:
        """Open the field, or join it as a further incoming value (C1, C6)."""
        self.clashed = True
        row = self.open(key)
        if row is not None:
            self._put(key, others=[*row["others"], {**self._who(), "value": incoming}])
            return
        before = self.fields.get(key)
        self.fields[key] = {
            "base": base,
            "current": current,
            "incoming": incoming,
            "earlier": [],
            "others": [],
            **self._who(),
        }
        if before is not None:
            self.fields[key]["past"] = [*before.get("past", ()), _without_past(before)]
        self._put(key)

    def follow(self, key: str, chain: Chain, value: Any) -> bool:
        """If the op continues a losing side, bring that side up to date (C6). True if it did."""
        row = self.fields[key]
        if row["op_id"] in chain:
            self.clashed = True
            if not same(row["incoming"], value):
                earlier = [*row["earlier"], row["incoming"]]
                self._put(key, incoming=value, earlier=earlier, **self._who())
            return True
        for place, other in enumerate(row["others"]):
            if other["op_id"] in chain:
                self.clashed = True
                if not same(other["value"], value):
                    others = list(row["others"])
                    others[place] = {**self._who(), "value": value}
                    self._put(key, others=others, earlier=[*row["earlier"], other["value"]])
                return True
        return False

    def refresh(self, key: str, value: Any) -> None:
        """The standing side went on without having seen the other: `current` follows it."""
        self._put(key, current=value)

    def close(self, key: str, value: Any) -> None:
        """Someone who saw both sides has spoken (C3)."""
        self._put(key, closed={"op_id": self.op["op_id"], "by": self.stamp.by, "value": value})

    def result(self) -> Record | None:
        """The conflict as it now is, or None if this op left it alone. A new one has id ""."""
        if not self.touched:
            return None
        done = all("closed" in row for row in self.fields.values())
        fields = {**self._head(), "fields": self.fields}
        versions = dict(self.conflict.versions) if self.conflict else {}
        if done:
            fields["state"] = "resolved"
            fields["resolution"] = {
                key: {"value": row["closed"]["value"]} for key, row in self.fields.items()
            }
            versions["state"] = {"rev": self._mark(), "op": self.op["op_id"]}
        if self.conflict:
            return replace(self.conflict, rev=self._mark(), fields=fields, versions=versions)
        return Record("", "conflict", self.record.scope, 1, fields, versions, self.stamp.by)

    def _head(self) -> dict[str, Any]:
        if self.conflict:
            return self.conflict.fields
        return {
            "record_id": self.record.id,
            "record_kind": self.record.kind,
            "fields": {},
            "incoming_op": self.op["op_id"],
            "incoming_author": self.stamp.by,
            "incoming_device_time": self.op["device_time"],
            "state": "open",
            "resolution": None,
        }

    def _put(self, key: str, **parts: Any) -> None:
        self.touched.add(key)
        row = {**self.fields[key], **parts, "rev": self.rev, "touched": self._mark()}
        self.fields[key] = row

    def _mark(self) -> int:
        return self.conflict.rev + 1 if self.conflict else 1

    def _who(self) -> dict[str, Any]:
        return {
            "op_id": self.op["op_id"],
            "by": self.stamp.by,
            "device_time": self.op["device_time"],
        }


def _without_past(row: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in row.items() if k != "past"}


def sides(row: dict[str, Any]) -> list[Any]:
    """All values of a field in conflict, the standing one first."""
    return [row["current"], row["incoming"], *(other["value"] for other in row["others"])]
