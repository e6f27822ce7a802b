"""Photos and files that ops name: which hashes, where they are, what is reused (B2, B5)."""

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from server.clock import now
from server.extensions import db
from server.push import load, write
from server.push.context import Push
from server.push.entries import Entry, arrived, entries
from server.push.rows import Live, OpRow, latest
from server.push.store import Store
from sync.record import Record


def name(push: Push, record: Record, added: Iterable[Entry], before: Record | None) -> Record:
    """Note which blobs a record names; flag those that an unrelated record named first (B5).

    A record that moves takes its photos along: its new site may read them, too (F6). So does an op
    that was made at the old site and finds its record at the new one. Returns the record, with the
    photos marked as here that its new site has.
    """
    for entry in added:
        others = push.store.named_elsewhere(record.scope, entry["sha256"], record.id)
        if any(not _raised_from(push, record, other) for other in others):
            entry["reused"] = True
        push.store.name_blob(entry["sha256"], record.scope, record.id)
        if entry["available"]:
            _share(push, record, entry["sha256"])
    if before is not None and before.scope != record.scope:
        named = {entry["sha256"] for entry in entries(record)}
        here = push.store.here(before.scope, named)
        for sha256 in sorted(named):
            push.store.name_blob(sha256, record.scope, record.id)
            if sha256 in here:
                _share(push, record, sha256)
            elif push.store.here(record.scope, {sha256}):
                record = replace(record, fields=arrived(record, sha256))
    return record


def blob_arrived(sha256: str, scope: str) -> None:
    """Mark a verified blob as `available` in the records of its scope that name it (B2).

    Call it inside the caller's `with writing():`, after its `BlobScope` row. Raises the seq of
    those records so that others learn of it; their rev stays. It follows the records that left this
    scope before it came: no phone will bring it to their new one (F6).
    """
    session = db.session()
    homes = {scope, *load.homes(session, sha256, scope)}
    write.ensure_scopes(session, homes)
    store = Store(session, now(), homes)
    for home in sorted(homes):
        if home != scope:
            store.share_blob(sha256, home)
        for live in load.naming(session, sha256, home):
            _mark(store, live, sha256)
    store.flush()


def _share(push: Push, record: Record, sha256: str) -> None:
    """Let the record's site read a blob; others there that waited for it have it now, too."""
    scope = record.scope
    if push.store.here(scope, {sha256}):
        return
    push.store.share_blob(sha256, scope)
    for other in sorted(push.store.named_elsewhere(scope, sha256, record.id)):
        live = latest(push.store.rows_of(other))
        if live.record.scope == scope:
            _mark(push.store, live, sha256)


def _mark(store: Store, live: Live, sha256: str) -> None:
    record = replace(live.record, fields=arrived(live.record, sha256))
    store.put(record, live.updated, created=live.created, about=live.about)


def _raised_from(push: Push, record: Record, other: str) -> bool:
    """Whether one of the two was raised from the other: then the photo is the same evidence."""
    if record.fields.get("source_id") == other:
        return True
    return any(
        live.record.fields.get("source_id") == record.id for live in push.store.rows_of(other)
    )


def effects(row: OpRow) -> dict[str, Any]:
    """What an op's changes replaced, by key; nothing once it was erased."""
    loaded: dict[str, Any] = json.loads(row.effects) if row.effects else {}
    return loaded
