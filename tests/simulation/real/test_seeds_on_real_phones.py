"""The app's own outbox against the server's own code, under one seed and every fault.

A seed that ever failed is kept in KEPT for good. One alone: pytest 'tests/simulation/real/…[17]'.
"""

import os
import re
from typing import Any

import pytest

from tests.simulation.real.delivery import deliver, opening
from tests.simulation.real.node import Node
from tests.simulation.real.oracle import judge
from tests.simulation.real.server import Server
from tests.simulation.real.town import STEPS, Town
from tests.simulation.real.wire import Letter

SEEDS = int(os.environ.get("SEEDS", "12"))
KEPT: tuple[int, ...] = ()
NAME = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# Keys and signatures are made of real randomness, and nothing may depend on them.
CHANCE = ("signature", "prev_hash", "public_key")


def lived(node: Node, server: Server, seed: int) -> Town:
    """A town after a day of accidents."""
    town = Town(node, server, seed)
    opening(town)
    try:
        for _ in range(STEPS):
            town.step()
    except BaseException as error:
        error.add_note(town.story())
        raise
    return town


@pytest.mark.parametrize("seed", [*KEPT, *range(SEEDS)])
def test_what_a_real_phone_says_is_saved_arrives_once_or_is_told(node, server, seed):
    """I1 to I11, by the app's own code."""
    town = lived(node, server, seed)
    try:
        judge(town, deliver(town))
    except BaseException as error:
        error.add_note(town.story())
        raise


def test_the_same_seed_gives_the_same_run(node, server):
    first, second = (told(lived(node, server, 4711)) for _ in range(2))
    assert len(first) > 30
    assert first == second
    assert told(lived(node, server, 4712)) != first


def told(town: Town) -> list[str]:
    """All requests in order; names that the server made are told by when they first came up."""
    names: dict[str, str] = {}

    def number(found: re.Match[str]) -> str:
        return names.setdefault(found[0], f"#{len(names)}")

    return [NAME.sub(number, f"{name} {plain(sent)}") for name, sent in town.requests]


def plain(sent: Letter) -> str:
    """What a request says, without what chance put into it."""
    if sent.headers.get("Content-Type") != "application/json":
        return f"{sent.method} {sent.path} {sent.body.hex()[:80]}"
    return f"{sent.method} {sent.path} {without_chance(sent.json)}"


def without_chance(value: Any) -> Any:
    """The value without its keys and signatures, at any depth."""
    if isinstance(value, dict):
        return {name: without_chance(one) for name, one in value.items() if name not in CHANCE}
    return [without_chance(one) for one in value] if isinstance(value, list) else value
