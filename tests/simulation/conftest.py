"""The town in which all runs of one module take place."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.simulation.town import Town, town_in


@pytest.fixture(scope="module")
def town(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with town_in(tmp_path_factory.mktemp("town"), migrated_sqlite) as town:
        yield town
