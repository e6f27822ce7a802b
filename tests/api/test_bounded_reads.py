"""Invariant 10: no query of push, pull, poke or purge ever walks a whole table."""

import pytest
from sqlalchemy import event

from server.extensions import db
from server.push.purge import purge
from tests.support.device import SoftDevice
from tests.support.sync import change

GROWING = ("records", "ops", "blob_refs", "blob_scopes", "purged")


@pytest.fixture
def phone(sign_in):
    return SoftDevice(sign_in("op1"))


@pytest.fixture
def plans(app):
    """How SQLite goes about each SELECT from here on."""
    seen = []

    def explain(connection, cursor, statement, given, *_):
        if statement.lstrip().upper().startswith("SELECT"):
            raw = connection.connection.driver_connection
            steps = raw.execute(f"EXPLAIN QUERY PLAN {statement}", given).fetchall()
            seen.extend(step[3] for step in steps)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "after_cursor_execute", explain)
    yield seen
    event.remove(engine, "after_cursor_execute", explain)


def test_push_pull_poke_and_purge_read_by_index_only(app, clock, phone, plans):
    create = phone.create("issue", "A", {"title": "Leak"})
    photo = {"id": create["op_id"], "sha256": "ab" * 32, "bytes": 9, "type": "image/jpeg"}
    changes = {"photos": {"add": [photo]}, "title": change("Leak", "Dry")}
    edit = phone.op("edit", "issue", "A", changes, record_id=create["record_id"], base_rev=1)
    phone.push(create)
    phone.push(edit, {"op_id": 1})
    phone.push(phone.op("delete", "issue", "A", record_id=create["record_id"], base_rev=1))
    phone.pull()
    phone.actor.get("/api/sync/poke")
    clock.forward(days=401)
    with app.app_context():
        assert purge() == 1
    walks = [plan for plan in plans if plan.startswith(tuple(f"SCAN {name}" for name in GROWING))]
    assert plans
    assert walks == []


def test_a_push_asks_for_the_numbers_of_its_ops_and_does_not_read_all_that_the_phone_ever_sent(
    phone, plans
):
    phone.push(*(phone.create("issue", "A", {"title": str(n)}) for n in range(3)))
    searches = [plan for plan in plans if "uq_ops_device_seq" in plan]
    assert searches
    assert all("device_seq=?" in plan for plan in searches)
