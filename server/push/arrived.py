"""Tells the records of a scope that a photo which they name has come in (B2)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.clock import now
from server.extensions import db
from server.models import BlobRef, Record
from server.push import load, write
from server.push.attached import mark
from server.push.store import Store


def homes(session: Session, sha256: str, scope: str) -> set[str]:
    """The other sites to which records that name this blob here have moved since (F6)."""
    named = select(BlobRef.record_id).where(BlobRef.sha256 == sha256, BlobRef.scope == scope)
    moved_on = select(Record.scope).where(
        Record.id.in_(named), Record.scope != scope, Record.moved.is_(False)
    )
    return set(session.connection().execute(moved_on).scalars())


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
        mark(store, live, sha256)
    store.flush()
