"""History, its hash chain and the clocks (O3, H1 to H3, invariants 9 and 11)."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from server.extensions import db
from server.push.verify import verify_history
from tests.support.device import SoftDevice
from tests.support.sync import change, history, phone_of


@pytest.fixture
def phone(sign_in):
    return SoftDevice(sign_in("op1"))


def test_h3_the_history_says_who_did_what_when_and_on_which_phone(phone, clock):
    op = phone.create("issue", "A", {"title": "Leak"})
    phone.push(op)
    (line,) = history(phone, op["record_id"])
    assert line["op"] == op
    assert line["outcome"] == "applied"
    assert (line["by"], line["device_id"]) == (phone.actor.user_id, phone.device_id)
    assert line["device_time"] == op["device_time"]
    assert line["chain"] == "ok"


def test_o3_a_forged_or_unlinked_op_lands_and_its_history_says_broken(phone):
    good = phone.create("issue", "A", {"title": "1"})
    forged = phone.create("issue", "A", {"title": "2"})
    forged["signature"] = good["signature"]
    unlinked = phone.create("issue", "A", {"title": "3"}, prev_hash=None)
    unsigned = phone.create("issue", "A", {"title": "4"})
    del unsigned["signature"]
    phone.sign(unlinked)
    ops = (good, forged, unlinked, unsigned)
    assert {result["outcome"] for result in phone.push(*ops)} == {"applied"}
    assert [history(phone, op["record_id"])[0]["chain"] for op in ops] == [
        "ok",
        "broken",
        "broken",
        "broken",
    ]


def test_a_clock_that_is_a_day_ahead_is_measured_and_changes_no_outcome(phone, clock):
    late = (clock() + timedelta(days=1)).isoformat()
    create = phone.create("issue", "A", {"title": "Leak"}, device_time=late)
    edit = phone.op(
        "edit",
        "issue",
        "A",
        {"title": change("Leak", "Dry")},
        record_id=create["record_id"],
        device_time="1999-01-01T00:00:00Z",
    )
    assert phone.push(create)[0]["outcome"] == "applied"
    assert phone.push(edit)[0]["outcome"] == "applied"
    first, second = history(phone, create["record_id"])
    assert first["clock_offset"] == 86_400_000
    assert second["clock_offset"] < 0


def test_h2_a_fresh_history_verifies_with_held_and_adopted_ops_in_it(app, phone):
    create = phone.create("issue", "A", {"title": "Leak"})
    place = {"place": change(None, "Hall")}
    edit = phone.op("edit", "issue", "A", place, record_id=create["record_id"])
    bad = phone.create("issue", "A", {"title": "x", "severity": "terrible"})
    phone.push(edit, bad)
    phone.push(create)
    with app.app_context():
        assert verify_history() == []


def test_h2_personal_data_can_be_erased_and_the_chain_still_verifies(app, phone):
    op = phone.create("visit", "A", {"visitor_name": "Lin", "phone": "13812345678"})
    phone.push(op)
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(sa.text("UPDATE ops SET body = NULL, salt = NULL, effects = NULL"))
    with app.app_context():
        assert verify_history() == []


def test_h2_the_head_travels_with_every_pull(phone):
    phone.push(phone.create("issue", "A", {"title": "1"}))
    first = phone.actor.post("/api/sync/pull", json={}).get_json()["heads"]["A"]
    phone.push(phone.create("issue", "A", {"title": "2"}))
    assert phone.actor.post("/api/sync/pull", json={}).get_json()["heads"]["A"] != first


def test_the_history_of_another_site_is_not_told(app, phone):
    other = phone_of(app, "op2")
    op = other.create("issue", "B", {"title": "Leak"})
    other.push(op)
    assert phone.actor.get(f"/api/records/{op['record_id']}/history").status_code == 404
    assert phone.actor.get(f"/api/records/{op['record_id']}").status_code == 404
