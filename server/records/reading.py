"""Who may read which rows, and how lists are cut into pages. Reads only."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_, select, tuple_
from sqlalchemy.orm import Session

from server.accounts.who import Who
from server.errors import Problem
from server.models import Purged, Record
from server.models.wire import COLUMNS
from server.push.times import utc
from server.spoken import kinds

SUPERVISORS = frozenset({"supervisor", "manager"})
OWN_SCOPES = "person:"


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list is asked for; None asks nothing."""

    kind: str | None = None
    scope: str | None = None
    state: str | None = None
    since: str | None = None
    until: str | None = None
    deleted: bool = False
    elsewhere: bool = False
    """Only what is told in its author's own scope, since the author may not read the site (P4a)."""


def filter_of(given: dict[str, Any]) -> Filter:
    """Read the query of a list; 400 for a kind or a time that is none."""
    kind, since, until = given.get("kind"), given.get("from"), given.get("to")
    if kind is not None and kind not in kinds():
        raise Problem("invalid_request", field="kind")
    return Filter(
        kind, given.get("scope"), given.get("state"), _bound(since, "from"),
        _bound(until, "to"), given.get("deleted", False), given.get("elsewhere", False),
    )  # fmt: skip


def readable(who: Who) -> ColumnElement[bool]:
    """The rows that this person may read (F4); of quarantine records only one's own (P4a).

    Supervisors see those of their sites, also where a record lies in its author's own scope: the
    rows of other people's scopes are then judged one by one by `may_read`.
    """
    own = Record.scope.in_(who.scopes)
    if SUPERVISORS.isdisjoint(who.roles):
        return own & or_(Record.kind != "quarantine", Record.created_by == who.user_id)
    elsewhere = Record.scope.startswith(OWN_SCOPES, autoescape=True)
    return or_(own, and_(Record.kind == "quarantine", elsewhere))


def may_read(who: Who, row: Any, asked: Filter = Filter()) -> bool:
    """Whether a row that `readable` let through is this person's after all, and what was asked."""
    own, site = row.scope in who.scopes, _site(row)
    if not own and site not in who.scopes:
        return False
    return asked.scope in (None, row.scope, site) and not (own and asked.elsewhere)


def find(session: Session, who: Who, record_id: str) -> Any:
    """The record of an id as this person may read it, else 404 as if there were none."""
    if "\0" in record_id:
        raise Problem("not_found")
    rows = session.execute(
        select(*COLUMNS).where(Record.id == record_id, readable(who)).order_by(Record.rev.desc())
    ).all()
    for row in rows:
        if may_read(who, row):
            return row
    raise Problem("not_found")


def lies_in(session: Session, who: Who, record_id: str) -> str:
    """The scope of a record that this person may read, or may have read before it was purged (F8).

    Else 404 as if there were none.
    """
    wanted = select(Purged.scope).where(Purged.id == record_id, Purged.scope.in_(who.scopes))
    purged: str | None = None if "\0" in record_id else session.scalar(wanted.limit(1))
    return purged if purged is not None else str(find(session, who, record_id).scope)


def page(
    session: Session, who: Who, asked: Filter, after: str | None, limit: int
) -> tuple[list[Any], str | None]:
    """The newest rows first, and the cursor of the next page if there is one.

    Reads on past what is not this person's, so that neither a short page nor a cursor tells of it.
    """
    found: list[Any] = []
    place = _place(after)
    while True:
        query = (
            select(*COLUMNS, Record.at)
            .where(readable(who), _matching(asked), _before(place))
            .order_by(Record.at.desc(), Record.id.desc())
            .limit(limit + 1)
        )
        rows = session.execute(query).all()
        found += [row for row in rows if may_read(who, row, asked)]
        if len(found) > limit:
            return found[:limit], _cursor(found[limit - 1])
        if len(rows) <= limit:
            return found, None
        place = (rows[-1].at, rows[-1].id)


def _matching(asked: Filter) -> ColumnElement[bool]:
    wanted: list[ColumnElement[bool]] = [
        Record.moved.is_(False),
        Record.deleted.is_(asked.deleted),
    ]
    if asked.kind is not None:
        wanted.append(Record.kind == asked.kind)
    if asked.elsewhere:
        wanted += [Record.kind == "quarantine", Record.scope.startswith(OWN_SCOPES)]
    elif asked.scope is not None:
        in_scope = Record.scope == asked.scope
        told_elsewhere = (Record.kind == "quarantine") & Record.scope.startswith(OWN_SCOPES)
        wanted.append(in_scope | told_elsewhere if asked.kind == "quarantine" else in_scope)
    if asked.state is not None:
        wanted.append(Record.state == asked.state)
    if asked.since is not None:
        wanted.append(Record.at >= asked.since)
    if asked.until is not None:
        wanted.append(Record.at < asked.until)
    return and_(*wanted)


def _before(place: tuple[str, str] | None) -> ColumnElement[bool]:
    return ~false() if place is None else tuple_(Record.at, Record.id) < place


def _place(cursor: str | None) -> tuple[str, str] | None:
    if cursor is None:
        return None
    try:
        at, record_id = urlsafe_b64decode(cursor).decode().split(" ")
    except (Base64Error, ValueError) as error:
        raise Problem("invalid_request", field="cursor") from error
    if "\0" in at + record_id:
        raise Problem("invalid_request", field="cursor")
    return at, record_id


def _cursor(row: Any) -> str:
    return urlsafe_b64encode(f"{row.at} {row.id}".encode()).decode()


def _site(row: Any) -> str | None:
    """The site of the op that a quarantine record tells of."""
    if row.kind != "quarantine":
        return None
    op = json.loads(row.fields).get("op")
    site = op.get("scope") if isinstance(op, dict) else None
    return site if isinstance(site, str) else None


def _bound(value: str | None, name: str) -> str | None:
    if value is None:
        return None
    moment = utc(value if "T" in value else f"{value}T00:00:00+00:00")
    if moment is None:
        raise Problem("invalid_request", field=name)
    return moment


def rows_for_export(session: Session, who: Who, asked: Filter, most: int) -> Sequence[Any]:
    """Up to `most` rows, oldest first."""
    query = (
        select(*COLUMNS, Record.at)
        .where(readable(who), _matching(asked))
        .order_by(Record.at, Record.id)
        .limit(most)
    )
    return [row for row in session.execute(query) if may_read(who, row, asked)]
