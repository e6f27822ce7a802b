"""The simulator's process and its server, shared by the tests of one module."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Clock, application
from tests.simulation.real.node import Node
from tests.simulation.real.server import Server


@pytest.fixture(scope="module")
def node() -> Iterator[Node]:
    """One process for all phones of this module."""
    process = Node()
    yield process
    process.stop()


@pytest.fixture(scope="module")
def server(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One application; each run finds it without a history."""
    folder = tmp_path_factory.mktemp("town")
    shutil.copy(migrated_sqlite, folder / "roundbook.sqlite3")
    clock = Clock()
    with application({"DATA_DIR": folder, "CLOCK": clock}) as app:
        yield Server(app, clock, migrated_sqlite, folder)
