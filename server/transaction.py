"""The only way to write: one transaction, begun as a writer, committed once at the end."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import Connection, Engine, Executable, Table, event, literal
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from server.extensions import Base, db

BUSY_SECONDS = 5


@contextmanager
def writing() -> Iterator[Session]:
    """Run the block in a write transaction; commit at its end, roll back on any exception.

    Ends a read transaction that is under way first: SQLite cannot turn a reader into a writer
    without risking "database is locked", so a writer reads what it needs anew. Inside another
    `writing()` it joins that one.
    """
    session: Session = db.session()
    if session.info.get("writing"):
        yield session
        return
    session.rollback()
    session.info["writing"] = True
    try:
        session.connection(execution_options={"writing": True})
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        del session.info["writing"]


def insert_or_ignore(model: type[Base], **values: Any) -> bool:
    """Insert the row unless its key is there already; whether it was inserted."""
    connection = db.session().connection()
    statement = _insert_or_ignore(model, connection.dialect.name)
    return connection.execute(statement, values).first() is not None


@lru_cache
def _insert_or_ignore(model: type[Base], dialect: str) -> Executable:
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    table = cast(Table, model.__table__)
    return insert(table).on_conflict_do_nothing().returning(literal(1))


def engine_options(url: str) -> dict[str, Any]:
    """How connections are made and what errors may say."""
    return {
        # Values of a failed statement could be personal data; they stay out of the logs.
        "hide_parameters": True,
        # A restarted PostgreSQL costs nobody a request; a SQLite file cannot restart.
        "pool_pre_ping": not url.startswith("sqlite"),
        # Beyond this many at once a caller waits, then is told to come back.
        "pool_size": 16,
        "max_overflow": 16,
        "pool_timeout": 10,
    }


def prepare_engine(engine: Engine) -> None:
    """Make SQLite begin as asked, wait for locks, and sync to disk (stack notes on SQLite)."""
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def configure(connection: Any, _record: Any) -> None:
        # The driver must not begin transactions on its own: `begin` below does.
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writer = connection.get_execution_options().get("writing")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writer else "BEGIN")


def refuse_stray_writes(session: Session, *_: Any) -> None:
    """A flush outside `writing()` is a mistake in this program."""
    if not session.info.get("writing"):
        raise RuntimeError("changes must be made inside `with writing():`")


event.listen(db.session, "before_flush", refuse_stray_writes)
