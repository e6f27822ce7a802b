"""Merging what only grows: sets (M2), entries (M4), attachments (M5). Nothing here ever clashes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sync.draft import Draft
from sync.entries import SERVER_SET
from sync.record import Fault, RefusedError
from sync.tables import Place


def merge_set(draft: Draft, place: Place, change: Mapping[str, Any]) -> None:
    """Additions and removals are deltas; an addition that the remover had not seen wins (M2)."""
    before = draft.read(place) or []
    now = set(before)
    adds = change.get("add") or ()
    for element in change.get("remove") or ():
        if element in now and element not in adds:
            if _added_unseen(draft, f"{place.key}/{element}"):
                draft.converged = True
            else:
                now.discard(element)
    for element in adds:
        now.add(element)
        key = f"{place.key}/{element}"
        draft.versions[key] = [*draft.versions.get(key, ()), [draft.rev, draft.op_id]]
    if now != set(before):
        draft.write(place, in_order(now))
        draft.effects[place.key] = before


def in_order(elements: Iterable[str]) -> list[str]:
    """Sorted by UTF-16 units, as RFC 8785 sorts keys and JavaScript sorts texts."""
    return sorted(elements, key=lambda e: e if e.isascii() else _utf16(e))


def merge_append(draft: Draft, place: Place, change: Mapping[str, Any]) -> None:
    """Entries of both sides stay, in order of receipt; an entry is never edited (M4)."""
    before = draft.read(place) or []
    known = {entry["id"]: entry for entry in before}
    new = []
    for entry in change.get("add") or ():
        old = known.get(entry["id"])
        if old is None:
            row = {**_pushed(entry), "by": draft.stamp.by, "received": draft.stamp.received}
            new.append(row)
            known[entry["id"]] = row
        elif old.get("text") != entry.get("text"):
            raise RefusedError(Fault("invalid", "another entry has this id", place.key))
    if new:
        draft.write(place, [*before, *new])
        draft.effects[place.key] = None


def merge_attachments(draft: Draft, place: Place, change: Mapping[str, Any]) -> None:
    """References are added, never replaced; a removal is a mark (M5)."""
    before = draft.read(place) or []
    known = {entry["id"]: entry["sha256"] for entry in before}
    stamp = draft.stamp
    new: list[dict[str, Any]] = []
    for entry in change.get("add") or ():
        digest = entry["sha256"]
        if entry["id"] not in known:
            known[entry["id"]] = digest
            seal = {"available": digest in stamp.available, "by": stamp.by}
            new.append({**_pushed(entry), **seal, "received": stamp.received})
        elif known[entry["id"]] != digest:
            raise RefusedError(Fault("invalid", "another file has this id", place.key))
    gone = set(change.get("remove") or ())
    mark = {"by": stamp.by, "received": stamp.received}
    after = [
        {**e, "removed": mark} if e["id"] in gone and "removed" not in e else e
        for e in (*before, *new)
    ]
    if new or any(one is not other for one, other in zip(before, after, strict=False)):
        draft.write(place, after)
        draft.effects[place.key] = None
        draft.added += new


def _pushed(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in entry.items() if k not in SERVER_SET}


def _added_unseen(draft: Draft, key: str) -> bool:
    return any(
        rev > draft.since and op not in draft.chain for rev, op in draft.versions.get(key, ())
    )


def _utf16(text: str) -> str:
    raw = text.encode("utf-16-be")
    return "".join(chr(raw[i] << 8 | raw[i + 1]) for i in range(0, len(raw), 2))
