"""A record while one op is merged into it: read and write by place, copying only what changes."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sync.dispute import Dispute
from sync.operation import Op
from sync.record import Chain, Fault, Merged, Record, RefusedError, Stamp
from sync.same import same
from sync.tables import Place

BIRTH = "*"
"""Key of `versions` that stands for every key not changed since the create."""


class Draft:
    """The record, the op and what becomes of them. The record given stays as it was (M10)."""

    __slots__ = (
        *("added", "chain", "converged", "deleted", "dispute", "effects", "fields", "op", "op_id"),
        *("own", "record", "rev", "since", "stamp", "versions"),
    )

    def __init__(
        self, record: Record, op: Op, chain: Chain, stamp: Stamp, conflict: Record | None
    ) -> None:
        self.record = record
        self.op = op
        self.op_id: str = op["op_id"]
        self.since: int = op["base_rev"]
        self.chain = chain
        self.stamp = stamp
        self.rev = record.rev + 1
        self.deleted = record.deleted
        self.fields = dict(record.fields)
        self.versions = dict(record.versions)
        self.effects: dict[str, Any] = {}
        self.added: list[dict[str, Any]] = []
        self.converged = False
        self.own: set[int] = set()
        self.dispute = Dispute(conflict, record, op, stamp, self.rev)

    def read(self, place: Place) -> Any:
        """The value at a place, None where there is none. A caption of no attachment is refused."""
        if place.attachment is not None:
            return self._attachment(place).get("caption")
        if place.item is None:
            return self.fields.get(place.key)
        item = self.fields.get(place.root.name, {}).get(place.item)
        return None if item is None else item.get(place.field.name)

    def take(self, place: Place, before: Any, value: Any) -> None:
        """Write a value and remember who did."""
        self.write(place, value)
        self.note(place.key, before)

    def note(self, key: str, before: Any) -> None:
        """Remember that this op changed a key, and what stood there."""
        self.effects[key] = before
        self.versions[key] = {"rev": self.rev, "op": self.op_id}

    def write(self, place: Place, value: Any) -> None:
        """Write a value, nothing more."""
        if place.attachment is not None:
            entries = self._holder(place)
            found = self._attachment(place)
            changed = [{**e, "caption": value} if e is found else e for e in entries]
            self._write_root(place, self._holder_name(place), changed)
        else:
            self._write_root(place, place.field.name, value)

    def moved(self, key: str) -> bool:
        """Whether someone outside the op's own chain changed this key after its base_rev (§4)."""
        last = self.versions.get(key) or self.versions.get(BIRTH)
        return last is not None and last["rev"] > self.since and last["op"] not in self.chain

    def mine(self, key: str) -> bool:
        """Whether the last change of this key is an ancestor of the op (M7, M12)."""
        last = self.versions.get(key) or self.versions.get(BIRTH)
        return last is not None and last["op"] in self.chain

    def weigh(
        self, key: str, now: Any, was: Any, to: Any, *, saw: bool, settles: bool = True
    ) -> bool:
        """Whether the op's value is to be taken; if it clashes instead, the conflict is brought on.

        `was` is what the person saw, `saw` whether that is still the standing word on the key,
        `settles` whether having seen both sides of a conflict is enough to have the last word.
        """
        dispute = self.dispute
        row = dispute.open(key) if dispute.fields else None
        if row is not None:
            if self.since >= row["rev"]:
                dispute.close(key, to)
                if settles:
                    return not same(now, to)
                row = None
            elif dispute.follow(key, self.chain, to):
                return False
        if same(was, to):
            return False
        if same(now, to):
            self.converged = self.converged or not saw
            return False
        if saw:
            if row is not None:
                dispute.refresh(key, to)
            return True
        dispute.clash(key, was, now, to)
        return False

    def done(self) -> Merged:
        """The result: the record with its rev raised by one, and the conflict if it was touched."""
        old = self.record
        record = Record(
            old.id,
            old.kind,
            old.scope,
            self.rev,
            self.fields,
            self.versions,
            old.created_by,
            self.deleted,
            old.moved,
        )
        conflict = self.dispute.result()
        outcome = "applied"
        if self.dispute.clashed:
            outcome = "conflict"
        elif self.converged or self._foreign():
            outcome = "merged"
        return Merged(outcome, None, record, conflict, [], self.effects, self.added)

    def _foreign(self) -> bool:
        """Whether anything landed after base_rev that is not of the op's own chain."""
        behind = self.record.rev - self.since
        return behind > 0 and behind > _count(self.chain.values(), self.since)

    def _write_root(self, place: Place, name: str, value: Any) -> None:
        if place.item is None:
            self.fields[name] = value
            return
        root = place.root.name
        items = self.fields.get(root)
        if items is None or id(items) not in self.own:
            items = self.fields[root] = dict(items or {})
            self.own.add(id(items))
        item = items.get(place.item)
        if item is None or id(item) not in self.own:
            item = items[place.item] = dict(item or {})
            self.own.add(id(item))
        item[name] = value

    def _holder_name(self, place: Place) -> str:
        return place.root.name if place.item is None else place.key.split("/")[2]

    def _holder(self, place: Place) -> list[dict[str, Any]]:
        holder = self.fields
        if place.item is not None:
            holder = holder.get(place.root.name, {}).get(place.item, {})
        return holder.get(self._holder_name(place)) or []

    def _attachment(self, place: Place) -> dict[str, Any]:
        for entry in self._holder(place):
            if entry["id"] == place.attachment:
                return entry
        raise RefusedError(Fault("invalid", "a caption of no attachment", place.key))


def _count(revs: Collection[int], since: int) -> int:
    return sum(1 for rev in revs if rev > since)
