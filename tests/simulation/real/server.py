"""The one server of a run: begun anew for each seed, backed up and restored by its own code."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import event
from sqlalchemy.orm import Session

from server.accounts import devices, passwords, people
from server.accounts.identity import Who
from server.backup import bring_back, make
from server.errors import Problem
from server.extensions import db
from server.models import BlobScope, Grant, Scope
from tests.conftest import Clock
from tests.support.actors import PEOPLE as USUAL
from tests.support.actors import add_person

PEOPLE = ("op1", "op2", "lead", "super", "manager", "admin")
CHEAP = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)


class ServerKilled(BaseException):
    """The process ends here: nothing that follows is run, not even what handles errors."""


def hurry(connection: Any, _record: Any) -> None:
    """Do not wait for the disk."""
    connection.execute("PRAGMA synchronous = OFF")


class Server:
    """An application, its data folder, and the state in which each run finds it."""

    def __init__(self, app: Flask, clock: Clock, empty: Path, folder: Path) -> None:
        self.app, self.clock, self.empty, self.folder = app, clock, empty, folder
        self.start = clock.moment
        self.backups = 0
        # No power fails here: a server that dies is an exception at its commit.
        with app.app_context():
            event.listen(db.engine, "connect", hurry)
            db.engine.dispose()
        self.ids: dict[str, str] = {}
        passwords.HASHER, usual = CHEAP, passwords.HASHER
        self.ids = {name: add_person(app, name) for name in PEOPLE}
        passwords.HASHER = usual
        self.peopled = folder / "peopled.sqlite3"
        self._rest()
        shutil.copy(self._file, self.peopled)

    @property
    def _file(self) -> Path:
        return Path(self.app.config["DATA_DIR"]) / "roundbook.sqlite3"

    def begin(self) -> None:
        """People with their sites, and no history."""
        self.clock.moment = self.start
        self._replace(self.peopled)

    def backup(self) -> Path:
        """A verified backup, as `flask backup` makes it."""
        self.backups += 1
        target = self.folder / f"backup-{self.backups}"
        with self.app.app_context():
            make.make(target)
        return target

    def restore(self, source: Path) -> None:
        """The server's disk was lost; the backup comes back on an empty one (F9)."""
        self._replace(self.empty)
        with self.app.app_context():
            bring_back.restore(source)

    def grant(self, name: str, scopes: list[str]) -> None:
        """Give a person these sites and no others (F5)."""
        roles, _ = USUAL[name]
        with self.app.app_context():
            people.set_grants(self.ids[name], roles, scopes)

    def scopes_of(self, name: str) -> set[str]:
        """The sites that a person has now."""
        with self.app.app_context():
            query = sa.select(Grant.value).where(
                Grant.user_id == self.ids[name], Grant.what == "scope"
            )
            return set(db.session.scalars(query))

    def revoke(self, device_id: str) -> None:
        """An administrator has heard that the phone is lost (P4b)."""
        admin = Who(
            self.ids["admin"], "admin", "", frozenset({"admin"}), frozenset(), "", None, "bearer"
        )
        # A server that was restored may never have heard of it.
        with self.app.app_context(), suppress(Problem):
            devices.revoke(admin, device_id)

    def heads(self) -> dict[str, int]:
        """How far each scope has come."""
        with self.app.app_context():
            return {row.scope: row.seq for row in db.session.scalars(sa.select(Scope))}

    def photos(self) -> set[tuple[str, str]]:
        """Hash and scope of every photo that is available."""
        with self.app.app_context():
            rows = db.session.scalars(sa.select(BlobScope))
            return {(row.sha256, row.scope) for row in rows}

    def _replace(self, file: Path) -> None:
        self._rest()
        for extra in ("-wal", "-shm"):
            self._file.with_name(self._file.name + extra).unlink(missing_ok=True)
        for name in ("blobs", "uploads"):
            shutil.rmtree(Path(self.app.config["DATA_DIR"]) / name, ignore_errors=True)
        shutil.copy(file, self._file)

    def _rest(self) -> None:
        with self.app.app_context():
            db.session.remove()
            with db.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            db.engine.dispose()


@contextmanager
def killed(*, committed: bool) -> Iterator[None]:
    """The server dies at its next commit, just after it or just before."""
    usual = Session.commit

    def die(session: Session) -> None:
        if committed:
            usual(session)
        raise ServerKilled

    Session.commit = die  # type: ignore[method-assign]  # the process ends at this very place
    try:
        yield
    finally:
        Session.commit = usual  # type: ignore[method-assign]  # and is started again
