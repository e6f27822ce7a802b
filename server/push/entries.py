"""The attachment entries inside a record's fields, those of its items included."""

from collections.abc import Iterator
from typing import Any

from server.spoken import kinds
from sync.operation import Op
from sync.record import Record
from sync.tables import Field

Entry = dict[str, Any]
_NONE: frozenset[str] = frozenset()


def hashes(op: Op) -> frozenset[str]:
    """The hashes of the files that a well-formed op adds."""
    # Most ops add no file at all: they cost one look at each change.
    found = _NONE
    for change in (op.get("changes") or {}).values():
        if "add" in change:
            found |= {e["sha256"] for e in change["add"] if isinstance(e, dict) and "sha256" in e}
    return found


def entries(record: Record) -> Iterator[Entry]:
    """Every attachment that a record names."""
    for field in kinds()[record.kind].fields.values():
        value = record.fields.get(field.name)
        if field.merge == "attachments":
            yield from value or ()
        elif field.merge == "items":
            for item in (value or {}).values():
                for name in _attached(field):
                    yield from item.get(name) or ()


def arrived(record: Record, sha256: str) -> dict[str, Any]:
    """The record's fields with `available` set on the entries of this hash (B2)."""
    fields = dict(record.fields)
    for field in kinds()[record.kind].fields.values():
        value = fields.get(field.name)
        if not value:
            continue
        if field.merge == "attachments":
            fields[field.name] = _marked(value, sha256)
        elif field.merge == "items":
            fields[field.name] = {
                key: {
                    **item,
                    **{n: _marked(item[n], sha256) for n in _attached(field) if n in item},
                }
                for key, item in value.items()
            }
    return fields


def _attached(field: Field) -> list[str]:
    return [name for name, inner in field.item_fields.items() if inner.merge == "attachments"]


def _marked(values: list[Entry], sha256: str) -> list[Entry]:
    return [{**e, "available": True} if e["sha256"] == sha256 else e for e in values]
