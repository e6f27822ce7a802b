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


def snapshot() -> Connection:
    """A connection whose reads all see one moment. Its owner closes it."""
    connection: Connection = db.engine.connect()
    if connection.dialect.name == "postgresql":
        return connection.execution_options(isolation_level="REPEATABLE READ")
    return connection


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
    sqlite_file = url.startswith("sqlite")
    return {
        # Values of a failed statement could be personal data; they stay out of the logs.
        "hide_parameters": True,
        # A restarted PostgreSQL costs nobody a request; a SQLite file cannot restart.
        "pool_pre_ping": not sqlite_file,
        # Beyond this many at once a caller waits, then is told to come back.
        "pool_size": 16,
        "max_overflow": 16,
        "pool_timeout": 10,
        # A machine that has left the network answers nothing, not even that it is away.
        "connect_args": {}
        if sqlite_file or "connect_timeout" in url
        else {"connect_timeout": BUSY_SECONDS},
    }


def prepare_engine(engine: Engine) -> None:
    """Let no caller wait for a lock longer than `BUSY_SECONDS`; the rest is SQLite's own."""
    if engine.dialect.name == "sqlite":
        _prepare_sqlite(engine)
        return

    @event.listens_for(engine, "connect")
    def configure(connection: Any, _record: Any) -> None:
        # Whoever forgot to end a transaction would else hold every thread of this server.
        connection.autocommit = True
        connection.execute(f"SET lock_timeout = '{BUSY_SECONDS}s'")
        connection.autocommit = False


def _prepare_sqlite(engine: Engine) -> None:
    """Make it begin as asked, wait for locks, and sync to disk (stack notes on SQLite)."""

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
