"""The reads of a push: few queries for a whole batch, each by an index. Reads only."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Executable, bindparam, or_, select, text, tuple_
from sqlalchemy.orm import Session

from server.models import BlobRef, BlobScope, Op, Purged, Record
from server.models.among import Keys, among
from server.push.rows import OP_COLUMNS, Live, OpRow, Stamped
from sync import record as sync

# Statements are built once: building one costs more than most of them take to run. The plus keeps
# SQLite from walking the whole history in order of n instead of searching and sorting.
_OPS = select(*(getattr(Op, name) for name in OP_COLUMNS)).order_by(text("+ops.n"))
_RECORDS = select(
    Record.id, Record.kind, Record.scope, Record.rev, Record.fields, Record.versions,
    Record.created_by, Record.deleted, Record.moved, Record.seq, Record.about,
    Record.created_device_time, Record.created_received,
    Record.updated_by, Record.updated_device_time, Record.updated_received,
)  # fmt: skip
# Written out, since a partial index serves only a query that says its condition word for word.
_IS_HELD = text("ops.outcome = 'held'")
_HOLDS_ITS_PLACE = "ops.op_key = ops.op_id AND ops.device_seq > 0"
_RECORDS_BY_ID = _RECORDS.where(among(Record.id, "ids"))
_OPEN_CONFLICTS = _RECORDS.where(
    among(Record.about, "ids"),
    Record.kind == "conflict",
    Record.state == "open",
    Record.moved.is_(False),
)
_ABOUT = _RECORDS.where(Record.about == bindparam("subject"), Record.kind == bindparam("kind"))
_NAMING = _RECORDS.where(
    Record.scope == bindparam("scope"),
    Record.moved.is_(False),
    Record.id.in_(
        select(BlobRef.record_id).where(
            BlobRef.sha256 == bindparam("sha256"), BlobRef.scope == bindparam("scope")
        )
    ),
)
_GRAVES = select(Purged.id, Purged.scope, Purged.rev).where(among(Purged.id, "ids"))
_OPS_BY_ID = _OPS.where(among(Op.op_id, "ids"))
_OPS_BY_KEY = _OPS.where(Op.op_key == bindparam("key"))
_HELD_AFTER = _OPS.where(among(Op.after, "ids"), _IS_HELD)
_LANDED_SINCE = _OPS.where(
    or_(
        (Op.record_id == bindparam("id")) & (Op.rev > bindparam("rev")),
        (Op.decided_id == bindparam("id")) & (Op.decided_rev > bindparam("rev")),
    )
)
# CROSS JOIN makes SQLite take the numbers one by one: left to itself it walks all that the device
# ever sent, for the index's own condition looks like a range to it.
_SLOTS = {
    dialect: text(
        f"SELECT ops.device_seq, ops.op_id FROM {numbers} CROSS JOIN ops"  # noqa: S608 - from below
        " WHERE ops.device_id = :device AND ops.device_seq = wanted.value"
        f" AND {_HOLDS_ITS_PLACE}"
        f" UNION ALL SELECT offers.device_seq, offers.op_id FROM {numbers} CROSS JOIN offers"
        " WHERE offers.device_id = :device AND offers.device_seq = wanted.value"
    ).bindparams(bindparam("seqs", type_=Keys(whole_numbers=True)))
    for dialect, numbers in (
        ("sqlite", "json_each(:seqs) AS wanted"),
        ("postgresql", "unnest(:seqs) AS wanted(value)"),
    )
}
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
    return _records(session, _RECORDS_BY_ID, ids=ids) if ids else []


def graves(session: Session, ids: Collection[str]) -> dict[str, tuple[sync.Record, ...]]:
    """Of each of these ids what the purge left, by scope: a tombstone without a kind (F8)."""
    found: dict[str, tuple[sync.Record, ...]] = dict.fromkeys(ids, ())
    for rid, scope, rev in session.connection().execute(_GRAVES, {"ids": ids}) if ids else ():
        grave = sync.Record(rid, "", scope, rev, {}, {}, "", deleted=True)
        found[rid] = (*found[rid], grave)
    return found


def open_conflicts(session: Session, record_ids: Collection[str]) -> list[Live]:
    """The open conflicts about these records."""
    return _records(session, _OPEN_CONFLICTS, ids=record_ids)


def about(session: Session, subject: str, kind: str) -> list[Live]:
    """The records of a kind that are about something."""
    return _records(session, _ABOUT, subject=subject, kind=kind)


def naming(session: Session, sha256: str, scope: str) -> list[Live]:
    """The records of a scope that name a blob."""
    return _records(session, _NAMING, sha256=sha256, scope=scope)


def ops_by_id(session: Session, op_ids: Collection[str]) -> list[OpRow]:
    """All rows of these op ids, forks and reuses included."""
    return _ops(session, _OPS_BY_ID, ids=op_ids) if op_ids else []


def ops_by_key(session: Session, op_key: str) -> list[OpRow]:
    """The row of one key."""
    return _ops(session, _OPS_BY_KEY, key=op_key)


def held_after(session: Session, op_ids: Collection[str]) -> list[OpRow]:
    """The ops that wait for these (P4)."""
    return _ops(session, _HELD_AFTER, ids=op_ids) if op_ids else []


def landed_since(session: Session, record_id: str, rev: int) -> list[OpRow]:
    """The ops that gave a record a rev above `rev`, and the decisions about it."""
    return _ops(session, _LANDED_SINCE, id=record_id, rev=rev)


def slots(session: Session, places: Collection[Slot]) -> dict[Slot, str]:
    """Which op holds which place of a device's sequence (O2)."""
    by_device: dict[str, list[int]] = {}
    for device_id, device_seq in places:
        by_device.setdefault(device_id, []).append(device_seq)
    found: dict[Slot, str] = {}
    connection = session.connection()
    statement = _SLOTS[connection.dialect.name]
    for device_id, seqs in by_device.items():
        rows = connection.execute(statement, {"device": device_id, "seqs": seqs})
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


def _records(session: Session, statement: Executable, **given: Any) -> list[Live]:
    return [_live(*row) for row in session.connection().execute(statement, given)]


def _ops(session: Session, statement: Executable, **given: Any) -> list[OpRow]:
    rows: Iterable[Any] = session.connection().execute(statement, given)
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
