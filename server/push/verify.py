"""Walks the hash chain of each scope's history (H2) and names what was altered. Reads only."""

from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.extensions import db
from server.models import Op, Record, Scope
from server.push import recheck
from server.push.links import first_digest, link, settling_digest
from server.push.rows import OP_COLUMNS, OpRow

PAGE = 500
_COLUMNS: list[Any] = [Op.n, *(getattr(Op, name) for name in OP_COLUMNS)]
_UNREADABLE = (ValueError, TypeError, IndexError, KeyError)
"""What reading a column raises that holds no longer what was written there."""


@dataclass(frozen=True, slots=True)
class Altered:
    """The first row of a scope's history that is not as it was written; row 0 stands for none."""

    scope: str
    row: int
    op_id: str
    why: str


@dataclass(frozen=True, slots=True)
class Step:
    """A row of the history at its place in the chain, or (`settling` ≥ 0) one of its settlings."""

    n: int
    row: OpRow
    settling: int | None
    seq: int


def verify_history() -> list[Altered]:
    """Check every scope's chain; the first finding of each altered scope, none when all is well."""
    session: Session = db.session()
    found = []
    heads: dict[str, tuple[str, int]] = {
        scope: (head, seq)
        for scope, head, seq in session.execute(select(Scope.scope, Scope.head, Scope.seq))
    }
    for scope in sorted({*heads, *session.scalars(select(Op.scope).distinct())}):
        with closing(steps(session, scope)) as walk:
            altered, tail = _rows(session, scope, walk)
        altered = altered or _end(session, scope, tail, heads.get(scope))
        if altered:
            found.append(altered)
    return found or _offers(session)


def head(session: Session, scope: str) -> str:
    """The link of the last step of a scope's history."""
    return session.scalar(select(Scope.head).where(Scope.scope == scope)) or ""


def link_before(session: Session, scope: str, seq: int) -> str:
    """The link of the last step before a seq, empty where the history begins."""
    earlier = select(Op.seq, Op.link).where(Op.scope == scope, Op.seq < seq)
    found = [(row.seq, True, row.link) for row in session.execute(
        earlier.order_by(Op.seq.desc()).limit(1)
    )]  # fmt: skip
    late = select(Op.settled).where(Op.scope == scope, Op.settled.is_not(None))
    for settled in session.scalars(late):
        found += [(at, False, link) for at, link, _ in recheck.settlings(settled) or () if at < seq]
    return max(found)[2] if found else ""


def _rows(session: Session, scope: str, walk: Iterator[Step]) -> tuple[Altered | None, Step | None]:
    """The first row that was altered, and the last one looked at."""
    keys, step = recheck.Keys(session), None
    last, before = "", [0, 0]
    for step in walk:
        row = step.row
        if why := recheck.unlike_itself(row, keys):
            return Altered(scope, step.n, row.op_id, why), step
        try:
            digest, kept = _digest(step)
        except _UNREADABLE:
            return Altered(scope, step.n, row.op_id, "what was answered cannot be read"), step
        if link(last, digest) != kept:
            return _torn(session, scope, step, digest, kept), step
        last = kept
        if step.settling is None:
            if step.n < before[-1]:
                odd = before[-1] if before[-2] < step.n else step.n
                return Altered(scope, odd, _name(session, odd), "the rows' order was altered"), step
            before.append(step.n)
            del before[:-2]
    return None, step


def _end(
    session: Session, scope: str, tail: Step | None, known: tuple[str, int] | None
) -> Altered | None:
    """What the scope's counter says must be what its history ends with."""
    last, row, op_id = _link_of(tail), tail.n if tail else 0, tail.row.op_id if tail else ""
    if known is None:
        return Altered(scope, row, op_id, "the head of this history was removed")
    if last != known[0]:
        return Altered(
            scope, row, op_id, "rows after this one were removed, or the head was altered"
        )
    taken = select(func.coalesce(func.max(Record.seq), 0)).where(Record.scope == scope)
    if max(tail.seq if tail else 0, session.scalar(taken) or 0) > known[1]:
        return Altered(scope, row, op_id, "the counter was set back behind this row")
    return None


def _torn(session: Session, scope: str, step: Step, digest: str, kept: str) -> Altered:
    """A link that does not hold: is it this row, or was one before it taken from its place?"""
    rows = session.execute(select(Op.n, Op.op_id, Op.link, Op.settled))
    for n, op_id, made, settled in rows:
        for before in (made, *(row[1] for row in recheck.settlings(settled) or ())):
            if n != step.n and link(before, digest) == kept:
                return Altered(scope, n, op_id, "its place in the history was altered")
    why = "the row was altered, or one before it was removed"
    return Altered(scope, step.n, step.row.op_id, why)


def _digest(step: Step) -> tuple[str, str]:
    """The digest of a step, and the link that was kept for it."""
    if step.settling is None:
        return first_digest(step.row), step.row.link
    return settling_digest(step.row, step.settling), _link_of(step)


def _link_of(step: Step | None) -> str:
    if step is None:
        return ""
    if step.settling is None:
        return step.row.link
    return str((recheck.settlings(step.row.settled) or [])[step.settling][1])


def _name(session: Session, n: int) -> str:
    return session.scalar(select(Op.op_id).where(Op.n == n)) or ""


def _offers(session: Session) -> list[Altered]:
    """Places in other devices' chains, checked against the op that stands there (O2)."""
    return [Altered(*found) for found in recheck.altered_offers(session)][:1]


def steps(session: Session, scope: str, since: int = 0) -> Generator[Step]:
    """Rows and settlings of a scope in chain order, from a seq on.

    Settled rows are few and held in memory.
    """
    mine = select(*_COLUMNS).where(Op.scope == scope).order_by(Op.seq, Op.n)
    late: list[Step] = []
    for n, *values in session.execute(mine.where(Op.settled.is_not(None))):
        row = OpRow(*values)
        for index, (seq, *_) in enumerate(recheck.settlings(row.settled) or ()):
            if seq >= since:
                late.append(Step(n, row, index, seq))
    late.sort(key=lambda step: step.seq)
    pages = mine.where(Op.seq >= since).execution_options(yield_per=PAGE)
    with session.execute(pages) as rows:
        for n, *values in rows:
            row = OpRow(*values)
            while late and late[0].seq <= row.seq:
                yield late.pop(0)
            yield Step(n, row, None, row.seq)
    yield from late
