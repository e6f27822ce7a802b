"""What a person does with what their phone shows: one human act at a time, as the seed has it."""

from dataclasses import dataclass, field
from random import Random
from typing import Any

from tests.simulation.handset import Photo
from tests.simulation.memory import Json
from tests.simulation.screen import Screen
from tests.support.photos import photo
from tests.support.sync import change
from tests.support.tus import sha256

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
BOSSES = frozenset({"supervisor", "manager"})
OPEN = frozenset({"open", "held", "quarantined"})
ALBUM = [photo(32, 32, seed=number) for number in range(9)]
"""Few enough that one picture is used twice now and then (B5)."""


@dataclass
class Act:
    """What shall be kept: the intent, and the picture that goes with it."""

    action: str
    kind: str
    scope: str
    record_id: str
    base_rev: int
    changes: Json
    members: Json = field(default_factory=dict)
    photo: Photo | None = None


class Person:
    """Looks at a screen and acts; `what` is any, `poison`, `newer` or `photo`."""

    def __init__(self, screen: Screen, dice: Random, mark: str, new_id: Any) -> None:
        self.screen = screen
        self.dice = dice
        self.mark = mark
        """Makes each word of a run its own, so that one can tell later whose it is."""
        self.new_id = new_id

    def act(self, what: str = "any") -> Act | None:
        """A new record, or a change of one that this person can see; None: nothing to do."""
        shown = sorted(self.screen.visible(STEPS), key=lambda row: (row["scope"], row["seq"]))
        known = [row["id"] for row in shown]
        mine = [rid for rid, it in self.screen.local.items() if it.kind in STEPS]
        mine = [rid for rid in mine if rid not in known]
        if not (known or mine) or (what == "any" and self.dice.random() < 0.08):
            act = self._create()
        elif what == "any" and self.dice.random() < 0.35 and (settled := self._settle()):
            act = settled
        else:
            act = self._change(self.dice.choice(known + mine), what)
        if act and what == "newer":
            act.members["schema"] = 2
        if act and self.dice.random() < 0.5:
            act.members["reason"] = "corrected"
        return act

    def _create(self) -> Act | None:
        if not self.screen.scopes:
            return None
        kind = self.dice.choice(("issue", "issue", "inspection"))
        changes = {"title": change(None, self._word())} if kind == "issue" else {}
        return Act("create", kind, self.dice.choice(self.screen.scopes), self.new_id(), 0, changes)

    def _change(self, rid: str, what: str) -> Act:
        row, local = self.screen.row(rid), self.screen.local.get(rid)
        kind = row["kind"] if row else local.kind
        scope = row["scope"] if row else local.scope
        act = Act("edit", kind, scope, rid, row["rev"] if row else 0, {})
        if what == "poison":
            act.changes = {"no_such_field": change(None, self._word())}
        elif what == "photo":
            self._photo(act)
        else:
            act.action, act.changes = self._ordinary(rid, row, kind, scope)
        return act

    def _ordinary(self, rid: str, row: Json, kind: str, scope: str) -> tuple[str, Json]:
        roll = self.dice.random()
        if roll < 0.06:
            return "delete", {}
        if row and row["deleted"] and roll < 0.4:
            return "restore", {}
        if row and "manager" in self.screen.roles and roll < 0.16:
            return "move", {"scope": change(scope, "B" if scope == "A" else "A")}
        if roll < 0.3:
            now = self.screen.seen(rid, "status") or next(iter(STEPS[kind]))
            return "edit", {"status": change(now, STEPS[kind].get(now, now))}
        if roll < 0.45:
            return "edit", {"remarks": {"add": [{"id": self.new_id(), "text": self._word()}]}}
        if kind == "issue" and roll < 0.6:
            side = self.dice.choice(("add", "remove"))
            return "edit", {"tags": {side: [self.dice.choice(TAGS)]}}
        return "edit", self._values(rid, kind)

    def _values(self, rid: str, kind: str) -> Json:
        """One or two plain fields; each value is one that nobody else writes."""
        names = ("title", "place", "found_at") if kind == "issue" else ("answers/ph/value", "shift")
        changes = {}
        for name in self.dice.sample(names, self.dice.choice((1, 1, 2))):
            value: Any = self._word()
            if name == "found_at":
                value = f"2026-11-22T08:00:00.{int(self.mark):06}Z"
            if name == "shift":
                value = self.dice.choice(("day", "night"))
            changes[name] = change(self.screen.seen(rid, name), value)
        return changes

    def _photo(self, act: Act) -> None:
        content = self.dice.choice(ALBUM)
        entry = {"id": self.new_id(), "sha256": sha256(content), "bytes": len(content)}
        act.changes = {"photos": {"add": [{**entry, "type": "image/jpeg"}], "remove": []}}
        act.photo = Photo(entry["sha256"], act.scope, content)

    def _settle(self) -> Act | None:
        """A supervisor decides a conflict or adopts, releases or discards a set-apart op."""
        rows = [row for row in self.screen.rows.values() if row["fields"].get("state") in OPEN]
        if not rows or BOSSES.isdisjoint(self.screen.roles):
            return None
        row = self.dice.choice(sorted(rows, key=lambda r: (r["scope"], r["seq"])))
        state = row["fields"]["state"]
        if row["kind"] == "conflict":
            sides = {"choose": self.dice.choice(("current", "incoming"))}
            choices = {k: sides for k, v in row["fields"]["fields"].items() if "closed" not in v}
            changes = {"resolution": change(None, choices), "state": change("open", "resolved")}
        else:
            orders = ("released", "discarded") if state == "held" else ("adopted", "discarded")
            reason = change(row["fields"]["reason"], "seen on site")
            changes = {"state": change(state, self.dice.choice(orders)), "reason": reason}
        return Act("edit", row["kind"], row["scope"], row["id"], row["rev"], changes)

    def _word(self) -> str:
        return f"{self.dice.choice(WORDS)} {self.mark}"
