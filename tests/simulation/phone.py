"""A simulated phone: an outbox, what it last read, and a person who edits what they see."""

from random import Random
from typing import Any

from tests.support.actors import Actor
from tests.support.device import SoftDevice, new_id
from tests.support.sync import change

Json = dict[str, Any]
WORDS = ("leak", "noise", "smell", "heat", "dust")
TAGS = ("pump", "valve", "roof")
STEPS = {
    "issue": {
        "found": "reported",
        "reported": "in_hand",
        "in_hand": "solved",
        "solved": "verified",
    },
    "inspection": {"open": "submitted", "submitted": "approved", "returned": "submitted"},
}


class SimPhone:
    """Keeps every op until the server has answered for it; edits offline, in its own clock."""

    def __init__(self, actor: Actor, rng: Random, clock: str) -> None:
        self.device = SoftDevice(actor)
        self.actor = actor
        self.rng = rng
        self.clock = clock
        self.scopes: list[str] = actor.signed["user"]["scopes"]
        self.roles: list[str] = actor.signed["user"]["roles"]
        self.outbox: list[Json] = []
        self.sent: list[Json] = []
        self.rows: dict[tuple[str, str], Json] = {}
        self.local: dict[str, Json] = {}
        self.chains: dict[str, list[str]] = {}
        self.outcomes: list[str] = []

    def edit_something(self) -> None:
        """One human act: a new record, or a change of one that this person can see."""
        known = sorted(self._visible(), key=lambda row: row["seq"])
        shown = {row["id"] for row in known}
        mine = [rid for rid, it in self.local.items() if it["kind"] in STEPS and rid not in shown]
        if not (known or mine) or self.rng.random() < 0.08:
            return self._create()
        if self.rng.random() < 0.35 and self._settle_something():
            return None
        target = self.rng.choice([row["id"] for row in known] + mine)
        return self._change(target)

    def push(self, fault: str) -> None:
        """Send some of the outbox under a fault of the network."""
        batch = self.outbox[: self.rng.randint(1, 6)]
        if fault == "shuffled":
            batch = self.rng.sample(self.outbox, min(len(self.outbox), 5))
        if not batch or fault == "lost":
            return
        results = self.device.push(*batch)
        if fault == "twice":
            results = self.device.push(*batch)
        if fault == "answer lost":
            return
        for op, result in zip(batch, results, strict=True):
            self._take(op, result)

    def pull(self, fault: str = "") -> bool:
        """Read one page, kept whole or not at all; whether more is waiting."""
        body = {"cursor": self.device.cursor, "limit": self.rng.choice((2, 10, 500, 500))}
        page = self.actor.post("/api/sync/pull", json=body).get_json()
        if fault == "lost":
            return True
        for row in page["records"]:
            assert row["scope"] in {*self.scopes, "common", f"person:{self.actor.user_id}"}
            self.rows[row["scope"], row["id"]] = row
        self.device.cursor = page["cursor"]
        return bool(page["has_more"])

    def _take(self, op: Json, result: Json) -> None:
        assert result["op_id"] == op["op_id"]
        said = result.get("now") or result.get("first") or result
        self.outcomes.append(said["outcome"])
        self.outbox.remove(op)
        self.sent.append(op)
        if said["outcome"] == "quarantined" and op["op_id"] in self.chains[op["record_id"]]:
            self.chains[op["record_id"]].remove(op["op_id"])

    def _create(self) -> None:
        kind = self.rng.choice(("issue", "issue", "inspection"))
        changes = {"title": change(None, self._word())} if kind == "issue" else {}
        rid = new_id()
        self._queue("create", kind, self.rng.choice(self.scopes), rid, 0, changes)

    def _change(self, rid: str) -> None:
        row = self._row(rid)
        if row:
            self.local.setdefault(rid, {"kind": row["kind"], "fields": {}})["scope"] = row["scope"]
        local = self.local[rid]
        action, changes = self._act(row, local)
        base = row["rev"] if row else 0
        self._queue(action, local["kind"], local["scope"], rid, base, changes)

    def _act(self, row: Json, local: Json) -> tuple[str, Json]:
        kind, roll = local["kind"], self.rng.random()
        if roll < 0.06:
            return "delete", {}
        if row and row["deleted"] and roll < 0.4:
            return "restore", {}
        if row and "manager" in self.roles and roll < 0.16:
            goal = "B" if local["scope"] == "A" else "A"
            return "move", {"scope": change(local["scope"], goal)}
        if roll < 0.3:
            name = "status"
            now = self._seen(row, local, name) or next(iter(STEPS[kind]))
            return "edit", {name: change(now, STEPS[kind].get(now, now))}
        if roll < 0.45:
            return "edit", {"remarks": {"add": [{"id": new_id(), "text": self._word()}]}}
        if kind == "issue" and roll < 0.6:
            side = self.rng.choice(("add", "remove"))
            return "edit", {"tags": {side: [self.rng.choice(TAGS)]}}
        names = ("title", "place", "found_at") if kind == "issue" else ("answers/ph/value", "shift")
        name = self.rng.choice(names)
        value: Any = self._word()
        if name == "found_at":
            value = f"2026-11-2{self.rng.randint(0, 9)}T08:00:00Z"
        if name == "shift":
            value = self.rng.choice(("day", "night"))
        return "edit", {name: change(self._seen(row, local, name), value)}

    def _settle_something(self) -> bool:
        """A supervisor decides a conflict or adopts, releases or discards a set-apart op."""
        rows = [row for row in self.rows.values() if row["fields"].get("state") in _OPEN]
        if not rows or {"supervisor", "manager"}.isdisjoint(self.roles):
            return False
        row = self.rng.choice(sorted(rows, key=lambda r: (r["scope"], r["seq"])))
        state = row["fields"]["state"]
        if row["kind"] == "conflict":
            sides = {"choose": self.rng.choice(("current", "incoming"))}
            choices = {k: sides for k, v in row["fields"]["fields"].items() if "closed" not in v}
            changes = {"resolution": change(None, choices), "state": change("open", "resolved")}
        else:
            orders = ("released", "discarded") if state == "held" else ("adopted", "discarded")
            order = self.rng.choice(orders)
            reason = change(row["fields"]["reason"], "seen on site")
            changes = {"state": change(state, order), "reason": reason}
        self._queue("edit", row["kind"], row["scope"], row["id"], row["rev"], changes)
        return True

    def _queue(
        self, action: str, kind: str, scope: str, rid: str, base: int, changes: Json
    ) -> None:
        chain = self.chains.setdefault(rid, [])
        reason = {"reason": "corrected"} if self.rng.random() < 0.5 else {}
        op = self.device.op(
            action, kind, scope, changes, record_id=rid, base_rev=base,
            after=chain[-1] if chain else None, device_time=self.clock, **reason,
        )  # fmt: skip
        chain.append(op["op_id"])
        self.outbox.append(op)
        local = self.local.setdefault(rid, {"kind": kind, "scope": scope, "fields": {}})
        for name, value in changes.items():
            if "to" in value and name != "scope":
                local["fields"][name] = value["to"]

    def _visible(self) -> list[Json]:
        return [
            row
            for row in self.rows.values()
            if row["kind"] in STEPS and not row.get("moved") and self._row(row["id"]) is row
        ]

    def _row(self, rid: str) -> Json:
        rows = [row for (_, other), row in self.rows.items() if other == rid]
        return max(rows, key=lambda row: row["rev"], default={})

    def _seen(self, row: Json, local: Json, name: str) -> Any:
        if name in local["fields"]:
            return local["fields"][name]
        value: Any = row.get("fields", {})
        for part in name.split("/"):
            value = value.get(part, {}) if isinstance(value, dict) else None
        return None if value == {} else value

    def _word(self) -> str:
        return f"{self.rng.choice(WORDS)} {self.rng.randint(0, 99)}"


_OPEN = frozenset({"open", "held", "quarantined"})
