"""The same fault on both databases: `place` is a server process over a SQLite file or PostgreSQL."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import application, make_empty
from tests.faults.place import Place, a_place


@pytest.fixture
def sqlite_place(migrated_sqlite: Path, tmp_path: Path) -> Iterator[Place]:
    """The server as `make run` starts it: one process over a SQLite file."""
    shutil.copy(migrated_sqlite, tmp_path / "roundbook.sqlite3")
    with a_place(tmp_path) as place:
        yield place


@pytest.fixture
def pg_place(postgres: str, tmp_path: Path) -> Iterator[Place]:
    """Two worker processes over PostgreSQL."""
    with application({"DATABASE_URL": postgres, "DATA_DIR": tmp_path}) as app:
        make_empty(app)
    with a_place(tmp_path, postgres, workers=2) as place:
        yield place


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest) -> Place:
    """The same test on both."""
    return request.getfixturevalue("sqlite_place" if request.param == "sqlite" else "pg_place")
