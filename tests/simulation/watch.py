"""What is checked while a run goes on: each page, each answer, each phone that has caught up."""

from typing import TYPE_CHECKING, Any

from tests.simulation.memory import Json
from tests.simulation.person import BOSSES
from tests.simulation.town import Town

if TYPE_CHECKING:
    from tests.simulation.phone import SimPhone

AROUND = 30
"""Rows that a pull may fetch beside its page: session, grants, counters, epoch."""


class Watch:
    """Looks at the database from outside, between two requests."""

    def __init__(self, town: Town) -> None:
        self.town = town

    def page(self, phone: "SimPhone", page: Json, limit: int, fetched: int) -> None:
        """I6, I10, F1a: only the reader's scopes, each seq once and upward, no more than asked."""
        allowed, after = self._scopes(phone), dict(phone.reading.at)
        assert len(page["records"]) <= limit, "I10"
        assert fetched <= limit + AROUND, f"I10: {fetched} rows for a page of {limit}"
        assert not page["has_more"] or page["cursor"]["scopes"] != after, "I10: it never ends"
        for row in page["records"]:
            assert row["scope"] in allowed, f"I6: {row['scope']} reached {phone.name}"
            assert row["seq"] > after.get(row["scope"], 0), f"F1a: {row['id']}"
            after[row["scope"]] = row["seq"]
        for scope, seq in after.items():
            assert page["cursor"]["scopes"].get(scope, seq) >= seq, "I4: the cursor went back"

    def at_rest(self, phone: "SimPhone") -> None:
        """I3, I4: who has read to the end holds the latest of every row, and no other."""
        mine = {(scope, rid): row["seq"] for (scope, rid), row in phone.rows.items()}
        assert mine == self.readable(phone), f"I3, I4: {phone.name} missed or kept something"

    def on_disk(self, results: list[Json]) -> None:
        """P3: what was answered is there for everyone else."""
        for result in results:
            if result["outcome"] != "retry":
                kept = self.town.ask("SELECT 1 FROM ops WHERE op_id = ?", result["op_id"])
                assert kept, f"P3: {result} is not on disk"

    def readable(self, phone: "SimPhone") -> dict[tuple[str, str], int]:
        """The seq of each row that this person may read now."""
        scopes, boss = self._scopes(phone), self._is_boss(phone)
        rows: list[Any] = self.town.ask("SELECT scope, id, seq, kind, created_by FROM records")
        return {
            (scope, rid): seq
            for scope, rid, seq, kind, by in rows
            if scope in scopes and (kind != "quarantine" or boss or by == phone.actor.user_id)
        }

    def grants(self, phone: "SimPhone") -> tuple[list[str], list[str]]:
        """Roles and sites as they are now."""
        return sorted(self._granted(phone, "role")), sorted(self._granted(phone, "scope"))

    def _scopes(self, phone: "SimPhone") -> set[str]:
        return {*self._granted(phone, "scope"), "common", f"person:{phone.actor.user_id}"}

    def _is_boss(self, phone: "SimPhone") -> bool:
        return not BOSSES.isdisjoint(self._granted(phone, "role"))

    def _granted(self, phone: "SimPhone", what: str) -> set[str]:
        question = "SELECT value FROM grants WHERE user_id = ? AND what = ?"
        return {value for (value,) in self.town.ask(question, phone.actor.user_id, what)}
