"""The app's own outbox against the server's own code, under one seed and every fault.

A seed that ever failed is kept in KEPT for good.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Clock, application
from tests.simulation.real.delivery import deliver, opening
from tests.simulation.real.node import Node
from tests.simulation.real.oracle import judge
from tests.simulation.real.server import Server
from tests.simulation.real.town import STEPS, Town

SEEDS = int(os.environ.get("SEEDS", "16"))
KEPT: tuple[int, ...] = ()


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


def run(node: Node, server: Server, seed: int, steps: int = STEPS) -> Town:
    """Some steps at random, then delivery and judgement; a failure brings the steps along."""
    town = Town(node, server, seed)
    opening(town)
    try:
        for _ in range(steps):
            town.step()
        judge(town, deliver(town))
    except BaseException as error:
        error.add_note(f"seed {seed}; the steps were:\n" + "\n".join(town.log))
        raise
    return town


@pytest.mark.parametrize("seed", [*KEPT, *range(SEEDS)])
def test_what_a_real_phone_says_is_saved_arrives_once_or_is_told(node, server, seed):
    run(node, server, seed)
