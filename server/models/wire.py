"""A record as it travels: JSON text put together from columns, so that `fields` is never parsed."""

from json.encoder import encode_basestring
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import InstrumentedAttribute

from server.models.records import Record

COLUMNS: tuple[InstrumentedAttribute[Any], ...] = (
    Record.id,
    Record.kind,
    Record.scope,
    Record.rev,
    Record.seq,
    Record.deleted,
    Record.moved,
    Record.fields,
    Record.created_by,
    Record.created_device_time,
    Record.created_received,
    Record.updated_by,
    Record.updated_device_time,
    Record.updated_received,
)


def text(row: "Row[Any] | tuple[Any, ...]") -> str:
    """Return the record of sync-protocol §1 as JSON text; `row` holds `COLUMNS` in their order."""
    rid, kind, scope, rev, seq, deleted, moved, fields = row[:8]
    return (
        f'{{"id":{_s(rid)},"kind":{_s(kind)},"scope":{_s(scope)},"rev":{rev},"seq":{seq},'
        f'"deleted":{"true" if deleted else "false"}{_MOVED if moved else ""},"fields":{fields},'
        f'"created":{_stamp(*row[8:11])},"updated":{_stamp(*row[11:14])}}}'
    )


_MOVED = ',"moved":true'


def _stamp(by: str | None, device_time: str | None, received: str | None) -> str:
    return f'{{"by":{_s(by)},"device_time":{_s(device_time)},"received":{_s(received)}}}'


def _s(value: str | None) -> str:
    return "null" if value is None else encode_basestring(value)
