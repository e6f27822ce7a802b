"""Reads the change feed: rows by (scope, seq), bounded by the page (F2). Judges no permission."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from server.models import Record, wire
from server.models.wire import COLUMNS

# Built once: a pull that finds little costs less than building its query.
_PAGE = (
    select(*COLUMNS)
    .where(Record.scope == bindparam("scope"), Record.seq > bindparam("seq"))
    .order_by(Record.seq)
    .limit(bindparam("most"))
)


@dataclass(frozen=True, slots=True)
class Page:
    """Records as JSON text, the positions after them, and whether more wait (F3)."""

    records: list[str]
    at: dict[str, int]
    has_more: bool


def read_page(
    session: Session, at: Mapping[str, int], limit: int, *, reader: str, sees_quarantine: bool
) -> Page:
    """Read at most `limit` rows after `at`, scope by scope; one row more tells `has_more`.

    A quarantine record is told to its author and to supervisors only (P4a); for others the
    position passes over it, so that a reader sees fewer rows but never a gap that waits.
    """
    connection = session.connection()
    records: list[str] = []
    now, left = dict(at), limit
    for scope, seq in at.items():
        given = {"scope": scope, "seq": seq, "most": left + 1}
        rows = connection.execute(_PAGE, given).all()
        for row in rows[:left]:
            if sees_quarantine or row.kind != "quarantine" or row.created_by == reader:
                records.append(wire.text(row))
        if rows[:left]:
            now[scope] = rows[:left][-1].seq
        if len(rows) > left:
            return Page(records, now, has_more=True)
        left -= len(rows)
    return Page(records, now, has_more=False)
