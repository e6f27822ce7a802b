"""A kind with every merge rule, and phones that write it: what the laws of merging are tried on."""

from __future__ import annotations

from itertools import count
from typing import Any

from sync.record import Merged, Record
from sync.tables import Field, Kind, Status
from tests.support.book import EVERYONE, KINDS, Book

_ROLES = frozenset(EVERYONE)
STEPS = [("s0", "s1"), ("s0", "s2"), ("s1", "s2"), ("s2", "s1"), ("s1", "s0")]
THING = Kind(
    name="thing",
    scope="site",
    roles=dict.fromkeys(("create", "edit", "delete", "restore", "move"), _ROLES),
    fields={
        "title": Field("title", "text", "scalar"),
        "place": Field("place", "text", "scalar"),
        "once": Field("once", "text", "once"),
        "tags": Field("tags", "text", "set"),
        "remarks": Field("remarks", "entry", "append"),
        "photos": Field("photos", "photo", "attachments"),
        "status": Field("status", "choice", "status", choices=("s0", "s1", "s2")),
        "answers": Field(
            "answers",
            "answers",
            "items",
            item_fields={
                "value": Field("value", "any", "scalar"),
                "at": Field("at", "text", "once"),
            },
        ),
    },
    status=Status("status", "s0", dict.fromkeys(STEPS, _ROLES)),
)
THINGS = {**KINDS, "thing": THING}
SCALARS = ("title", "place", "answers/x/value", "answers/y/value")
ONCE = ("once", "answers/x/at")
EDITABLE = (*SCALARS, *ONCE, "status", "photos/p0/caption")


def new_book() -> Book:
    """A book that holds one thing with one photo, at rev 1."""
    book = Book(THINGS)
    photo = {"id": "p0", "sha256": "00" * 32, "bytes": 1, "type": "image/jpeg", "caption": "first"}
    made = {"title": {"from": None, "to": "made"}, "photos": {"add": [photo]}}
    book.push(operation("made", "create", 0, {**made, "tags": {"add": ["t0"]}}))
    return book


def operation(
    name: str, action: str, base: int, changes: dict[str, Any], after: str | None = None
) -> dict[str, Any]:
    """An op on the one thing."""
    return {
        "op_id": name,
        "record_id": "r",
        "kind": "thing",
        "scope": "A",
        "action": action,
        "base_rev": base,
        "after": after,
        "changes": changes,
        "device_time": "2026-11-22T08:00:00Z",
    }


def value_at(record: Record, key: str) -> Any:
    """The value of a scalar-like key, None where there is none."""
    if key == "deleted":
        return record.deleted
    node: Any = record.fields
    for part in key.split("/"):
        if isinstance(node, list):
            node = next((e for e in node if e["id"] == part), None)
        else:
            node = node.get(part) if isinstance(node, dict) else None
    return node


class Phone:
    """One person with one phone: pulls now and then, writes offline, pushes what waits."""

    def __init__(self, book: Book, name: str) -> None:
        self.book, self.name, self.numbers = book, name, count(1)
        self.queue: list[dict[str, Any]] = []
        self.last: str | None = None
        self.rev, self.seen = 0, {}
        self.pull()

    def pull(self) -> None:
        """Take over the server's state; own waiting ops show on top of it (O1)."""
        record = self.book.record
        assert record is not None
        self.rev = record.rev
        self.seen = {key: value_at(record, key) for key in (*EDITABLE, "deleted")}
        for op in self.queue:
            self._show(op)

    def edit(self, values: dict[str, Any], lists: dict[str, Any] | None = None) -> dict[str, Any]:
        """Write scalar-like values (from: what the phone shows) and changes of lists."""
        changes = {key: {"from": self.seen[key], "to": value} for key, value in values.items()}
        return self._write("edit", {**changes, **(lists or {})})

    def end(self, action: str) -> dict[str, Any]:
        """Delete or restore."""
        return self._write(action, {})

    def push(self) -> Merged | None:
        """Send the oldest waiting op."""
        return self.book.push(self.queue.pop(0), self.name) if self.queue else None

    def fresh(self, prefix: str) -> str:
        """An id that no other phone makes."""
        return f"{prefix}-{self.name}-{next(self.numbers)}"

    def _write(self, action: str, changes: dict[str, Any]) -> dict[str, Any]:
        op = operation(self.fresh("op"), action, self.rev, changes, self.last)
        self.last = op["op_id"]
        self.queue.append(op)
        self._show(op)
        return op

    def _show(self, op: dict[str, Any]) -> None:
        if op["action"] != "edit":
            self.seen["deleted"] = op["action"] == "delete"
        for key, change in op["changes"].items():
            if "to" in change:
                self.seen[key] = change["to"]
