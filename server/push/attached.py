"""Photos and files that ops name: which hashes, where they are, what is reused (B2, B5)."""

import json
from collections.abc import Iterable
from typing import Any

from server.push.context import Push
from server.push.entries import Entry, entries
from server.push.rows import OpRow
from sync.record import Record


def name(push: Push, record: Record, added: Iterable[Entry], before: Record | None) -> None:
    """Note which blobs a record names; flag those that an unrelated record named first (B5).

    A record that moves takes its photos along: its new site may read them, too (F6).
    """
    for entry in added:
        others = push.store.named_elsewhere(record.scope, entry["sha256"], record.id)
        if any(not _raised_from(push, record, other) for other in others):
            entry["reused"] = True
        push.store.name_blob(entry["sha256"], record.scope, record.id)
    if before is not None and before.scope != record.scope:
        named = {entry["sha256"] for entry in entries(record)}
        here = push.store.here(before.scope, named)
        for sha256 in named:
            push.store.name_blob(sha256, record.scope, record.id)
            if sha256 in here:
                push.store.share_blob(sha256, record.scope)


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
