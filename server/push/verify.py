"""Walks the hash chain of each scope's history (H2). Reads only."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.extensions import db
from server.models import Op, Scope
from server.push.links import commit, first_link, link_settling, said_of
from server.push.rows import OP_COLUMNS, OpRow

PAGE = 500


@dataclass(frozen=True, slots=True)
class Altered:
    """The first row of a scope's history that is not as it was written."""

    scope: str
    row: int
    op_id: str
    why: str


@dataclass(slots=True)
class Step:
    """A row of the history at its place in the chain, or (`settling` ≥ 0) one of its settlings."""

    n: int
    row: OpRow
    settling: int | None
    seq: int


def verify_history() -> list[Altered]:
    """Check every scope's chain; one finding per altered scope, an empty list when all is well."""
    session: Session = db.session()
    found = []
    for scope, head in session.execute(select(Scope.scope, Scope.head).order_by(Scope.scope)):
        altered = _verify(session, scope, head)
        if altered:
            found.append(altered)
    return found


def _verify(session: Session, scope: str, head: str) -> Altered | None:
    link, last = "", 0
    for step in _steps(session, scope):
        row, last = step.row, step.n
        if why := _unlike_its_commitment(row):
            return Altered(scope, step.n, row.op_id, why)
        if step.settling is None:
            link, kept = first_link(link, row), row.link
        else:
            copy = replace(row)
            link = link_settling(link, copy, step.settling)
            kept = json.loads(row.settled or "[]")[step.settling][1]
        if link != kept:
            return Altered(scope, step.n, row.op_id, "the row or one before it was altered")
    if link != head:
        return Altered(scope, last, "", "rows are missing at the end")
    return None


def _unlike_its_commitment(row: OpRow) -> str | None:
    if row.body is not None and commit(row.salt, row.body) != row.commitment:
        return "the op was altered"
    if row.effects is not None and commit(row.salt, row.effects) != row.effects_commitment:
        return "the values before it were altered"
    if row.settled and _settled_unlike(row):
        return "its final outcome was altered"
    return None


def _settled_unlike(row: OpRow) -> bool:
    last: list[object] = json.loads(row.settled or "[]")[-1][2]
    return last != said_of(row)


def _steps(session: Session, scope: str) -> Iterator[Step]:
    """Rows and settlings of a scope in chain order. Settled rows are few and held in memory."""
    columns: list[Any] = [Op.n, *(getattr(Op, name) for name in OP_COLUMNS)]
    late: list[Step] = []
    for n, *values in session.execute(
        select(*columns).where(Op.scope == scope, Op.settled.is_not(None)).order_by(Op.seq)
    ):
        row = OpRow(*values)
        for index, (seq, *_) in enumerate(json.loads(row.settled or "[]")):
            late.append(Step(n, row, index, seq))
    late.sort(key=lambda step: step.seq)
    rows = session.execute(
        select(*columns).where(Op.scope == scope).order_by(Op.seq).execution_options(yield_per=PAGE)
    )
    for n, *values in rows:
        row = OpRow(*values)
        while late and late[0].seq <= row.seq:
            yield late.pop(0)
        yield Step(n, row, None, row.seq)
    yield from late
