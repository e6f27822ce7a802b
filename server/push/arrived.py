"""Tells the records of a scope that a photo which they name has come in (B2)."""

from dataclasses import replace

from server.clock import now
from server.extensions import db
from server.push import load, write
from server.push.entries import arrived
from server.push.store import Store


def blob_arrived(sha256: str, scope: str) -> None:
    """Mark a verified blob as `available` in the records of its scope that name it (B2).

    Call it inside the caller's `with writing():`, after its `BlobScope` row. Raises the seq of
    those records so that others learn of it; their rev stays.
    """
    session = db.session()
    write.ensure_scopes(session, {scope})
    store = Store(session, now(), {scope})
    for live in load.naming(session, sha256, scope):
        record = replace(live.record, fields=arrived(live.record, sha256))
        store.put(record, live.updated, created=live.created, about=live.about)
    store.flush()
