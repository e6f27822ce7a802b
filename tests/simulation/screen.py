"""What one person sees on a phone: the server's rows with their own waiting changes on top (O1)."""

import copy
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from tests.simulation.memory import Json


@dataclass
class Local:
    """A record that this person changed here: what it is, and what still lies above its row."""

    kind: str
    scope: str
    waiting: list[Json] = field(default_factory=list)


class Screen:
    """The rows that one person's pulls brought, and what they changed since."""

    def __init__(self, roles: list[str], scopes: list[str]) -> None:
        self.roles = roles
        self.scopes = scopes
        self.rows: dict[tuple[str, str], Json] = {}
        self.local: dict[str, Local] = {}

    def copied(self) -> "Screen":
        """The same on a second phone."""
        return copy.deepcopy(self)

    def visible(self, kinds: Collection[str]) -> list[Json]:
        """The records that can be worked on: not those that went to another site."""
        return [
            row
            for row in self.rows.values()
            if row["kind"] in kinds and not row.get("moved") and self.row(row["id"]) is row
        ]

    def row(self, rid: str) -> Json:
        """Of two rows with one id the one with the higher rev (F6)."""
        rows = [row for (_, other), row in self.rows.items() if other == rid]
        return max(rows, key=lambda row: row["rev"], default={})

    def seen(self, rid: str, name: str) -> Any:
        """The value that the person sees in a field."""
        row = self.row(rid)
        if rid in self.local:
            for one in reversed(self.local[rid].waiting):
                above = one["rev"] is None or one["rev"] > row.get("rev", 0)
                if above and name in one["changes"]:
                    return one["changes"][name]["to"]
        value: Any = row.get("fields", {})
        for part in name.split("/"):
            value = value.get(part) if isinstance(value, dict) else None
        return value

    def show(self, op: Json) -> None:
        """Let the person see at once what they changed."""
        local = self.local.setdefault(op["record_id"], Local(op["kind"], op["scope"]))
        local.scope = op["scope"]
        shown = {name: value for name, value in op["changes"].items() if "to" in value}
        local.waiting.append({"op_id": op["op_id"], "changes": shown, "rev": None})

    def settle(self, op: Json, said: Json) -> None:
        """A landed change stays on top until its row has come; one set apart is seen no more."""
        local = self.local.get(op["record_id"])
        if local is None:
            return
        for one in [one for one in local.waiting if one["op_id"] == op["op_id"]]:
            if "rev" in said:
                one["rev"] = said["rev"]
            else:
                local.waiting.remove(one)

    def purge(self, scopes: Collection[str]) -> None:
        """Scopes that were taken away: clean copies go, the queue stays (F5)."""
        self.rows = {key: row for key, row in self.rows.items() if key[0] not in scopes}
