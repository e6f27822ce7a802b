"""SQLite's driver as it fails: a locked file, a full disk, a server killed at any boundary.

It sits below SQLAlchemy, so that the server's own code rolls back, answers and restarts as in
production. Counts what a request fetched, too.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any

from sqlalchemy import Engine, event

PLACES = {
    "begin": "BEGIN IMMEDIATE",
    "ops": "INSERT INTO ops",
    "records": "INSERT INTO records",
    "counter": "UPDATE scopes",
}
"""Before which statement of a write; besides, `half` the rows of one, `commit`, `committed`."""

FAULTS = (
    "locked at begin",
    "full at ops",
    "full at half",
    "full at commit",
    *(f"killed at {place}" for place in (*PLACES, "half", "commit", "committed")),
)


class Killed(BaseException):
    """The server process is gone in this very moment. No code of the server may handle it."""


class Driver:
    """Makes the engine's connections; `arm` lets the next write meet a fault."""

    def __init__(self) -> None:
        self.how = self.where = ""
        self.fired = False
        self.fetched = 0
        self.connections: list[sqlite3.Connection] = []

    def attach(self, engine: Engine) -> None:
        """Use this driver from the next connection on."""
        driver = self

        class Cursor(sqlite3.Cursor):
            def execute(self, statement: str, *args: Any) -> sqlite3.Cursor:
                driver.before(statement)
                done = super().execute(statement, *args)
                if driver.breaks_within(statement):
                    driver.fail()
                return done

            def executemany(self, statement: str, rows: Iterable[Any]) -> sqlite3.Cursor:
                driver.before(statement)
                known = list(rows)
                if driver.breaks_within(statement):
                    super().executemany(statement, known[: (len(known) + 1) // 2])
                    driver.fail()
                return super().executemany(statement, known)

            def fetchall(self) -> list[Any]:
                found = super().fetchall()
                driver.fetched += len(found)
                return found

        class Connection(sqlite3.Connection):
            def cursor(self, factory: type[sqlite3.Cursor] = Cursor) -> sqlite3.Cursor:
                return super().cursor(factory)

            def commit(self) -> None:
                driver.at("commit")
                super().commit()
                driver.at("committed")

            def close(self) -> None:
                # A statement that some traceback still holds would keep the lock of a dead process.
                with suppress(sqlite3.ProgrammingError):
                    if self.in_transaction:
                        self.rollback()
                super().close()

        @event.listens_for(engine, "do_connect")
        def connect(_dialect: Any, _record: Any, args: Sequence[Any], kwargs: Any) -> Connection:
            made = sqlite3.connect(*args, **{**kwargs, "factory": Connection})
            driver.connections.append(made)
            return made

        @event.listens_for(engine, "connect")
        def hurry(connection: sqlite3.Connection, _record: Any) -> None:
            # No power cut happens here: a run of hundreds of commits need not wait for the disk.
            connection.execute("PRAGMA synchronous = OFF").close()

    def arm(self, fault: str) -> None:
        """`<how> at <place>`: the next write that comes to that place fails there, once."""
        self.how, _, self.where = fault.partition(" at ")
        self.fired = False

    def die(self) -> None:
        """What the system does with a killed process's files: nothing uncommitted survives."""
        while self.connections:
            self.connections.pop().close()

    def disarm(self) -> bool:
        """Whether the fault came about; it will not any more."""
        self.where = ""
        return self.fired

    def before(self, statement: str) -> None:
        """Fail if this is the statement."""
        sign = PLACES.get(self.where)
        if sign and statement.startswith(sign):
            self.fail()

    def breaks_within(self, statement: str) -> bool:
        """Whether this statement shall stop half way."""
        return self.where == "half" and statement.startswith("INSERT")

    def at(self, place: str) -> None:
        """Fail if this is the place."""
        if self.where == place:
            self.fail()

    def fail(self) -> None:
        """Do what the armed fault does, once."""
        self.where, self.fired = "", True
        if self.how == "killed":
            raise Killed
        words = {"locked": "database is locked", "full": "database or disk is full"}
        raise sqlite3.OperationalError(words[self.how])
