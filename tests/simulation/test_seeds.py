"""The same seed gives the same run. A seed that ever failed is kept in KEPT for good.

`make soak SEEDS=100000` runs as many, `make soak SEED=17` that one; what fails is told step by step.
"""

import os

import pytest

from tests.simulation.trial import account, play

SEEDS = int(os.environ.get("SEEDS", "300"))
ONLY = os.environ.get("SEED")
PARTS = 4
KEPT: dict[int, str] = {}
"""Each with what a person would have seen."""


class Part:
    """Every fourth seed: two workers share the parts among them."""

    part = 0

    @classmethod
    def seeds(cls) -> list[int]:
        if ONLY:
            return [int(ONLY)][cls.part :]
        kept = [seed for seed in KEPT if seed % PARTS == cls.part and seed >= SEEDS]
        return [*kept, *range(cls.part, SEEDS, PARTS)]

    def test_nothing_is_lost_doubled_overwritten_leaked_or_stuck(self, town, seed):
        try:
            play(town, seed)
        except Exception:
            pytest.fail(account(town, seed), pytrace=False)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if metafunc.cls is not None:
        metafunc.parametrize("seed", metafunc.cls.seeds())


class TestFirst(Part):
    part = 0


class TestSecond(Part):
    part = 1


class TestThird(Part):
    part = 2


class TestFourth(Part):
    part = 3
