"""The only place that writes records, ops and conflicts. Decides nothing about merging.

Changes are staged in memory, can be undone op by op, and reach the database in one `flush`.
Scope rows are locked before the first read and raised last (F1), so that whoever merges has
read what the one before wrote, and commit order is seq order.
"""

import json
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from server.clock import iso, now
from server.extensions import db
from server.push import load, write
from server.push.entries import arrived
from server.push.links import first_link, link_settling, position, said_of
from server.push.rows import Live, OpRow, ScopeRow, Stamped, landed_at, latest
from server.push.text import dumps
from sync.record import Record

Mark = tuple[int, int]
_MISSING = object()


class NeedScope(Exception):
    """A scope must be written that was not locked at the start."""

    def __init__(self, scope: str) -> None:
        super().__init__(scope)
        self.scope = scope


class Store:
    """The working set of one write transaction."""

    def __init__(self, session: Session, received: datetime, scopes: Collection[str]) -> None:
        self.session = session
        self.received = received
        self.received_text = iso(received)
        self._scopes: dict[str, ScopeRow] = write.lock(session, scopes)
        self._seqs = {scope: row.seq for scope, row in self._scopes.items()}
        self._rows: dict[str, tuple[Live, ...]] = {}
        self._open: dict[str, str | None] = {}
        self._ops: dict[str, OpRow] = {}
        self._keys: dict[str, tuple[str, ...]] = {}
        self._slots: dict[tuple[str, int], str | None] = {}
        self._held: dict[str, tuple[str, ...]] = {}
        self._here: dict[tuple[str, str], bool] = {}
        self._named: dict[tuple[str, str], frozenset[str]] = {}
        self._dirty: dict[tuple[str, str], Live] = {}
        self._new_refs: dict[tuple[str, str, str], bool] = {}
        self._new_homes: dict[tuple[str, str], bool] = {}
        self._chained: list[tuple[str, int | None]] = []
        self._journal: list[tuple[dict[Any, Any], Any, Any]] = []

    @property
    def locked(self) -> set[str]:
        """The scopes that may be written."""
        return set(self._scopes)

    # Reading: what was prefetched or staged, else from the database.

    def prefetch(self, batch: load.Batch) -> None:
        """Read what a batch will ask for in few queries."""
        rows = load.ops_by_id(self.session, batch.op_ids | batch.afters)
        self._take_ops(batch.op_ids | batch.afters, rows)
        self._slots.update(dict.fromkeys(batch.slots))
        self._slots.update(load.slots(self.session, batch.slots))
        self._held.update(dict.fromkeys(batch.op_ids, ()))
        self._take_held(load.held_after(self.session, batch.op_ids))
        self._rows.update(dict.fromkeys(batch.record_ids, ()))
        found = load.records_by_id(self.session, batch.record_ids)
        self._take_rows(found)
        self._open.update(dict.fromkeys(batch.record_ids))
        if found:
            conflicts = load.open_conflicts(self.session, {live.record.id for live in found})
            self._take_conflicts(conflicts)
        for pair in batch.blobs:
            self._here[pair], self._named[pair] = False, frozenset()
        self._here.update(load.blobs_here(self.session, batch.blobs))
        self._named.update(load.blob_records(self.session, batch.blobs))

    def rows_of(self, record_id: str) -> tuple[Live, ...]:
        """All rows of a record id: the record and the tombstones it left (F6)."""
        if record_id not in self._rows:
            self._rows[record_id] = ()
            self._take_rows(load.records_by_id(self.session, {record_id}))
        return self._rows[record_id]

    def open_conflict(self, record_id: str) -> Live | None:
        """The open conflict about a record, of which there is at most one (C6)."""
        if record_id not in self._open:
            self._open[record_id] = None
            self._take_conflicts(load.open_conflicts(self.session, {record_id}))
        conflict_id = self._open[record_id]
        return None if conflict_id is None else latest(self.rows_of(conflict_id))

    def quarantine_of(self, op_key: str) -> Live:
        """The quarantine record that tells of an op (P4a)."""
        for live in self._dirty.values():
            if live.record.kind == "quarantine" and live.about == op_key:
                return latest(self.rows_of(live.record.id))
        (live,) = load.about(self.session, op_key, "quarantine")
        return latest(self.rows_of(live.record.id))

    def ops_of(self, op_id: str) -> list[OpRow]:
        """All rows of an op id, the ordinary one first."""
        if op_id not in self._keys:
            self._take_ops({op_id}, load.ops_by_id(self.session, {op_id}))
        return [self._ops[key] for key in self._keys[op_id]]

    def op(self, op_key: str) -> OpRow:
        """The row of a key that exists."""
        if op_key not in self._ops:
            self._take_ops(set(), load.ops_by_key(self.session, op_key))
        return self._ops[op_key]

    def slot(self, device_id: str, device_seq: int) -> str | None:
        """The op id that holds this place in the device's sequence (O2)."""
        place = (device_id, device_seq)
        if place not in self._slots:
            self._slots[place] = load.slots(self.session, {place}).get(place)
        return self._slots[place]

    def held_after(self, op_id: str) -> list[OpRow]:
        """The held ops that wait for this one (P4)."""
        if op_id not in self._held:
            self._held[op_id] = ()
            self._take_held(load.held_after(self.session, {op_id}))
        return [self._ops[key] for key in self._held[op_id]]

    def landed_since(self, record_id: str, rev: int) -> list[OpRow]:
        """The ops that changed a record after `rev`, decisions about it included."""
        rows = {row.op_key: row for row in load.landed_since(self.session, record_id, rev)}
        for key, row in self._ops.items():
            if record_id in (row.record_id, row.decided_id):
                rows[key] = row
        return [row for row in rows.values() if (landed_at(row, record_id) or 0) > rev]

    def here(self, scope: str, hashes: Iterable[str]) -> frozenset[str]:
        """Those blobs that have arrived in a scope, whole and verified."""
        return frozenset(sha for sha in hashes if self._blob(sha, scope)[0])

    def named_elsewhere(self, scope: str, sha256: str, record_id: str) -> frozenset[str]:
        """The other records of the scope that name this blob, too (B5)."""
        return self._blob(sha256, scope)[1] - {record_id}

    # Writing: staged until `flush`.

    def take_seq(self, scope: str) -> int:
        """The scope's next seq."""
        if scope not in self._seqs:
            raise NeedScope(scope)
        self._set(self._seqs, scope, self._seqs[scope] + 1)
        return self._seqs[scope]

    def put(
        self, record: Record, updated: Stamped, *, created: Stamped, about: str | None = None
    ) -> Live:
        """Stage a record as it now is; it takes a seq (F1a)."""
        live = Live(record, self.take_seq(record.scope), about, created, updated)
        others = tuple(row for row in self.rows_of(record.id) if row.record.scope != record.scope)
        self._set(self._rows, record.id, (*others, live))
        self._set(self._dirty, (record.scope, record.id), live)
        if record.kind == "conflict" and about is not None and not record.moved:
            is_open = record.fields.get("state") == "open"
            self._set(self._open, about, record.id if is_open else None)
        return live

    def name_blob(self, sha256: str, scope: str, record_id: str) -> None:
        """Note that a record names a blob, here or still on the phone (B2)."""
        pair = (sha256, scope)
        self._set(self._named, pair, self._blob(sha256, scope)[1] | {record_id})
        self._set(self._new_refs, (sha256, scope, record_id), True)

    def share_blob(self, sha256: str, scope: str) -> None:
        """Let a scope read a blob that its new record brought along (F6)."""
        self._set(self._here, (sha256, scope), True)
        self._set(self._new_homes, (sha256, scope), True)

    def add_op(self, row: OpRow) -> None:
        """Stage a new row of the history with its first outcome."""
        self._set(self._ops, row.op_key, row)
        self._set(self._keys, row.op_id, (*self._keys.get(row.op_id, ()), row.op_key))
        if row.op_key == row.op_id:
            self._set(self._slots, (row.device_id, row.device_seq), row.op_id)
        if row.outcome == "held" and row.after is not None:
            self.held_after(row.after)
            self._set(self._held, row.after, (*self._held[row.after], row.op_key))
        self._chained.append((row.op_key, None))

    def settle_op(self, row: OpRow, before: OpRow, seq: int) -> None:
        """Stage what finally came of an op that was held or set apart; the first answer stays."""
        first = before.first if before.first is not None else dumps(said_of(before))
        settlings = [*json.loads(before.settled or "[]"), [seq, "", said_of(row)]]
        row = replace(row, first=first, settled=dumps(settlings))
        self._set(self._ops, row.op_key, row)
        if row.after is not None and row.op_key in self._held.get(row.after, ()):
            rest = tuple(key for key in self._held[row.after] if key != row.op_key)
            self._set(self._held, row.after, rest)
        self._chained.append((row.op_key, len(settlings) - 1))

    def mark(self) -> Mark:
        """Where `undo` goes back to."""
        return len(self._journal), len(self._chained)

    def undo(self, mark: Mark) -> None:
        """Take back all that was staged since the mark."""
        while len(self._journal) > mark[0]:
            mapping, key, old = self._journal.pop()
            if old is _MISSING:
                del mapping[key]
            else:
                mapping[key] = old
        del self._chained[mark[1] :]

    def flush(self) -> None:
        """Write everything; the scope rows last (F1)."""
        heads = {scope: row.head for scope, row in self._scopes.items()}
        new, settled = [], []
        steps = [(self._ops[key], settling) for key, settling in self._chained]
        for row, settling in sorted(steps, key=lambda step: position(*step)):
            if settling is None:
                row.link = heads[row.scope] = first_link(heads[row.scope], row)
                new.append(row)
            else:
                heads[row.scope] = link_settling(heads[row.scope], row, settling)
                settled.append(row)
        write.ops(self.session, new, settled)
        write.records(self.session, self._dirty.values())
        write.blob_refs(self.session, self._new_refs)
        write.blob_scopes(self.session, self._new_homes)
        raised = [
            ScopeRow(scope, seq, heads[scope])
            for scope, seq in sorted(self._seqs.items())
            if seq != self._scopes[scope].seq
        ]
        write.scopes(self.session, raised)

    def _set(self, mapping: dict[Any, Any], key: Any, value: Any) -> None:
        self._journal.append((mapping, key, mapping.get(key, _MISSING)))
        mapping[key] = value

    def _blob(self, sha256: str, scope: str) -> tuple[bool, frozenset[str]]:
        pair = (sha256, scope)
        if pair not in self._here:
            self._here[pair] = load.blobs_here(self.session, {pair}).get(pair, False)
            self._named[pair] = load.blob_records(self.session, {pair}).get(pair, frozenset())
        return self._here[pair], self._named[pair]

    def _take_rows(self, found: Iterable[Live]) -> None:
        for live in found:
            known = self._rows.get(live.record.id, ())
            if all(row.record.scope != live.record.scope for row in known):
                self._rows[live.record.id] = (*known, live)

    def _take_conflicts(self, found: Iterable[Live]) -> None:
        for live in found:
            if live.record.id not in self._rows:
                self._rows[live.record.id] = (live,)
            if live.about is not None:
                self._open[live.about] = live.record.id

    def _take_ops(self, op_ids: Collection[str], rows: Iterable[OpRow]) -> None:
        self._keys.update({op_id: () for op_id in op_ids if op_id not in self._keys})
        for row in rows:
            keys = self._keys.get(row.op_id, ())
            if row.op_key not in self._ops:
                self._ops[row.op_key] = row
            if row.op_key not in keys and row.op_id in self._keys:
                first = row.op_key == row.op_id
                self._keys[row.op_id] = (row.op_key, *keys) if first else (*keys, row.op_key)

    def _take_held(self, rows: Iterable[OpRow]) -> None:
        for row in rows:
            if row.after is not None:
                self._ops.setdefault(row.op_key, row)
                self._held[row.after] = (*self._held.get(row.after, ()), row.op_key)


def blob_arrived(sha256: str, scope: str) -> None:
    """Mark a verified blob as `available` in the records of its scope that name it (B2).

    Call it inside the caller's `with writing():`, after its `BlobScope` row. Raises the seq of
    those records so that others learn of it; their rev stays.
    """
    session = db.session()
    store = Store(session, now(), {scope})
    if not store.locked:  # the scope's very first change: the row to lock must be made
        write.ensure_scopes(session, {scope})
        store = Store(session, now(), {scope})
    for live in load.naming(session, sha256, scope):
        record = replace(live.record, fields=arrived(live.record, sha256))
        store.put(record, live.updated, created=live.created, about=live.about)
    store.flush()
