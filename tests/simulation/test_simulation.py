"""The same seed gives the same run. A seed that ever failed is kept in KEPT for good."""

import os
import shutil
from pathlib import Path
from random import Random

import pytest
import sqlalchemy as sa
from flask import Flask

from server.extensions import db
from server.pull import feed
from server.pull import routes as pull_routes
from server.push import apply, land
from tests.conftest import Clock, application
from tests.simulation.oracle import judge
from tests.simulation.phone import SimPhone
from tests.support.actors import Actor, add_person

SEEDS = int(os.environ.get("SEEDS", "40"))
STEPS = 90
KEPT: tuple[int, ...] = ()
PEOPLE = ("op1", "op1", "op2", "lead", "super", "manager")
PUSHES = ("", "", "", "lost", "answer lost", "twice", "shuffled")
CLOCKS = ("2026-11-23T16:00:00+08:00", "1999-01-01T00:00:00Z", "2031-05-05T05:05:05+05:30")
HISTORY = ("ops", "records", "scopes", "blob_refs", "blob_scopes")


@pytest.fixture(scope="module")
def town(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory):
    """One application with its people signed in; each run begins with an empty history."""
    folder = tmp_path_factory.mktemp("town")
    shutil.copy(migrated_sqlite, folder / "roundbook.sqlite3")
    with application({"DATA_DIR": folder, "CLOCK": Clock()}) as app:
        for name in set(PEOPLE):
            add_person(app, name)
        yield app, {name: Actor(app, name) for name in sorted(set(PEOPLE))}


def run(app: Flask, actors: dict[str, Actor], seed: int, *, right_clocks: bool = False):
    """A few dozen steps at random, then everything is delivered; returns the phones."""
    with app.app_context(), db.engine.begin() as connection:
        for table in HISTORY:
            connection.execute(sa.table(table).delete())
    rng = Random(seed)
    clocks = [CLOCKS[0] if right_clocks else CLOCKS[n % len(CLOCKS)] for n in range(len(PEOPLE))]
    phones = [
        SimPhone(actors[name], rng, clock) for name, clock in zip(PEOPLE, clocks, strict=True)
    ]
    for _ in range(STEPS):
        phone, roll = rng.choice(phones), rng.random()
        if roll < 0.45:
            phone.edit_something()
        elif roll < 0.72:
            phone.push(rng.choice(PUSHES))
        else:
            phone.pull(rng.choice(("", "", "lost")))
    settle(phones)
    return phones


def settle(phones: list[SimPhone]) -> None:
    """Deliver everything (invariant 10: it ends)."""
    for phone in phones:
        for _ in range(100):
            if not phone.outbox:
                break
            phone.push("")
    for phone in phones:
        while phone.pull():
            pass


@pytest.mark.parametrize("seed", [*KEPT, *range(SEEDS)])
def test_nothing_is_lost_doubled_overwritten_leaked_or_stuck(town, seed):
    app, actors = town
    phones = run(app, actors, seed)
    judge(app, phones)


def test_pushing_everything_again_changes_nothing(town):
    """Invariant 2, years later."""
    app, actors = town
    phones = run(app, actors, 4711)
    heads = actors["manager"].get("/api/sync/poke").get_json()
    for phone in phones:
        for start in range(0, len(phone.sent), 50):
            results = phone.device.push(*reversed(phone.sent[start : start + 50]))
            assert {result["outcome"] for result in results} <= {"duplicate"}
    assert actors["manager"].get("/api/sync/poke").get_json() == heads


@pytest.mark.parametrize("seed", range(3))
def test_wrong_clocks_change_no_outcome(town, seed):
    """Invariant 11."""
    app, actors = town
    wrong = [phone.outcomes for phone in run(app, actors, seed)]
    right = [phone.outcomes for phone in run(app, actors, seed, right_clocks=True)]
    assert wrong == right


def breaks(town, seeds=12) -> bool:
    """Whether the oracle or a phone objects to any of the first runs."""
    app, actors = town
    for seed in range(seeds):
        try:
            judge(app, run(app, actors, seed))
        except AssertionError:
            return True
    return False


def test_the_oracle_objects_when_the_own_chain_rule_is_missing(town, monkeypatch):
    monkeypatch.setattr(land, "chain_of", lambda push, op: {})
    assert breaks(town)


def test_the_oracle_objects_when_an_op_is_not_recognised_again(town, monkeypatch):
    monkeypatch.setattr(apply, "_seen", lambda push, op: None)
    assert breaks(town)


def test_the_oracle_objects_when_the_feed_skips_a_row(town, monkeypatch):
    real = feed.read_page
    monkeypatch.setattr(pull_routes, "read_page", lambda *args, **named: cut(real(*args, **named)))
    assert breaks(town)


def cut(page: feed.Page) -> feed.Page:
    """A page that lost its last row but not its place."""
    return feed.Page(page.records[:-1], page.at, page.has_more)
