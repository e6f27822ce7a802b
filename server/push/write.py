"""The statements of a push's flush, at the driver's level: the ORM would cost more than merging.

SQLite takes rows one by one at no cost. For PostgreSQL a statement costs more than its row: it
takes new ops as a COPY, and what may be there already as one JSON text.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any, cast

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from server.models import Meta, Scope
from server.models.among import among
from server.models.records import HORIZON
from server.push.rows import (
    OFFER_COLUMNS,
    OP_COLUMNS,
    RECORD_COLUMNS,
    Live,
    OfferRow,
    OpRow,
    ScopeRow,
    offer_values,
    op_values,
)
from server.push.text import dumps
from sync.record import Record

_LOCK = (
    select(Scope.scope, Scope.seq, Scope.head)
    .where(among(Scope.scope, "scopes"))
    .order_by(Scope.scope)
    .with_for_update()
)
_SETTLED = (
    "outcome", "code", "message", "rev", "conflict_id", "adopted_by", "decided_id", "decided_rev",
    "effects", "effects_commitment", "first", "settled",
)  # fmt: skip


def ensure_scopes(session: Session, scopes: Collection[str]) -> None:
    """Create the counters that are missing; in sorted order, so that no two writers interlock."""
    rows = [(scope, 0, "") for scope in sorted(scopes)]
    _insert(session, "scopes", ("scope", "seq", "head"), rows, _UNLESS_THERE)


def lock(session: Session, scopes: Collection[str]) -> dict[str, ScopeRow]:
    """Lock the counters in sorted order until the transaction ends (F1)."""
    rows = session.connection().execute(_LOCK, {"scopes": scopes})
    return {row.scope: ScopeRow(row.scope, row.seq, row.head) for row in rows}


def ops(session: Session, new: Iterable[OpRow], settled: Iterable[OpRow]) -> None:
    """Append new rows to the history; complete those that were settled."""
    _append_ops(session, [op_values(row) for row in new])
    sets = ", ".join(f"{name} = ?" for name in _SETTLED)
    _many(
        session,
        f"UPDATE ops SET {sets} WHERE op_key = ?",  # noqa: S608 - names of this module only
        [(*(getattr(row, name) for name in _SETTLED), row.op_key) for row in settled],
    )


def offers(session: Session, rows: Iterable[OfferRow]) -> None:
    """Note where known ops stand in other devices' chains (O2)."""
    values = [offer_values(row) for row in rows]
    _insert(session, "offers", OFFER_COLUMNS, values, _UNLESS_THERE)


def records(session: Session, rows: Iterable[Live]) -> None:
    """Insert records, or replace them where they lie."""
    updates = ", ".join(f"{name} = excluded.{name}" for name in RECORD_COLUMNS[:-2])
    values = [live.values() for live in rows]
    _insert(
        session,
        "records",
        RECORD_COLUMNS,
        values,
        f" ON CONFLICT (scope, id) DO UPDATE SET {updates}",
    )


def blob_refs(session: Session, refs: Iterable[tuple[str, str, str]]) -> None:
    """Note which records name which blobs."""
    _insert(session, "blob_refs", ("sha256", "scope", "record_id"), list(refs), _UNLESS_THERE)


def blob_scopes(session: Session, pairs: Iterable[tuple[str, str]]) -> None:
    """Note that these blobs may be read in these scopes."""
    _insert(session, "blob_scopes", ("sha256", "scope"), list(pairs), _UNLESS_THERE)


def graves(session: Session, due: Collection[Record], at: str) -> None:
    """Remove rows of deleted records and keep their ids for good (F8)."""
    _insert(
        session,
        "purged",
        ("id", "scope", "rev", "at"),
        [(grave.id, grave.scope, grave.rev, at) for grave in due],
        " ON CONFLICT (id, scope) DO UPDATE SET rev = excluded.rev, at = excluded.at",
    )
    _many(
        session,
        "DELETE FROM records WHERE id = ? AND scope = ?",
        [(grave.id, grave.scope) for grave in due],
    )


def horizon(session: Session, through: Mapping[str, int]) -> None:
    """Raise the seqs below which a cursor has missed rows that were purged (F8)."""
    row = session.get(Meta, HORIZON) or Meta(key=HORIZON, value="{}")
    known: dict[str, int] = json.loads(row.value)
    raised = {scope: max(seq, known.get(scope, 0)) for scope, seq in through.items()}
    row.value = dumps({**known, **raised})
    session.add(row)


def scopes(session: Session, rows: Iterable[ScopeRow]) -> None:
    """Raise the counters, last of all (F1)."""
    _many(
        session,
        "UPDATE scopes SET seq = ?, head = ? WHERE scope = ?",
        [(row.seq, row.head, row.scope) for row in rows],
    )


def _append_ops(session: Session, rows: list[tuple[Any, ...]]) -> None:
    connection = session.connection()
    if connection.dialect.name == "sqlite" or not rows:
        _insert(session, "ops", OP_COLUMNS, rows)
        return
    statement = f"COPY ops ({_quoted(OP_COLUMNS)}) FROM STDIN"
    driver, raw = cast("Any", connection.dialect).dbapi, cast("Any", connection.connection)
    try:
        with raw.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
    except driver.Error as error:
        # As SQLAlchemy says it of a statement of its own: callers tell a race from a lost database.
        raise DBAPIError.instance(statement, None, error, driver.Error) from error


_UNLESS_THERE = " ON CONFLICT DO NOTHING"


def _insert(
    session: Session,
    table: str,
    columns: tuple[str, ...],
    rows: list[tuple[Any, ...]],
    clash: str = "",
) -> None:
    """Insert rows in their order; `clash` says what becomes of one whose key is there already."""
    if not rows:
        return
    connection = session.connection()
    names = _quoted(columns)
    into = f"INSERT INTO {table} ({names})"
    if connection.dialect.name == "sqlite":
        marks = ", ".join("?" * len(columns))
        connection.exec_driver_sql(f"{into} VALUES ({marks}){clash}", rows)
    else:
        given = json.dumps([dict(zip(columns, row, strict=True)) for row in rows])
        each = f"SELECT {names} FROM json_populate_recordset(NULL::{table}, %s)"  # noqa: S608 - same
        connection.exec_driver_sql(f"{into} {each}{clash}", (given,))


def _quoted(columns: tuple[str, ...]) -> str:
    """The names, quoted because PostgreSQL has words of its own among them, such as session_user."""
    return ", ".join(f'"{column}"' for column in columns)


def _many(session: Session, statement: str, rows: list[tuple[Any, ...]]) -> None:
    if not rows:
        return
    connection = session.connection()
    if connection.dialect.paramstyle != "qmark":
        statement = statement.replace("?", "%s")
    connection.exec_driver_sql(statement, rows)
