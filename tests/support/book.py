"""A server in a dozen lines: one record, its ops and conflicts in memory, for rules to be tried on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sync.conflict import decide
from sync.merge import changed_since, merge
from sync.order import Earlier, turn
from sync.record import Merged, Record, Stamp
from sync.tables import Kinds, load_kinds

KINDS = load_kinds()
EVERYONE = ("operator", "shift_lead", "reception", "auditor", "supervisor", "manager")


class Book:
    """Drives sync/ as the server does: order, chain, merge or decide, and keeps what came of it."""

    def __init__(self, kinds: Kinds = KINDS) -> None:
        self.kinds = kinds
        self.record: Record | None = None
        self.conflicts: list[Record] = []
        self.ops: dict[str, dict[str, Any]] = {}
        self.held: list[tuple[dict[str, Any], str, tuple[str, ...]]] = []
        self.received = 0

    def push(
        self, op: Mapping[str, Any], by: str = "op1", roles: tuple[str, ...] = EVERYONE
    ) -> Merged:
        """Let one op arrive; ops that waited for it follow at once (P4)."""
        op = dict(op)
        result = self._one(op, by, roles)
        for waiting in [w for w in self.held if w[0]["after"] == op["op_id"]]:
            if result.outcome != "held":
                self.held.remove(waiting)
                self.push(*waiting)
        return result

    def open_conflict(self) -> Record | None:
        """The record's one open conflict (C6)."""
        found = [c for c in self.conflicts if c.fields["state"] == "open"]
        assert len(found) <= 1, "C6: a record has at most one open conflict"
        return found[0] if found else None

    def chain(self, op: Mapping[str, Any]) -> dict[str, int]:
        """The op's ancestors with the rev each landed at."""
        found: dict[str, int] = {}
        after = op.get("after")
        while after in self.ops:
            found[after] = self.ops[after]["rev"]
            after = self.ops[after]["op"].get("after")
        return found

    def _one(self, op: dict[str, Any], by: str, roles: tuple[str, ...]) -> Merged:
        earlier = self.ops.get(op.get("after") or "")
        known = Earlier(earlier["op"]["record_id"], earlier["state"]) if earlier else None
        when = turn(op, known)
        if when.action == "hold":
            self.held.append((op, by, roles))
            self.ops[op["op_id"]] = {"op": op, "state": "held", "rev": 0, "effects": {}}
            return Merged("held")
        self.received += 1
        stamp = Stamp(by, f"2026-11-22T08:{self.received:02}:00Z")
        if when.fault:
            result = Merged("quarantined", when.fault)
        elif op["kind"] == "conflict":
            result = self._decide(op, roles, stamp)
        else:
            result = self._merge(op, roles, stamp)
        self._keep(op, result)
        return result

    def _merge(self, op: dict[str, Any], roles: tuple[str, ...], stamp: Stamp) -> Merged:
        chain = self.chain(op)
        history = [(row["rev"], name, row["effects"]) for name, row in self.ops.items()]
        return merge(
            self.record,
            op,
            kind=self.kinds[op["kind"]],
            chain=chain,
            roles=roles,
            stamp=stamp,
            conflict=self.open_conflict(),
            at_base=changed_since(history, op["base_rev"], chain),
        )

    def _decide(self, op: dict[str, Any], roles: tuple[str, ...], stamp: Stamp) -> Merged:
        conflict = next(c for c in self.conflicts if c.id == op["record_id"])
        assert self.record is not None
        return decide(
            conflict,
            self.record,
            op,
            kinds=self.kinds,
            chain=self.chain(op),
            roles=roles,
            stamp=stamp,
        )

    def _keep(self, op: dict[str, Any], result: Merged) -> None:
        landed = result.outcome != "quarantined"
        rev = 0
        if result.record is not None:
            self.record, rev = result.record, result.record.rev
        if result.conflict is not None:
            conflict = result.conflict
            if not conflict.id:
                conflict.id = f"conflict {len(self.conflicts) + 1}"
            self.conflicts = [c for c in self.conflicts if c.id != conflict.id] + [conflict]
        self.ops[op["op_id"]] = {
            "op": op,
            "state": "landed" if landed else "quarantined",
            "rev": rev,
            "effects": result.effects,
        }
