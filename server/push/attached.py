"""Photos and files that ops name: which hashes, where they are, what is reused (B2, B5)."""

import json
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

from server.push.context import Push
from server.push.entries import Entry, arrived, entries, hashes
from server.push.rows import Live, OpRow, latest
from server.push.store import Store
from sync.operation import Op
from sync.record import Record


def here(push: Push, op: Op, scope: str) -> frozenset[str]:
    """Which of an op's blobs have arrived where its record lies, or where the op says that it does.

    A phone that does not know of a move sends its photos to the old site (F6).
    """
    named = hashes(op)
    return push.store.here(scope, named) | push.store.here(op["scope"], named)


def name(
    push: Push, record: Record, added: Iterable[Entry], before: Record | None, sent_to: str
) -> Record:
    """Note which blobs a record names; flag those that an unrelated record named first (B5).

    A record that moves takes its photos along: its new site may read them, too (F6). So it is with
    those that its phone still sends to the old site (`sent_to`). Returns the record, with the photos
    marked as here that its new site has.
    """
    for entry in added:
        others = push.store.named_elsewhere(record.scope, entry["sha256"], record.id)
        if any(not _raised_from(push, record, other) for other in others):
            entry["reused"] = True
        push.store.name_blob(entry["sha256"], record.scope, record.id)
    if sent_to != record.scope:
        record = _bring_along(push, record, {entry["sha256"] for entry in added}, sent_to)
    if before is not None and before.scope != record.scope:
        named = {entry["sha256"] for entry in entries(record)}
        record = _bring_along(push, record, named, before.scope)
    return record


def _bring_along(push: Push, record: Record, named: Collection[str], origin: str) -> Record:
    """What is here already is shared at once, the rest when it arrives at its origin (F6)."""
    at_origin, at_home = push.store.here(origin, named), push.store.here(record.scope, named)
    for sha256 in sorted(named):
        push.store.name_blob(sha256, origin, record.id)
        push.store.name_blob(sha256, record.scope, record.id)
        if sha256 in at_home:
            record = replace(record, fields=arrived(record, sha256))
        elif sha256 in at_origin:
            _share(push, record, sha256)
    return record


def _share(push: Push, record: Record, sha256: str) -> None:
    """Let the record's site read a blob; others there that waited for it have it now, too."""
    push.store.share_blob(sha256, record.scope)
    for other in sorted(push.store.named_elsewhere(record.scope, sha256, record.id)):
        live = latest(push.store.rows_of(other))
        if live.record.scope == record.scope:
            mark(push.store, live, sha256)


def mark(store: Store, live: Live, sha256: str) -> None:
    """Tell a record that a blob which it names is here; its rev stays (B2)."""
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
