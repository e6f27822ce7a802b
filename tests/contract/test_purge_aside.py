"""Photos of the purged, purges of many, and how an operator is told (F8)."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from server.extensions import db
from server.models import Record
from tests.conftest import Clock
from tests.contract.test_purge import delete, issue, later, purged
from tests.support.device import SoftDevice
from tests.support.photos import photo
from tests.support.sync import change, find, new_id, phone_of
from tests.support.tus import Tus, sha256

PHOTO = photo()


@pytest.fixture
def phone(any_app: Flask) -> SoftDevice:
    """A phone of someone who may do all in both sites."""
    return phone_of(any_app, "manager")


def with_photo(phone: SoftDevice) -> str:
    entry = {"id": new_id(), "sha256": sha256(PHOTO), "bytes": len(PHOTO), "type": "image/jpeg"}
    changes = {"title": change(None, "Leak"), "photos": {"add": [entry]}}
    op = phone.op("create", "issue", "A", changes)
    assert phone.push(op)[0]["outcome"] == "applied"
    return op["record_id"]


def test_f8_a_photo_that_came_late_keeps_its_records_tombstone_for_those_who_read_daily(
    any_app: Flask, clock: Clock, phone: SoftDevice
) -> None:
    gone = with_photo(phone)
    delete(phone, gone)
    later(clock, phone)
    daily = phone_of(any_app, "lead")
    daily.pull()
    Tus(phone.actor).upload(PHOTO)
    assert purged(any_app) == 0
    assert [row["id"] for row in daily.pull()] == [gone]
    issue(phone)
    later(clock, phone, daily)
    assert purged(any_app) == 1


def test_b5_f8_a_purged_records_photo_stays_as_evidence_and_is_known_when_used_again(
    any_app: Flask, clock: Clock, phone: SoftDevice
) -> None:
    gone = with_photo(phone)
    Tus(phone.actor).upload(PHOTO)
    delete(phone, gone)
    later(clock, phone)
    assert purged(any_app) == 1
    with phone.actor.get(f"/api/blobs/{sha256(PHOTO)}?size=thumb") as answer:
        assert answer.status_code == 200
    again = with_photo(phone)
    (entry,) = find(phone.pull(), id=again)["fields"]["photos"]
    assert (entry["available"], entry["reused"]) == (True, True)


def test_more_is_purged_than_one_transaction_takes(
    any_app: Flask, clock: Clock, phone: SoftDevice, monkeypatch: pytest.MonkeyPatch
) -> None:
    for scope in ("A", "B", "A", "B", "A"):
        delete(phone, issue(phone, scope), scope)
    later(clock, phone)
    monkeypatch.setattr("server.push.purge.BATCH", 2)
    assert purged(any_app) == 5
    with any_app.app_context():
        left = db.session.scalar(select(func.count()).where(Record.kind == "issue"))
    assert left == 0


def test_doctor_says_when_the_purge_is_overdue(
    any_app: Flask, clock: Clock, phone: SoftDevice
) -> None:
    def said() -> str:
        return any_app.test_cli_runner().invoke(args=["doctor"]).output

    delete(phone, issue(phone))
    later(clock, phone, days=429)
    assert "ok  old deletions" in said()
    later(clock, phone, days=2)
    assert "BAD old deletions" in said()
    assert any_app.test_cli_runner().invoke(args=["purge"]).output.startswith("1 ")
    assert "ok  old deletions" in said()
