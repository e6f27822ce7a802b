"""What is told of one record as evidence: its ops, devices, people, photos. Reads only."""

import json
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from server.accounts.who import Who
from server.clock import iso, now
from server.epoch import KEY
from server.evidence.check import FORMAT, named
from server.evidence.follow import entries
from server.evidence.standing import as_row
from server.models import Blob, BlobScope, Device, Meta, Offer, Op, Record, User, wire
from server.push.recheck import offered_form
from server.push.text import dumps
from server.records.history import earlier_on_device, ops_about, times, unbroken
from server.spoken import spoken
from sync.clocks import clock_jump

Json = dict[str, Any]


def gather(session: Session, who: Who, record: Any) -> Json:
    """Everything of evidence.json but the histories; `record` is the row as `find` gave it."""
    scopes = who.scopes | {record.scope}
    ops = _ops(session, record.id, scopes)
    told = _told(session, ops, scopes)
    offers = _offers(session, ops)
    document = json.loads(wire.text(record))
    shown = named(told) | {entry["sha256"] for entry in entries(document["fields"])}
    return {
        "format": FORMAT,
        "made_at": iso(now()),
        "made_by": who.user_id,
        "epoch": session.scalar(select(Meta.value).where(Meta.key == KEY)),
        "complete": _complete(session, record.id, ops),
        "record": document,
        "kind": spoken().document["kinds"].get(record.kind),
        "related": _related(session, record.id, ops),
        "ops": told,
        "offers": offers,
        "devices": _devices(session, {row["device_id"] for row in (*told, *offers)}),
        "people": _people(session, who, told),
        "photos": _photos(session, shown, scopes),
    }


def _ops(session: Session, record_id: str, scopes: frozenset[str]) -> list[Op]:
    """The record's ops, decisions of its conflicts, and decisions about those that were set apart."""
    ops = ops_about(session, record_id, scopes)
    about = select(Record.id).where(
        Record.kind == "quarantine", Record.about.in_([op.op_key for op in ops])
    )
    judged = session.scalars(select(Op).where(Op.record_id.in_(about)))
    return sorted([*ops, *judged], key=lambda op: op.n)


def _told(session: Session, ops: list[Op], scopes: frozenset[str]) -> list[Json]:
    """Each op with its receipt, whether it stands in its device's chain, and its device's clock."""
    whole = unbroken(session, ops)
    earlier = earlier_on_device(session, ops, scopes)
    return [
        {
            **as_row(op),
            "chain": "ok" if op.op_key in whole else "broken",
            "clock_jump": clock_jump(earlier.get(op.op_key), times(op)),
        }
        for op in ops
    ]


def _complete(session: Session, record_id: str, ops: list[Op]) -> bool:
    """Whether all ops of the record are among these: some may lie where the reader may not read."""
    count = select(func.count()).where(Op.record_id == record_id, Op.rev.is_not(None))
    return session.scalar(count) == sum(op.record_id == record_id and bool(op.rev) for op in ops)


def _related(session: Session, record_id: str, ops: list[Op]) -> list[Json]:
    """The conflicts about the record, and what is told of its ops that were set apart."""
    keys = [op.op_key for op in ops]
    conflicts = (Record.about == record_id) & (Record.kind == "conflict")
    apart = Record.about.in_(keys) & (Record.kind == "quarantine")
    rows = session.execute(
        select(*wire.COLUMNS).where(or_(conflicts, apart), Record.moved.is_(False))
    )
    return [json.loads(wire.text(row)) for row in rows]


def _offers(session: Session, ops: list[Op]) -> list[Json]:
    """Places of these ops in other devices' chains, each with the text that was signed there."""
    bodies = {op.op_id: op.body for op in ops if op.op_key == op.op_id and op.body}
    found = session.scalars(select(Offer).where(Offer.op_id.in_(bodies)))
    told = []
    for offer in found:
        form = offered_form(offer, json.loads(bodies[offer.op_id] or "")).decode()
        told.append({
            "op_id": offer.op_id,
            "device_id": offer.device_id,
            "device_seq": offer.device_seq,
            "op_hash": offer.op_hash,
            "received": offer.received,
            "session_user": offer.session_user,
            "body": f'{form[:-1]},"signature":{dumps(offer.signature)}}}',
        })  # fmt: skip
    return told


def _devices(session: Session, ids: set[str]) -> Json:
    rows = session.execute(
        select(Device.id, Device.name, Device.public_key, Device.registered_by).where(
            Device.id.in_(ids)
        )
    )
    return {
        row.id: {
            "name": row.name,
            "public_key": row.public_key,
            "registered_by": row.registered_by,
        }
        for row in rows
    }


def _people(session: Session, who: Who, ops: list[Json]) -> Json:
    """The names of those who wrote, sent or adopted these ops."""
    ids = {op[part] for op in ops for part in ("author_id", "adopted_by", "session_user")}
    rows = session.execute(select(User.id, User.name).where(User.id.in_({*ids, who.user_id})))
    return {row.id: row.name for row in rows}


def _photos(session: Session, wanted: set[str], scopes: frozenset[str]) -> list[Json]:
    """The photos of record and ops; without size and type where they have not arrived (B2)."""
    rows = session.execute(
        select(Blob.sha256, Blob.bytes, Blob.type)
        .join(BlobScope, BlobScope.sha256 == Blob.sha256)
        .where(Blob.sha256.in_(wanted), BlobScope.scope.in_(scopes))
        .distinct()
    )
    here = {row.sha256: {"bytes": row.bytes, "type": row.type} for row in rows}
    return [{"sha256": one, **here.get(one, {})} for one in sorted(wanted)]
