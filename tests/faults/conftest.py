"""The same fault on both databases: `place` is a server process over a SQLite file or PostgreSQL."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conftest import application, make_empty
from tests.faults.place import Place, a_place


@contextmanager
def over_sqlite(migrated: Path, folder: Path) -> Iterator[Place]:
    """The server as `make run` starts it: one process over a SQLite file."""
    shutil.copy(migrated, folder / "roundbook.sqlite3")
    with a_place(folder) as place:
        yield place


@contextmanager
def over_postgresql(url: str, folder: Path) -> Iterator[Place]:
    """Two worker processes over PostgreSQL."""
    with application({"DATABASE_URL": url, "DATA_DIR": folder}) as app:
        make_empty(app)
    with a_place(folder, url, workers=2) as place:
        yield place


@pytest.fixture
def sqlite_place(migrated_sqlite: Path, tmp_path: Path) -> Iterator[Place]:
    with over_sqlite(migrated_sqlite, tmp_path) as place:
        yield place


@pytest.fixture
def pg_place(postgres: str, tmp_path: Path) -> Iterator[Place]:
    with over_postgresql(postgres, tmp_path) as place:
        yield place


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest) -> Place:
    """The same test on both."""
    return request.getfixturevalue("sqlite_place" if request.param == "sqlite" else "pg_place")


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def serving(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Place]:
    """A running server that the tests of a module share: they judge what they add themselves."""
    folder = tmp_path_factory.mktemp("serving")
    if request.param == "sqlite":
        prepared = over_sqlite(request.getfixturevalue("migrated_sqlite"), folder)
    else:
        prepared = over_postgresql(request.getfixturevalue("postgres"), folder)
    with prepared as place:
        place.server.start()
        yield place
