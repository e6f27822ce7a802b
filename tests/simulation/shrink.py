"""Drops steps of a failing script, by halves and then one by one, as long as it still fails."""

from collections.abc import Callable

from tests.simulation.script import Step

TRIES = 120
"""Runs that are spent on it; what is left then is short enough to read."""


def shrink(steps: list[Step], fails: Callable[[list[Step]], bool]) -> list[Step]:
    """A short script that fails, too; the steps themselves stay as they were."""
    left, size = TRIES, len(steps) // 2
    while size and left:
        start = 0
        while start < len(steps) and left:
            fewer = steps[:start] + steps[start + size :]
            left -= 1
            if fails(fewer):
                steps = fewer
            else:
                start += size
        size //= 2
    return steps
