"""Records that the server tells by itself, compared with the ops that they tell of. Reads only."""

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from server.evidence.follow import alike
from server.models import Op, Record
from server.push.verify import Altered
from server.spoken import spoken
from sync.upcast import upcast

Row = dict[str, Any]


def altered_quarantine(session: Session, record: Record) -> Iterator[Altered]:
    """An op set apart is told as it was received, with what became of it (P4a)."""
    op = session.scalar(select(Op).where(Op.op_key == record.about))
    if op is None:
        yield Altered(record.scope, 0, "", f"record {record.id}: there is no op that it tells of")
        return
    fields = json.loads(record.fields)
    if op.body is not None and not alike(fields["op"], json.loads(op.body)):
        yield _said(op, record, "the op in it is another one than was received")
    state = _state(session, op)
    if fields["state"] != state:
        yield _said(op, record, f"state is {fields['state']!r}, its op is {state}")
    if record.state != fields["state"]:
        yield _said(op, record, f"its column state is {record.state!r}")


def altered_conflict(session: Session, record: Record) -> Iterator[Altered]:
    """The sides of a conflict are what people said, and its end is what one of them decided (C1)."""
    fields = json.loads(record.fields)
    rows: Row = fields["fields"]
    if (fields["state"] == "resolved") != all("closed" in row for row in rows.values()):
        yield Altered(record.scope, 0, "", f"record {record.id}: its state was altered")
    for key, last in rows.items():
        for row in (last, *last.get("past", ())):
            for op_id, value in _sides(row):
                said = _heard(session, op_id, key, row)
                if said is not None and not any(alike(value, one) for one in said[1]):
                    yield _said(said[0], record, f"{key}: nobody said {value!r}")


def _sides(row: Row) -> Iterator[tuple[str, Any]]:
    yield row["op_id"], row["incoming"]
    for other in row["others"]:
        yield other["op_id"], other["value"]
    if "closed" in row:
        yield row["closed"]["op_id"], row["closed"]["value"]


def _heard(session: Session, op_id: str, key: str, row: Row) -> tuple[Op, list[Any]] | None:
    """The op and the values that it may have meant for a key; None where it was erased."""
    op = session.scalar(
        select(Op).where(Op.op_id == op_id).order_by((Op.op_key == Op.op_id).desc(), Op.n)
    )
    if op is None or op.body is None:
        return None
    body = upcast(json.loads(op.body), spoken())
    changes = body.get("changes") or {}
    if key in changes:
        return op, [changes[key]["to"]]
    if body["kind"] == "conflict":
        choice = changes["resolution"]["to"].get(key, {})
        sides = [row["current"], row["incoming"], *(other["value"] for other in row["others"])]
        return op, [choice["value"]] if "value" in choice else sides
    # A delete wants the end, and for what it had not seen the value that it saw (M9).
    return op, [body["action"] == "delete"] if key == "deleted" else [row["base"]]


def _state(session: Session, op: Op) -> str:
    if op.adopted_by is not None:
        return "adopted"
    if op.code == "discarded":
        return "discarded"
    if op.outcome == "held" or (op.outcome == "quarantined" and not _landed_elsewhere(session, op)):
        return op.outcome
    return "released"


def _landed_elsewhere(session: Session, op: Op) -> bool:
    """Whether another device brought what a forked one had offered (O2)."""
    brought = exists().where(
        Op.op_id == op.op_id, Op.op_key == op.op_id, Op.content_hash == op.content_hash,
        Op.outcome.not_in(("held", "quarantined")),
    )  # fmt: skip
    return op.code == "forked_device" and bool(session.scalar(select(brought)))


def _said(op: Op, record: Record, why: str) -> Altered:
    return Altered(record.scope, op.n, op.op_id, f"record {record.id}: {why}")
