"""Are records what their history made of them (H2)? Finds what was edited past it. Reads only."""

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from server.evidence.follow import Follow, alike, differences
from server.evidence.told import altered_conflict, altered_quarantine
from server.extensions import db
from server.models import Op, Record
from server.push.rows import OP_COLUMNS, happened_at
from server.push.verify import Altered
from server.spoken import spoken
from sync.upcast import upcast

PAGE = 200
Row = dict[str, Any]


def verify_records() -> Iterator[Altered]:
    """Each record that is not what its ops made of it, with the op that has the last word on it."""
    session: Session = db.session()
    after = ""
    while ids := session.scalars(_ids(after)).all():
        records: dict[str, list[Record]] = {}
        for record in session.scalars(select(Record).where(Record.id.in_(ids))):
            records.setdefault(record.id, []).append(record)
        rows = _rows(session, ids)
        for record_id in ids:
            yield from _judge(session, record_id, records[record_id], rows.get(record_id, []))
        after = ids[-1]
    yield from _lost(session)


def as_row(op: Op) -> Row:
    """A row of the history as plain data, with its number; an older op in today's words as well."""
    row = {"n": op.n, **{name: getattr(op, name) for name in OP_COLUMNS}}
    body = json.loads(op.body) if op.rev and op.body else {}
    schema = spoken()
    if body.get("schema", schema.number) != schema.number:
        row["meant"] = upcast(body, schema)
    return row


def _ids(after: str) -> Any:
    return select(Record.id).where(Record.id > after).distinct().order_by(Record.id).limit(PAGE)


def _rows(session: Session, ids: Any) -> dict[str, list[Row]]:
    """The rows of the history that are about these records, by record."""
    found: dict[str, list[Row]] = {}
    query = select(Op).where(or_(Op.record_id.in_(ids), Op.decided_id.in_(ids))).order_by(Op.n)
    for op in session.scalars(query):
        for record_id in {op.record_id, op.decided_id} - {None}:
            found.setdefault(str(record_id), []).append(as_row(op))
    return found


def _judge(
    session: Session, record_id: str, records: list[Record], rows: list[Row]
) -> Iterator[Altered]:
    current = max(records, key=lambda record: record.rev)
    own = next((row for row in rows if row["record_id"] == record_id and row["rev"]), None)
    if own and own["kind"] != current.kind:
        yield _said(own, current, f"kind is {current.kind!r}, not {own['kind']!r}")
        return
    judge = {"quarantine": altered_quarantine, "conflict": altered_conflict}.get(current.kind)
    try:
        found = judge(session, current) if judge else _altered(session, current, records, rows)
        yield from list(found)
    except (ValueError, LookupError, TypeError, AttributeError):
        yield Altered(current.scope, 0, "", f"record {record_id}: it cannot be read any more")


def _altered(
    session: Session, current: Record, records: list[Record], rows: list[Row]
) -> Iterator[Altered]:
    kind = spoken().document["kinds"].get(current.kind)
    follow = Follow(current.id, kind or {"fields": {}}, rows, _conflicts(session, current.id))
    if follow.born is None or kind is None:
        yield Altered(current.scope, 0, "", f"record {current.id}: no op has made it")
        return
    ends: Row = follow.steps[-1][1]
    for why in follow.wrong:
        yield _said(ends, current, why)
    for name, told in _columns(follow, current).items():
        if told != getattr(current, name):
            yield _said(ends, current, f"{name} is {getattr(current, name)!r}, not {told!r}")
    if follow.blind:
        return
    for key, why in differences(follow.fields, json.loads(current.fields)):
        yield _said(_last(follow, key), current, why)
    if not alike(json.loads(current.versions), _versions(follow)):
        yield _said(ends, current, "what merging remembers of it was altered")
    graves = {record.scope: record.rev for record in records if record is not current}
    for scope in graves:
        if follow.graves.get(scope) != graves[scope]:
            yield _said(ends, current, f"it never left {scope} at that rev")


def _columns(follow: Follow, record: Record) -> Row:
    """What the history says of a record's columns; a settled op's time of landing it does not."""
    born: Any = follow.born
    last = follow.steps[-1][1]
    told = {
        "rev": follow.rev,
        "created_by": born["adopted_by"] or born["author_id"],
        "updated_by": last["adopted_by"] or last["author_id"],
    }
    if born["first"] is None:
        told["created_received"] = born["received"]
    if last["first"] is None:
        told["updated_received"] = last["received"]
    if follow.blind:
        return told
    status = follow.kind.get("status")
    return told | {
        "scope": follow.scope,
        "deleted": follow.deleted,
        "moved": False,
        "state": follow.fields.get(status["field"]) if status else None,
        "created_device_time": json.loads(born["body"])["device_time"],
        "updated_device_time": json.loads(last["body"])["device_time"],
        "at": happened_at(follow.fields) or record.created_received,
    }


def _versions(follow: Follow) -> Row:
    born: Any = follow.born
    last = {key: {"rev": rev, "op": op} for key, (rev, op) in follow.last.items()}
    return {"*": {"rev": 1, "op": born["op_id"]}, **follow.added, **last}


def _conflicts(session: Session, record_id: str) -> list[Row]:
    rows = session.scalars(
        select(Record.fields).where(Record.about == record_id, Record.kind == "conflict")
    )
    return [{"fields": json.loads(fields)} for fields in rows]


def _last(follow: Follow, key: str) -> Row:
    """The row that has the last word on a place in the record, else the one that made it."""
    born: Any = follow.born
    rev, _ = follow.last.get(key, (0, ""))
    return next((row for at, row, _ in follow.steps if at == rev), born)


def _lost(session: Session) -> Iterator[Altered]:
    """Records that were made and are nowhere now. Deleted ones may have been purged by rule (F8)."""
    gone = select(Op.record_id).where(
        Op.rev.is_not(None), ~exists().where(Record.id == Op.record_id)
    )
    for record_id in session.scalars(gone.distinct()).all():
        rows = _rows(session, [record_id])[record_id]
        kind = spoken().document["kinds"].get(rows[0]["kind"], {"fields": {}})
        follow = Follow(record_id, kind, rows, [])
        if not (follow.deleted or follow.blind):
            row = follow.steps[-1][1]
            yield Altered(
                row["scope"], row["n"], row["op_id"], f"record {record_id}: it was removed"
            )


def _said(row: Row, record: Record, why: str) -> Altered:
    return Altered(record.scope, row["n"], row["op_id"], f"record {record.id}: {why}")
