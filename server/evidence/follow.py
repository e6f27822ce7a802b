"""What the ops of a record make of it, told by their effects. Pure, with the standard library only.

Part of the stand-alone checker (check.py), where it stands in the place of its import.
"""

import json
from collections.abc import Iterator
from typing import Any

Row = dict[str, Any]
SERVER_SET = frozenset({"by", "received", "available", "removed", "reused"})
"""What the server adds to an entry of a list; a phone's word for it does not count (O6)."""


class Follow:
    """A record as its landed ops leave it, one after the other.

    kind     the table of its kind, as GET /api/sync/kinds tells it
    rows     rows of the history, among them the record's ops and the decisions about it; one of an
             older schema says in `meant` how the server reads it (P5)
    related  its conflicts as they now are, for the values that a decision chose by name

    `wrong` says what does not fit together; `blind` that an op was erased, so that values cannot be
    told any more. `last` holds by key which op changed it last, `born` the record's first op.
    """

    def __init__(self, record_id: str, kind: Row, rows: list[Row], related: list[Row]) -> None:
        self.kind = kind
        self.fields: Row = {}
        self.scope, self.deleted, self.blind, self.rev = "", False, False, 0
        self.last: dict[str, tuple[int, str]] = {}
        self.added: dict[str, list[list[Any]]] = {}
        self.graves: dict[str, int] = {}
        self.steps = landed(record_id, rows)
        self.born = self.steps[0][1] if self.steps else None
        self.wrong: list[str] = []
        own = [row for row in rows if row["record_id"] == record_id]
        stands = [row for row in own if row["rev"] or row["op_key"] == row["op_id"]]
        self._after = {row["op_id"]: row["after"] for row in stands}
        self._closed = dict(_closings(related))
        self._said = list(_values(rows))
        for rev, row, decides in self.steps:
            self._step(rev, row, decides)

    def _step(self, rev: int, row: Row, decides: bool) -> None:
        effects = json.loads(row["effects"] or "{}")
        if rev != self.rev + (2 if "scope" in effects and not decides else 1):
            self.wrong.append(f"rev {self.rev} is followed by {rev}: an op is missing ({_id(row)})")
        self.rev = rev
        if row["body"] is None:
            self.blind = True
        elif not self.blind:
            op = row.get("meant") or json.loads(row["body"])
            (self._decide if decides else self._apply)(rev, row, op, effects)

    def _apply(self, rev: int, row: Row, op: Row, effects: Row) -> None:
        action, changes = op["action"], op.get("changes") or {}
        if action == "create":
            self.scope = op["scope"]
            status = self.kind.get("status")
            self.fields = {status["field"]: status["initial"]} if status else {}
        if action == "move":
            if "scope" in effects:
                self.graves[self.scope] = rev - 1
                self.scope = changes["scope"]["to"]
        elif action in ("delete", "restore"):
            if "deleted" in effects:
                self._life(rev, row, effects, action == "delete")
        else:
            for key, change in sorted(changes.items(), key=lambda pair: "to" in pair[1]):
                if "to" not in change:
                    self._grow(key, change, rev, row, op)
                elif action == "create":
                    self._write(self._path(key), change["to"])
                elif key in effects:
                    self._take(key, change["to"], rev, row, effects)

    def _decide(self, rev: int, row: Row, op: Row, effects: Row) -> None:
        """A decision of a conflict: its values are told in it, or are a side's, named (C2)."""
        choices = op["changes"]["resolution"]["to"]
        for key in effects:
            value = choices[key].get("value", self._closed.get((key, row["op_id"]), _UNKNOWN))
            if value is _UNKNOWN:
                self.blind = True
            elif key == "deleted":
                self._life(rev, row, effects, value)
            else:
                if "value" not in choices[key] and not any(alike(value, one) for one in self._said):
                    self.wrong.append(f"{key}: nobody said what was chosen ({_id(row)})")
                self._take(key, value, rev, row, effects)

    def _life(self, rev: int, row: Row, effects: Row, deleted: bool) -> None:
        if effects["deleted"] != self.deleted:
            self.wrong.append(f"deleted was not {effects['deleted']} before ({_id(row)})")
        self.deleted = deleted
        self.last["deleted"] = (rev, row["op_id"])

    def _take(self, key: str, value: Any, rev: int, row: Row, effects: Row) -> None:
        path = self._path(key)
        if not alike(self._read(path), effects[key]):
            self.wrong.append(f"{key}: another value stood there before ({_id(row)})")
        self._write(path, value)
        self.last[key] = (rev, row["op_id"])

    def _grow(self, key: str, change: Row, rev: int, row: Row, op: Row) -> None:
        path, by = self._path(key), row["adopted_by"] or row["author_id"]
        adds, gone = change.get("add") or [], change.get("remove") or []
        if self._merge(key) == "set":
            self._set(key, path, adds, gone, rev, op)
            return
        rows = list(self._read(path) or [])
        known = {entry["id"] for entry in rows}
        for entry in adds:
            if entry["id"] not in known:
                known.add(entry["id"])
                rows.append({**_pushed(entry), "by": by})
        self._write(path, [
            {**one, "removed": {"by": by}} if one["id"] in gone and "removed" not in one else one
            for one in rows
        ])  # fmt: skip

    def _set(
        self, key: str, path: list[str], adds: list[str], gone: list[str], rev: int, op: Row
    ) -> None:
        """Additions that the remover had not seen win (M2)."""
        now, chain = set(self._read(path) or []), self._chain(op)
        for element in set(gone) - set(adds):
            added = self.added.get(f"{key}/{element}", [])
            if not any(at > op["base_rev"] and by not in chain for at, by in added):
                now.discard(element)
        for element in adds:
            now.add(element)
            self.added.setdefault(f"{key}/{element}", []).append([rev, op["op_id"]])
        if now or self._read(path) is not None:
            self._write(path, sorted(now, key=lambda text: text.encode("utf-16-be")))

    def _chain(self, op: Row) -> set[str]:
        chain: set[str] = set()
        after: Any = op.get("after")
        while after in self._after and after not in chain:
            chain.add(after)
            after = self._after[after]
        return chain

    def _merge(self, key: str) -> str:
        fields, parts = self.kind["fields"], key.split("/")
        root = fields.get(key) or fields[parts[0]]
        inner = root["item_fields"][parts[2]] if root["merge"] == "items" else root
        return str(inner["merge"])

    def _path(self, key: str) -> list[str]:
        return [key] if key in self.kind["fields"] else key.split("/")

    def _read(self, path: list[str]) -> Any:
        node: Any = self.fields
        for part in path:
            node = _child(node, part)
        return node

    def _write(self, path: list[str], value: Any) -> None:
        node: Any = self.fields
        for part in path[:-1]:
            if isinstance(node, dict) and part not in node:
                node[part] = {}
            node = _child(node, part)
        node[path[-1]] = value


_UNKNOWN: Any = object()


def landed(record_id: str, rows: list[Row]) -> list[tuple[int, Row, bool]]:
    """The ops that gave a record a rev, and the decisions about it (then True), in that order."""
    own = [(r["rev"], r, False) for r in rows if r["record_id"] == record_id and r["rev"]]
    decided = [(r["decided_rev"], r, True) for r in rows if r["decided_id"] == record_id]
    return sorted(own + decided, key=lambda step: step[0])


def differences(told: Any, kept: Any, where: str = "") -> Iterator[tuple[str, str]]:
    """Each place where what is kept is not what the ops tell, with both values in words."""
    if isinstance(told, dict) and isinstance(kept, dict):
        for name in sorted({*told, *kept}):
            inner = f"{where}/{name}" if where else name
            yield from differences(told.get(name), kept.get(name), inner)
    else:
        grown = isinstance(told, list) and any(_is_entry(one) and "by" in one for one in told)
        plain = _bare(kept) if grown else kept
        if not alike(told, plain):
            yield where, f"{where} is {_short(plain)}, its ops leave {_short(told)}"


def alike(one: Any, other: Any) -> bool:
    """Whether two JSON values are one value: 1 is 1.0, but true is not 1."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(alike(v, other[k]) for k, v in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(alike, one, other))
    return bool(one == other) and isinstance(one, bool) == isinstance(other, bool)


def entries(node: Any) -> Iterator[Row]:
    """Every attachment in a record's fields or in an op, wherever it lies."""
    if isinstance(node, dict):
        if "sha256" in node and "id" in node:
            yield node
        for value in node.values():
            yield from entries(value)
    elif isinstance(node, list):
        for value in node:
            yield from entries(value)


def _bare(value: Any) -> Any:
    """A list without what says when the server had an entry, and whether its file is here."""
    if not isinstance(value, list):
        return value
    kept = [_pushed(one) | {"by": one.get("by")} if _is_entry(one) else one for one in value]
    for bare, one in zip(kept, value, strict=True):
        if _is_entry(one) and one.get("removed"):
            bare["removed"] = {"by": one["removed"].get("by")}
    return kept


def _is_entry(value: Any) -> bool:
    return isinstance(value, dict) and "id" in value


def _pushed(entry: Row) -> Row:
    return {name: value for name, value in entry.items() if name not in SERVER_SET}


def _child(node: Any, part: str) -> Any:
    if isinstance(node, list):
        return next((entry for entry in node if entry["id"] == part), None)
    return node.get(part) if isinstance(node, dict) else None


def _closings(related: list[Row]) -> Iterator[tuple[tuple[str, str], Any]]:
    """What each decision found for a field, as its conflict keeps it."""
    for record in related:
        for key, row in (record["fields"].get("fields") or {}).items():
            for one in (row, *row.get("past", ())):
                if "closed" in one:
                    yield (key, one["closed"]["op_id"]), one["closed"]["value"]


def _values(rows: list[Row]) -> Iterator[Any]:
    """Every value that somebody saw or wanted."""
    for row in rows:
        body = row.get("meant") or (json.loads(row["body"]) if row["body"] else None)
        changes = body.get("changes") if isinstance(body, dict) else None
        for change in changes.values() if isinstance(changes, dict) else ():
            if isinstance(change, dict):
                yield from (change[side] for side in ("from", "to") if side in change)


def _id(row: Row) -> str:
    return f"op {row['op_id']}"


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:57]}…"
