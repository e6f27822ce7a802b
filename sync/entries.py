"""What may be added to a list: elements of sets, remarks, references to photos. Never raises."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sync.tables import Field
from sync.values import HASH, MAX_TEXT, UUID, check_value, json_value, moment, number, text

MAX_ENTRIES = 500
SERVER_SET = frozenset({"by", "received", "available", "removed", "reused"})
"""Keys of an entry that only the server fills (O6); a pushed value for them is left out."""
FILE_TYPES = frozenset(
    {"image/jpeg", "image/png", "image/webp", "image/heic", "image/heif", "application/pdf"}
)


def check_lists(field: Field, change: dict[str, Any]) -> str | None:
    """None if an {add, remove} change fits a set, append or attachments field, else why not."""
    allowed = ("add",) if field.merge == "append" else ("add", "remove")
    if not change or any(key not in allowed for key in change):
        return f"a change of this field is {{{', '.join(allowed)}}}"
    for side, values in change.items():
        if not isinstance(values, list) or len(values) > MAX_ENTRIES:
            return f"{side} is not a list of at most {MAX_ENTRIES}"
        judge = _judge(field, side)
        for value in values:
            if fault := judge(field, value):
                return fault
    return None


def _judge(field: Field, side: str) -> Callable[[Field, Any], str | None]:
    if field.merge == "set":
        return _element
    if side == "remove":
        return _id
    return _entry if field.merge == "append" else _attachment


def _element(field: Field, value: Any) -> str | None:
    if not isinstance(value, str) or not value or len(value) > 200:
        return "an element is a text of 1 to 200 characters"
    return check_value(field, value)


def _id(field: Field, value: Any) -> str | None:
    return None if isinstance(value, str) and UUID(value) else "not the id of an entry"


def _entry(field: Field, value: Any) -> str | None:
    if not isinstance(value, dict) or _id(field, value.get("id")):
        return "an entry is an object with an id"
    if not value.get("text") and not value.get("strikes"):
        return "an entry without a text"
    if fault := text(value.get("text", "")):
        return fault
    if "strikes" in value and _id(field, value["strikes"]):
        return "strikes names no entry"
    return json_value(value) if len(value) > 2 else None


def _attachment(field: Field, value: Any) -> str | None:
    if not isinstance(value, dict) or _id(field, value.get("id")):
        return "an attachment is an object with an id"
    digest, size, kind = value.get("sha256"), value.get("bytes"), value.get("type")
    if not isinstance(digest, str) or not HASH(digest):
        return "sha256 is not 64 hexadecimal digits"
    if type(size) is not int or not 0 < size <= 2**40:
        return "bytes is not a size"
    if not isinstance(kind, str) or kind not in FILE_TYPES:
        return "not an allowed type of file"
    for key, part in value.items():
        if key not in _PLAIN and (fault := _part(key, part)):
            return f"{key}: {fault}"
    return None


_PLAIN = frozenset({"id", "sha256", "bytes", "type"}) | SERVER_SET


def _part(key: str, part: Any) -> str | None:
    if key == "caption":
        return text(part, MAX_TEXT)
    if key == "taken_at":
        return None if part is None else moment(part)
    if key == "provenance":
        return None if part in ("camera", "gallery") else "neither camera nor gallery"
    if key == "original_sha256":
        return None if isinstance(part, str) and HASH(part) else "not 64 hexadecimal digits"
    if key in ("width", "height"):
        return number(part) or (None if 0 < part <= 100_000 else "not a size in pixels")
    return "unknown"
