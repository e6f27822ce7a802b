"""What failed once never fails again."""

import pytest

from tests.simulation.kept import STORIES
from tests.simulation.trial import play


@pytest.mark.parametrize("saw", STORIES)
def test_it_never_happens_again(town, saw):
    seed, steps = STORIES[saw]
    assert play(town, seed, steps).world.memory.edits
