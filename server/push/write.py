"""The statements of a push's flush. Driver-level `executemany`: the ORM would cost more than merging."""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.models import Scope
from server.models.among import among
from server.push.rows import OP_COLUMNS, RECORD_COLUMNS, Live, OpRow, ScopeRow, op_values

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
    _many(session, _insert("scopes", ("scope", "seq", "head")) + " ON CONFLICT DO NOTHING", rows)


def lock(session: Session, scopes: Collection[str]) -> dict[str, ScopeRow]:
    """Lock the counters in sorted order until the transaction ends (F1)."""
    rows = session.connection().execute(_LOCK, {"scopes": scopes})
    return {row.scope: ScopeRow(row.scope, row.seq, row.head) for row in rows}


def ops(session: Session, new: Iterable[OpRow], settled: Iterable[OpRow]) -> None:
    """Append new rows to the history; complete those that were settled."""
    _many(session, _insert("ops", OP_COLUMNS), [op_values(row) for row in new])
    sets = ", ".join(f"{name} = ?" for name in _SETTLED)
    _many(
        session,
        f"UPDATE ops SET {sets} WHERE op_key = ?",  # noqa: S608 - names of this module only
        [(*(getattr(row, name) for name in _SETTLED), row.op_key) for row in settled],
    )


def records(session: Session, rows: Iterable[Live]) -> None:
    """Insert records, or replace them where they lie."""
    updates = ", ".join(f"{name} = excluded.{name}" for name in RECORD_COLUMNS[:-2])
    statement = (
        f"{_insert('records', RECORD_COLUMNS)} ON CONFLICT (scope, id) DO UPDATE SET {updates}"
    )
    _many(session, statement, [live.values() for live in rows])


def blob_refs(session: Session, refs: Iterable[tuple[str, str, str]]) -> None:
    """Note which records name which blobs."""
    statement = _insert("blob_refs", ("sha256", "scope", "record_id")) + " ON CONFLICT DO NOTHING"
    _many(session, statement, list(refs))


def blob_scopes(session: Session, pairs: Iterable[tuple[str, str]]) -> None:
    """Note that these blobs may be read in these scopes."""
    statement = _insert("blob_scopes", ("sha256", "scope")) + " ON CONFLICT DO NOTHING"
    _many(session, statement, list(pairs))


def scopes(session: Session, rows: Iterable[ScopeRow]) -> None:
    """Raise the counters, last of all (F1)."""
    _many(
        session,
        "UPDATE scopes SET seq = ?, head = ? WHERE scope = ?",
        [(row.seq, row.head, row.scope) for row in rows],
    )


def _insert(table: str, columns: tuple[str, ...]) -> str:
    # Quoted, because PostgreSQL has words of its own among our names, such as session_user.
    names = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join("?" * len(columns))
    return f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608 - own names


def _many(session: Session, statement: str, rows: list[tuple[Any, ...]]) -> None:
    if not rows:
        return
    connection = session.connection()
    if connection.dialect.paramstyle != "qmark":
        statement = statement.replace("?", "%s")
    connection.exec_driver_sql(statement, rows)
