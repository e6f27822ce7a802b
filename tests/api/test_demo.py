"""The demo: what a newcomer finds, and that it harms nobody."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from server.config import BadSetting, demo_mark, load
from server.extensions import db
from server.models import Op, Record, User
from tests.conftest import Clock


@pytest.fixture
def demo(app: Flask, clock: Clock) -> Flask:
    """An application filled with three days of the demo, at four in the afternoon."""
    run(app, "init")
    run(app, "demo", "fill", "--days", "3")
    app.config["CLOCK"] = clock
    return app


def run(app: Flask, *words: str) -> str:
    """The output of a `flask` command that must succeed."""
    result = app.test_cli_runner().invoke(args=list(words))
    assert result.exit_code == 0, result.output
    return result.output


def fields(app: Flask, kind: str) -> list[dict[str, object]]:
    """The fields of all records of a kind."""
    with app.app_context():
        rows = db.session.scalars(select(Record.fields).where(Record.kind == kind)).all()
    return [json.loads(row) for row in rows]


def test_the_demo_has_two_sites_an_open_conflict_and_a_missed_round(demo: Flask) -> None:
    assert sorted(site["code"] for site in fields(demo, "site")) == ["A", "B"]
    assert [row["state"] for row in fields(demo, "conflict")] == ["open"]
    with demo.app_context():
        rounds = db.session.scalars(
            select(Record.fields).where(Record.kind == "inspection", Record.scope == "A")
        ).all()
    days = [datetime.fromisoformat(json.loads(row)["started_at"]).date() for row in rounds]
    per_day = [days.count(min(days) + timedelta(days=past)) for past in range(3)]
    assert per_day == [4, 3, 4]


def test_nothing_of_the_demo_was_set_apart(demo: Flask) -> None:
    assert fields(demo, "quarantine") == []


def test_filling_twice_changes_nothing(demo: Flask) -> None:
    before = len(fields(demo, "inspection"))
    run(demo, "demo", "fill", "--if-empty")
    assert len(fields(demo, "inspection")) == before


def test_where_the_demo_is_switched_off_nobody_with_a_known_password_is_made(app: Flask) -> None:
    run(app, "init")
    app.config["DEMO"] = load({"DATA_DIR": app.config["DATA_DIR"], "DEMO": "0"})["DEMO"]
    result = app.test_cli_runner().invoke(args=["demo", "fill"])
    assert (result.exit_code, "known to everyone" in result.output) == (1, True)
    with app.app_context():
        assert db.session.scalar(select(User)) is None


def test_wipe_leaves_an_installation_with_other_people_alone(demo: Flask, tmp_path: Path) -> None:
    run(demo, "user", "add", "someone", "--role", "operator", "--site", "A")
    result = demo.test_cli_runner().invoke(args=["demo", "wipe", "--yes"])
    assert result.exit_code != 0
    assert fields(demo, "inspection")


def test_wipe_empties_the_demo(demo: Flask) -> None:
    demo.config["DEMO"] = True
    run(demo, "demo", "wipe", "--yes")
    assert fields(demo, "inspection") == []
    assert not demo_mark(demo.config["DATA_DIR"]).exists()


def test_a_filled_demo_stays_a_demo_whatever_the_environment_says(demo: Flask) -> None:
    given = {"DATA_DIR": demo.config["DATA_DIR"], "DEMO": "0"}
    assert load(given)["DEMO"] is True
    with pytest.raises(BadSetting):
        load({**given, "HOST": "0.0.0.0"})  # noqa: S104 - a refused one


def test_the_demo_is_not_filled_where_strangers_can_reach_it(app: Flask) -> None:
    run(app, "init")
    app.config["HOST"] = "0.0.0.0"  # noqa: S104 - a refused one
    result = app.test_cli_runner().invoke(args=["demo", "fill"])
    assert (result.exit_code, "known passwords" in result.output) == (1, True)
    assert fields(app, "person") == []


def test_no_phone_of_the_demo_seems_to_have_a_slow_clock(demo: Flask) -> None:
    with demo.app_context():
        offsets = set(db.session.scalars(select(Op.clock_offset_ms).where(Op.clock_measured)))
    assert offsets == {0}
