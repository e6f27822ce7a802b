"""Phones of an older and a newer app sync through one server (P5), the same on both databases."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from server.models import Op
from server.push.verify import verify_history
from server.transaction import writing
from sync.operation import fingerprint
from tests.conftest import application
from tests.contract.test_push_order import judge
from tests.support.actors import Actor
from tests.support.device import SoftDevice
from tests.support.schemas import SCHEMA_2
from tests.support.sync import Json, change, find, history, phone_of


@pytest.fixture
def newer(any_app: Flask) -> Iterator[Flask]:
    """The same installation after its upgrade to schema 2."""
    names = ("DATABASE_URL", "DATA_DIR", "CLOCK")
    settings = {name: any_app.config[name] for name in names}
    with application({**settings, "SCHEMA": SCHEMA_2}) as app:
        yield app


def of_schema_2(phone: SoftDevice, action: str, changes: Json, **given: Any) -> Json:
    return phone.op(action, "issue", "A", changes, schema=2, **given)


def place(phone: SoftDevice, before: str | None, after: str, **given: Any) -> Json:
    return phone.op("edit", "issue", "A", {"place": change(before, after)}, **given)


def test_p5_phones_of_two_schemas_share_a_record(newer: Flask) -> None:
    old, new = phone_of(newer, "op1"), phone_of(newer, "lead")
    create = old.create("issue", "A", {"title": "Leak", "place": "Hall"})
    assert old.push(create)[0]["outcome"] == "applied"
    row = find(new.pull(), kind="issue")
    assert (row["fields"]["location"], "place" in row["fields"]) == ("Hall", False)
    location = {"location": change("Hall", "Yard")}
    edit = of_schema_2(new, "edit", location, record_id=row["id"], base_rev=1)
    assert new.push(edit)[0]["outcome"] == "applied"
    late = place(old, "Hall", "Roof", record_id=row["id"], base_rev=1)
    assert old.push(late)[0]["outcome"] == "conflict"
    (name, sides) = next(iter(find(new.pull(), kind="conflict")["fields"]["fields"].items()))
    assert (name, sides["current"], sides["incoming"]) == ("location", "Yard", "Roof")
    assert newer.test_client().get("/api/sync/kinds").status_code == 401
    assert new.actor.get("/api/sync/kinds").get_json()["schema"] == 2


def test_p5_m12_an_own_chain_that_crosses_an_app_update_never_conflicts_with_itself(
    newer: Flask,
) -> None:
    phone = phone_of(newer, "op1")
    create = phone.create("issue", "A", {"title": "Leak", "place": "Hall"})
    record_id = create["record_id"]
    older = place(phone, "Hall", "Yard", record_id=record_id)
    newest = of_schema_2(phone, "edit", {"location": change("Yard", "Roof")}, record_id=record_id)
    results = phone.push(create, older, newest)
    assert [result["outcome"] for result in results] == ["applied"] * 3
    assert find(phone.pull(), kind="issue")["fields"]["location"] == "Roof"


def test_p5_the_history_shows_each_op_in_the_words_of_its_time_with_its_signature(
    newer: Flask,
) -> None:
    phone = phone_of(newer, "op1")
    create = phone.create("issue", "A", {"title": "Leak", "place": "Hall"})
    edit = place(phone, "Hall", "Yard", record_id=create["record_id"], base_rev=1)
    phone.push(create, edit)
    lines = history(phone, create["record_id"])
    assert [line["op"] for line in lines] == [create, edit]
    assert [line["chain"] for line in lines] == ["ok", "ok"]
    assert lines[1]["before"] == {"location": "Hall"}
    with newer.app_context():
        assert verify_history() == []


def test_p5_p1_an_op_pushed_before_and_after_the_servers_upgrade_counts_once(
    any_app: Flask, newer: Flask
) -> None:
    phone = phone_of(any_app, "op1")
    op = phone.create("issue", "A", {"title": "Leak", "severity": "high"})
    bad = phone.create("issue", "A", {"title": "Leak", "severity": "terrible"})
    assert [r["outcome"] for r in phone.push(op, bad)] == ["applied", "quarantined"]
    phone.actor = Actor(newer, "op1", device_id=phone.device_id)
    assert [r["outcome"] for r in phone.push(op, bad)] == ["duplicate", "duplicate"]


def test_p4_p5_an_op_held_before_the_upgrade_lands_after_it(any_app: Flask, newer: Flask) -> None:
    phone = phone_of(any_app, "op1")
    create = phone.create("issue", "A", {"title": "Leak", "place": "Hall"})
    edit = place(phone, "Hall", "Yard", record_id=create["record_id"])
    assert phone.push(edit)[0]["outcome"] == "held"
    phone.actor = Actor(newer, "op1", device_id=phone.device_id)
    assert phone.push(create)[0]["outcome"] == "applied"
    assert find(phone.pull(), kind="issue")["fields"]["location"] == "Yard"
    assert phone.push(edit)[0]["now"] == {"outcome": "applied", "rev": 2}


def test_p5_p4a_what_needed_an_upgrade_is_adopted_after_it_with_its_signature(
    any_app: Flask, newer: Flask
) -> None:
    phone = phone_of(any_app, "op1")
    changes = {"title": change(None, "Leak"), "location": change(None, "Hall")}
    ahead = of_schema_2(phone, "create", changes)
    move_on = {"location": change("Hall", "Yard")}
    edit = of_schema_2(phone, "edit", move_on, record_id=ahead["record_id"])
    known = phone.create("issue", "A", {"title": "Other"})
    results = phone.push(ahead, edit, known)
    assert [r.get("code") for r in results] == ["needs_upgrade", "needs_upgrade", None]
    phone.actor = Actor(newer, "op1", device_id=phone.device_id)
    again = phone.push(ahead)[0]
    assert again["first"] == {"outcome": "quarantined", "code": "needs_upgrade"}
    boss = phone_of(newer, "super")
    told = [row for row in boss.pull() if row["kind"] == "quarantine"]
    assert [row["fields"]["op"] for row in told] == [ahead, edit]
    for row in told:
        assert boss.push(judge(boss, row, "adopted"))[0]["outcome"] == "applied"
    record = find(boss.pull(), id=ahead["record_id"])
    assert (record["fields"]["location"], record["rev"]) == ("Yard", 2)
    lines = history(boss, ahead["record_id"])
    assert [line["chain"] for line in lines] == ["ok", "ok"]
    assert {line["on_behalf_of"] for line in lines} == {phone.actor.user_id}
    assert [line["chain"] for line in history(boss, known["record_id"])] == ["ok"]


def test_p5_p4a_an_older_op_that_is_set_apart_is_told_as_it_was_written(newer: Flask) -> None:
    phone = phone_of(newer, "op1")
    place = {"title": "Leak", "place": "Hall"}
    bad = phone.create("issue", "A", {**place, "severity": "terrible"})
    foreign = phone.create("issue", "Z", place)
    assert [r["code"] for r in phone.push(bad, foreign)] == ["invalid", "not_allowed"]
    told = [row["fields"]["op"] for row in phone.pull() if row["kind"] == "quarantine"]
    assert sorted(told, key=lambda op: op["device_seq"]) == [bad, foreign]


def test_p1_what_an_earlier_release_set_apart_and_hashed_whole_is_known_again(
    any_app: Flask,
) -> None:
    phone = phone_of(any_app, "op1")
    bad = phone.create("issue", "A", {"title": "Leak", "severity": "terrible"})
    phone.push(bad)
    with any_app.app_context(), writing() as session:
        session.execute(update(Op).values(content_hash=fingerprint(bad)))
    (again,) = phone.push(bad)
    assert (again["outcome"], again["first"]["code"]) == ("duplicate", "invalid")


def test_p5_an_op_needing_an_upgrade_is_not_adopted_before_it(any_app: Flask) -> None:
    phone, boss = phone_of(any_app, "op1"), phone_of(any_app, "super")
    ahead = of_schema_2(phone, "create", {"title": change(None, "Leak")})
    phone.push(ahead)
    told = find(boss.pull(), kind="quarantine")
    (result,) = boss.push(judge(boss, told, "adopted"))
    assert (result["outcome"], result["code"]) == ("quarantined", "needs_upgrade")
    still = [row for row in boss.pull() if row["id"] == told["id"]]
    assert still == []


def test_o2_p5_an_op_set_apart_may_be_offered_again_by_a_new_device_and_is_the_same(
    any_app: Flask,
) -> None:
    phone = phone_of(any_app, "op1")
    ahead = of_schema_2(phone, "create", {"title": change(None, "Leak")})
    phone.push(ahead)
    anew = SoftDevice(phone.actor)
    offered = {**ahead, "device_id": anew.device_id, "device_seq": 1}
    anew.sign(offered)
    assert anew.push(offered)[0]["outcome"] == "duplicate"
