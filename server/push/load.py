"""The reads of a push: few queries for a whole batch, each by an index. Reads only."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, TextClause, or_, select, text, tuple_, union_all
from sqlalchemy.orm import Session

from server.models import BlobRef, BlobScope, Offer, Op, Purged, Record
from server.push.rows import OP_COLUMNS, Live, OpRow, Stamped
from sync import record as sync

_OPS = select(*(getattr(Op, name) for name in OP_COLUMNS))
_RECORDS = select(
    Record.id, Record.kind, Record.scope, Record.rev, Record.fields, Record.versions,
    Record.created_by, Record.deleted, Record.moved, Record.seq, Record.about,
    Record.created_device_time, Record.created_received,
    Record.updated_by, Record.updated_device_time, Record.updated_received,
)  # fmt: skip
# Written out, since a partial index serves only a query that says its condition word for word.
_IS_HELD = text("ops.outcome = 'held'")
_HOLDS_ITS_PLACE = text("ops.op_key = ops.op_id AND ops.device_seq > 0")
Blob = tuple[str, str]
Slot = tuple[str, int]


@dataclass(slots=True)
class Batch:
    """What a batch will ask for."""

    op_ids: set[str] = field(default_factory=set)
    afters: set[str] = field(default_factory=set)
    record_ids: set[str] = field(default_factory=set)
    slots: set[Slot] = field(default_factory=set)
    blobs: set[Blob] = field(default_factory=set)


def records_by_id(session: Session, ids: Collection[str]) -> list[Live]:
    """All rows of these record ids, tombstones of moves included."""
    return _records(session, Record.id.in_(ids)) if ids else []


def graves(session: Session, ids: Collection[str]) -> dict[str, tuple[sync.Record, ...]]:
    """Of each of these ids what the purge left, by scope: a tombstone without a kind (F8)."""
    found: dict[str, tuple[sync.Record, ...]] = dict.fromkeys(ids, ())
    wanted = select(Purged.id, Purged.scope, Purged.rev).where(Purged.id.in_(ids))
    for rid, scope, rev in session.connection().execute(wanted) if ids else ():
        grave = sync.Record(rid, "", scope, rev, {}, {}, "", deleted=True)
        found[rid] = (*found[rid], grave)
    return found


def open_conflicts(session: Session, record_ids: Collection[str]) -> list[Live]:
    """The open conflicts about these records."""
    return _records(
        session,
        Record.about.in_(record_ids),
        Record.kind == "conflict",
        Record.state == "open",
        Record.moved.is_(False),
    )


def about(session: Session, subject: str, kind: str) -> list[Live]:
    """The records of a kind that are about something."""
    return _records(session, Record.about == subject, Record.kind == kind)


def naming(session: Session, sha256: str, scope: str) -> list[Live]:
    """The records of a scope that name a blob."""
    named = select(BlobRef.record_id).where(BlobRef.sha256 == sha256, BlobRef.scope == scope)
    return _records(session, Record.scope == scope, Record.moved.is_(False), Record.id.in_(named))


def ops_by_id(session: Session, op_ids: Collection[str]) -> list[OpRow]:
    """All rows of these op ids, forks and reuses included."""
    return _ops(session, Op.op_id.in_(op_ids)) if op_ids else []


def ops_by_key(session: Session, op_key: str) -> list[OpRow]:
    """The row of one key."""
    return _ops(session, Op.op_key == op_key)


def held_after(session: Session, op_ids: Collection[str]) -> list[OpRow]:
    """The ops that wait for these (P4)."""
    return _ops(session, Op.after.in_(op_ids), _IS_HELD) if op_ids else []


def landed_since(session: Session, record_id: str, rev: int) -> list[OpRow]:
    """The ops that gave a record a rev above `rev`, and the decisions about it."""
    own = (Op.record_id == record_id) & (Op.rev > rev)
    decisions = (Op.decided_id == record_id) & (Op.decided_rev > rev)
    return _ops(session, or_(own, decisions))


def slots(session: Session, places: Collection[Slot]) -> dict[Slot, str]:
    """Which op holds which place of a device's sequence (O2)."""
    by_device: dict[str, list[int]] = {}
    for device_id, device_seq in places:
        by_device.setdefault(device_id, []).append(device_seq)
    found: dict[Slot, str] = {}
    for device_id, seqs in by_device.items():
        first = select(Op.device_seq, Op.op_id).where(
            Op.device_id == device_id, Op.device_seq.in_(seqs), _HOLDS_ITS_PLACE
        )
        again = select(Offer.device_seq, Offer.op_id).where(
            Offer.device_id == device_id, Offer.device_seq.in_(seqs)
        )
        rows = session.connection().execute(union_all(first, again))
        found.update({(device_id, seq): op_id for seq, op_id in rows})
    return found


def blobs_here(session: Session, blobs: Collection[Blob]) -> dict[Blob, bool]:
    """Those blobs that have arrived in their scope."""
    if not blobs:
        return {}
    rows = session.connection().execute(
        select(BlobScope.sha256, BlobScope.scope).where(
            tuple_(BlobScope.sha256, BlobScope.scope).in_(blobs)
        )
    )
    return {(row.sha256, row.scope): True for row in rows}


def blob_records(session: Session, blobs: Collection[Blob]) -> dict[Blob, frozenset[str]]:
    """Which records name these blobs in their scope (B5)."""
    if not blobs:
        return {}
    rows = session.connection().execute(
        select(BlobRef.sha256, BlobRef.scope, BlobRef.record_id).where(
            tuple_(BlobRef.sha256, BlobRef.scope).in_(blobs)
        )
    )
    found: dict[Blob, frozenset[str]] = {}
    for sha256, scope, record_id in rows:
        found[sha256, scope] = found.get((sha256, scope), frozenset()) | {record_id}
    return found


def _records(session: Session, *where: ColumnElement[bool]) -> list[Live]:
    return [_live(*row) for row in session.connection().execute(_RECORDS.where(*where))]


def _ops(session: Session, *where: ColumnElement[bool] | TextClause) -> list[OpRow]:
    rows: Iterable[Any] = session.connection().execute(_OPS.where(*where).order_by(Op.n))
    return [OpRow(*row) for row in rows]


def _live(
    rid: str, kind: str, scope: str, rev: int, fields: str, versions: str, created_by: str,
    deleted: bool, moved: bool, seq: int, about: str | None, *times: str,
) -> Live:  # fmt: skip
    return Live(
        sync.Record(
            rid, kind, scope, rev, json.loads(fields), json.loads(versions), created_by,
            deleted, moved,
        ),
        seq,
        about,
        Stamped(created_by, times[0], times[1]),
        Stamped(times[2], times[3], times[4]),
    )  # fmt: skip
