"""A server process over a database of its own, and what lies on the disk beside it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from server.extensions import db
from server.models import Blob, Op, Record, Scope
from server.push.verify import verify_history
from tests.conftest import SECRET, application
from tests.support.actors import add_person
from tests.support.server import Server

PEOPLE = ("op2", "manager")


class Place:
    """`server` serves the database; `disk()` reads it past the server."""

    def __init__(self, app: Flask, server: Server) -> None:
        self.app = app
        self.server = server

    @contextmanager
    def disk(self) -> Iterator[Any]:
        """A session that sees what is committed, and leaves no connection behind."""
        with self.app.app_context():
            yield db.session
            db.session.remove()
            db.engine.dispose()

    def ops(self) -> list[str]:
        """The op ids on the disk, each as often as it lies there."""
        with self.disk() as session:
            return list(session.scalars(select(Op.op_id).where(Op.device_id != "server")))

    def seqs(self) -> dict[str, int]:
        """How many changes each scope has counted."""
        with self.disk() as session:
            return {row.scope: row.seq for row in session.execute(select(Scope.scope, Scope.seq))}

    def records(self, kind: str) -> int:
        """How many records of a kind there are."""
        with self.disk() as session:
            of_kind = select(func.count()).select_from(Record).where(Record.kind == kind)
            return int(session.scalar(of_kind))

    def blobs(self) -> set[str]:
        """The hashes of the photos that the tables call available."""
        with self.disk() as session:
            return set(session.scalars(select(Blob.sha256)))

    def verifies(self) -> None:
        """`flask verify` finds history and photos as they were written (I8, I9)."""
        done = self.app.test_cli_runner().invoke(args=["verify"])
        with self.disk():
            pass
        assert done.exit_code == 0, done.output


class FarPlace(Place):
    """A place whose files this process sees under another path, which SQLite would not follow.

    What lies on the disk is read from a copy, made while nobody writes.
    """

    def __init__(self, app: Flask, server: Server, seen: Path) -> None:
        super().__init__(app, server)
        self._seen = seen

    @contextmanager
    def disk(self) -> Iterator[Any]:
        """A session on a copy of what is committed."""
        beside = Path(self.app.config["DATA_DIR"])
        for old in beside.glob("*.sqlite3*"):
            old.unlink()
        for name in ("roundbook.sqlite3", "roundbook.sqlite3-wal"):
            if (self._seen / name).exists():
                shutil.copy(self._seen / name, beside / name)
        with super().disk() as session:
            yield session

    def verifies(self) -> None:
        """The history is as it was written; photos are compared by who fetches them."""
        with self.disk():
            assert verify_history() == []


@contextmanager
def a_place(data_dir: Path, url: str = "", **server: Any) -> Iterator[Place]:
    """People in the database, and a server over it that is not yet started."""
    with people_in({"DATA_DIR": data_dir, "DATABASE_URL": url}) as app:
        place = Place(app, Server(data_dir, settings_of(data_dir, url), **server))
        try:
            yield place
        finally:
            place.server.kill()


@contextmanager
def a_far_place(data_dir: Path, seen: Path, beside: Path, **server: Any) -> Iterator[Place]:
    """The same over a SQLite file, which is prepared in the folder `beside`."""
    with people_in({"DATA_DIR": beside}) as app:
        shutil.copy(beside / "roundbook.sqlite3", seen / "roundbook.sqlite3")
        place = FarPlace(app, Server(data_dir, settings_of(data_dir), **server), seen)
        try:
            yield place
        finally:
            place.server.kill()


def settings_of(data_dir: Path, url: str = "") -> dict[str, str]:
    """The environment of the server."""
    return {"DATA_DIR": str(data_dir), "DATABASE_URL": url, "SECRET_KEY": SECRET, "DEMO": "0"}


@contextmanager
def people_in(settings: dict[str, Any]) -> Iterator[Flask]:
    """An application whose database holds the people, and to which nobody is connected."""
    with application(settings) as app:
        for username in PEOPLE:
            add_person(app, username)
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
        yield app
