"""A server process over a database of its own, and what lies on the disk beside it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from server.extensions import db
from server.models import Blob, Op, Record, Scope
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


@contextmanager
def a_place(data_dir: Path, url: str, **server: Any) -> Iterator[Place]:
    """People in the database, and a server over it that is not yet started."""
    settings = {"DATA_DIR": str(data_dir), "DATABASE_URL": url, "SECRET_KEY": SECRET, "DEMO": "0"}
    with application({"DATA_DIR": data_dir, "DATABASE_URL": url}) as app:
        for username in PEOPLE:
            add_person(app, username)
        place = Place(app, Server(data_dir, settings, **server))
        with place.disk():
            pass
        try:
            yield place
        finally:
            place.server.kill()
