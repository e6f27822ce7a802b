"""Who changed what, when (claimed and received), on which device, and whether the chain holds (H3)."""

import json
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from server.models import Op, Record
from server.push.system import SERVER
from server.records.reading import OWN_SCOPES

LANDED = ("applied", "merged", "conflict")


def history(session: Session, record_id: str, scopes: Collection[str]) -> list[dict[str, Any]]:
    """The ops of a record and the decisions about it, in the order in which they were received.

    Ops that happened in a scope which the caller may not read stay unseen (F4). One that was told in
    its author's own scope and has landed since happened in the site that it names.
    """
    about = select(Record.id).where(Record.about == record_id, Record.kind == "conflict")
    rows = session.execute(
        select(Op)
        .where(
            or_(Op.record_id == record_id, Op.record_id.in_(about)),
            or_(Op.scope.in_(scopes), _landed_from_elsewhere()),
        )
        .order_by(Op.n)
    ).scalars()
    ops = [op for op in rows if op.scope in scopes or _site(op) in scopes]
    before = _predecessors(session, ops)
    return [_line(op, before) for op in ops]


def _landed_from_elsewhere() -> ColumnElement[bool]:
    return Op.scope.startswith(OWN_SCOPES) & Op.outcome.in_(LANDED)


def _site(op: Op) -> str | None:
    body = json.loads(op.body) if op.body else None
    return body.get("scope") if isinstance(body, dict) else None


def _line(op: Op, before: dict[tuple[str, int], str]) -> dict[str, Any]:
    body = json.loads(op.body) if op.body else None
    line = {
        "op": body,
        "outcome": op.outcome,
        "by": op.adopted_by or op.author_id,
        "session_user": op.session_user,
        "device_id": op.device_id,
        "device_time": body.get("device_time") if isinstance(body, dict) else None,
        "received": op.received,
        "clock_offset": op.clock_offset_ms,
        "chain": "ok" if _holds(op, before) else "broken",
        "before": json.loads(op.effects) if op.effects else {},
    }
    optional = {
        "rev": op.rev,
        "code": op.code,
        "conflict_id": op.conflict_id,
        "on_behalf_of": op.author_id if op.adopted_by else None,
    }
    return line | {name: value for name, value in optional.items() if value is not None}


def _predecessors(session: Session, ops: Sequence[Op]) -> dict[tuple[str, int], str]:
    """The hash of the op before each of these on its device (O3)."""
    wanted: dict[str, list[int]] = {}
    for op in ops:
        wanted.setdefault(op.device_id, []).append(op.device_seq - 1)
    found: dict[tuple[str, int], str] = {}
    for device_id, seqs in wanted.items():
        rows: Any = session.execute(
            select(Op.device_seq, Op.op_hash).where(
                Op.device_id == device_id, Op.device_seq.in_(seqs), Op.op_key == Op.op_id
            )
        ).all()
        found.update({(device_id, row.device_seq): row.op_hash for row in rows})
    return found


def _holds(op: Op, before: dict[tuple[str, int], str]) -> bool:
    """Whether the signature is the device's and the op names the one before it (O3)."""
    if op.device_id == SERVER:
        return True
    return op.signature_ok and op.prev_hash == before.get((op.device_id, op.device_seq - 1))
