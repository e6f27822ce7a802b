"""Takes deleted records out once every phone has had time to learn of it (F8). History stays."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import exists, or_, select, text
from sqlalchemy.orm import Session, aliased

from server.clock import iso, now
from server.extensions import db
from server.models import Meta, Op, Record
from server.models.records import PURGED, TOMBSTONES_STAY
from server.push.apply import in_store
from server.push.store import Store
from server.transaction import writing
from sync import record as sync

BATCH = 500
"""Rows of one transaction: phones that push meanwhile wait no longer than for a large batch."""
# Word for word as the partial index has it, which serves no other query.
_DELETED = text("records.deleted")


def purge() -> int:
    """Purge what was deleted, or moved away, more than 400 days ago; how many rows.

    By the server's receipt, whatever a phone's clock said (I11). A record with an open conflict
    stays until it is decided; photos stay, because the history names them.
    """
    limit, done = iso(now() - TOMBSTONES_STAY), 0
    while due := _due(db.session(), limit):
        done += in_store({row.scope for row in due}, now(), lambda store: _bury(store, limit))
    with writing() as session:
        session.merge(Meta(key=PURGED, value=iso(now())))
    return done


def _bury(store: Store, limit: str) -> int:
    """Judge anew under the lock: a record may have been restored a moment ago."""
    due = [row for row in _due(store.session, limit) if row.scope in store.locked]
    through: dict[str, int] = {}
    for row in due:
        through[row.scope] = max(row.seq, through.get(row.scope, 0))
    graves = [sync.Record(r.id, r.kind, r.scope, r.rev, {}, {}, "", deleted=True) for r in due]
    store.bury(graves, through)
    return len(graves)


def _due(session: Session, limit: str) -> Sequence[Any]:
    """The oldest rows that are due.

    Not only must the delete be old, the row's seq must be, too: the late arrival of a photo raises
    it, and a horizon of yesterday would send every phone back to the start.
    """
    conflict = aliased(Record)
    contested = exists().where(
        conflict.about == Record.id, conflict.kind == "conflict", conflict.state == "open"
    )
    seq_taken = (
        select(Op.received)
        .where(Op.scope == Record.scope, Op.seq >= Record.seq)
        .order_by(Op.seq)
        .limit(1)
        .scalar_subquery()
    )
    return session.execute(
        select(Record.id, Record.kind, Record.scope, Record.rev, Record.seq)
        .where(
            _DELETED,
            Record.updated_received < limit,
            seq_taken < limit,
            or_(Record.moved, ~contested),
        )
        .order_by(Record.updated_received)
        .limit(BATCH)
    ).all()
