"""Photos and files that ops name: which hashes, where they are, what is reused (B2, B5)."""

import json
from collections.abc import Collection, Iterable
from typing import Any

from server.push.context import Push
from server.push.entries import Entry, entries, hashes
from server.push.rows import OpRow
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
) -> None:
    """Note which blobs a record names; flag those that an unrelated record named first (B5).

    A record that moves takes its photos along: its new site may read them, too (F6). So it is with
    those that its phone still sends to the old site (`sent_to`).
    """
    for entry in added:
        others = push.store.named_elsewhere(record.scope, entry["sha256"], record.id)
        if any(not _raised_from(push, record, other) for other in others):
            entry["reused"] = True
        push.store.name_blob(entry["sha256"], record.scope, record.id)
    if sent_to != record.scope:
        _bring_along(push, record, {entry["sha256"] for entry in added}, sent_to)
    if before is not None and before.scope != record.scope:
        _bring_along(push, record, {entry["sha256"] for entry in entries(record)}, before.scope)


def _bring_along(push: Push, record: Record, named: Collection[str], origin: str) -> None:
    """What is here already is shared at once, the rest when it arrives at its origin (F6)."""
    arrived = push.store.here(origin, named)
    for sha256 in named:
        push.store.name_blob(sha256, origin, record.id)
        push.store.name_blob(sha256, record.scope, record.id)
        if sha256 in arrived:
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
