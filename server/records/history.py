"""Who changed what, when (claimed and received), on which device, and whether the chain holds (H3)."""

import json
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import and_, literal_column, or_, select
from sqlalchemy.orm import Session, aliased

from server.models import Offer, Op, Record
from server.push.system import SERVER

Json = dict[str, Any]
_NOUGHT: Any = literal_column("0")
"""Written out, since a partial index serves only a query that says its condition word for word."""


def history(session: Session, record_id: str, scopes: Collection[str]) -> list[Json]:
    """The ops of a record and the decisions about it, in the order in which they were received."""
    ops = ops_about(session, record_id, scopes)
    whole = unbroken(session, ops)
    earlier = earlier_on_device(session, ops, scopes)
    return [_line(op, op.op_key in whole, earlier.get(op.op_key)) for op in ops]


def ops_about(session: Session, record_id: str, scopes: Collection[str]) -> list[Op]:
    """The rows of a record and of its conflicts, oldest first.

    Ops that happened in a scope which the caller may not read stay unseen (F4); but one that was
    set apart in its author's own scope and adopted happened in the site that it names.
    """
    about = select(Record.id).where(Record.about == record_id, Record.kind == "conflict")
    adopted = and_(Op.scope.startswith("person:", autoescape=True), Op.rev.is_not(None))
    rows = session.scalars(
        select(Op)
        .where(or_(Op.record_id == record_id, Op.record_id.in_(about)))
        .where(or_(Op.scope.in_(scopes), adopted))
        .order_by(Op.n)
    )
    return [op for op in rows if op.scope in scopes or _site(op) in scopes]


def _site(op: Op) -> str | None:
    """The site that an op names, wherever it was told."""
    body = json.loads(op.body) if op.body else None
    return body.get("scope") if isinstance(body, dict) else None


def unbroken(session: Session, ops: Sequence[Op]) -> set[str]:
    """The keys of those ops that are signed by their device and name the op before it there (O3).

    Judged when it is read: a link whose earlier op has not arrived yet is broken until it has.
    """
    before = _hashes_before(session, ops)
    return {op.op_key for op in ops if _holds(op, before)}


def earlier_on_device(
    session: Session, ops: Sequence[Op], scopes: Collection[str]
) -> dict[str, Json]:
    """By op key the times of the op before it on its device, as far as the caller may read (H4)."""
    one, before = aliased(Op), aliased(Op)
    nearest = (
        select(before.n)
        .where(before.device_id == one.device_id, before.device_seq < one.device_seq)
        .where(before.op_key == before.op_id, before.device_seq > _NOUGHT, before.scope.in_(scopes))
        .order_by(before.device_seq.desc())
        .limit(1)
        .correlate(one)
        .scalar_subquery()
    )
    found = session.execute(
        select(one.op_key, Op)
        .join(Op, Op.n == nearest)
        .where(one.op_key.in_([op.op_key for op in ops]))
    )
    return {key: times(row) for key, row in found}


def times(op: Op) -> Json:
    """When an op was made and received, by which clock."""
    body = json.loads(op.body) if op.body else None
    return {
        "device_time": body.get("device_time") if isinstance(body, dict) else None,
        "received": op.received,
        "clock_offset": op.clock_offset_ms,
        "clock_measured": op.clock_measured,
    }


def _line(op: Op, whole: bool, earlier: Json | None) -> Json:
    line = {
        "op": json.loads(op.body) if op.body else None,
        "outcome": op.outcome,
        "by": op.adopted_by or op.author_id,
        "session_user": op.session_user,
        "device_id": op.device_id,
        **times(op),
        "earlier": earlier,
        "chain": "ok" if whole else "broken",
        "before": json.loads(op.effects) if op.effects else {},
    }
    optional = {
        "rev": op.rev,
        "code": op.code,
        "conflict_id": op.conflict_id,
        "on_behalf_of": op.author_id if op.adopted_by else None,
    }
    return line | {name: value for name, value in optional.items() if value is not None}


def _hashes_before(session: Session, ops: Sequence[Op]) -> dict[tuple[str, int], str]:
    """The hash of the op before each of these on its device; one offered again counts, too (O2)."""
    wanted: dict[str, list[int]] = {}
    for op in ops:
        wanted.setdefault(op.device_id, []).append(op.device_seq - 1)
    found: dict[tuple[str, int], str] = {}
    for device_id, places in wanted.items():
        again = select(Offer.device_seq, Offer.op_hash).where(
            Offer.device_id == device_id, Offer.device_seq.in_(places)
        )
        first = select(Op.device_seq, Op.op_hash).where(
            Op.device_id == device_id, Op.device_seq.in_(places), Op.op_key == Op.op_id
        )
        for row in (*session.execute(again), *session.execute(first)):
            found[device_id, row.device_seq] = row.op_hash
    return found


def _holds(op: Op, before: dict[tuple[str, int], str]) -> bool:
    """A device's first op names none before it; any later one must name the one that is there."""
    if op.session_id == SERVER:
        return True
    if op.device_seq == 1:
        return op.signature_ok and op.prev_hash is None
    earlier = before.get((op.device_id, op.device_seq - 1))
    return op.signature_ok and earlier is not None and op.prev_hash == earlier
