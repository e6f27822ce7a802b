"""Who sees and revokes which phones, and what a phone says of its queue (quality 22), on both databases."""

import pytest

from server.accounts import devices
from server.extensions import db
from server.models import Device
from tests.support.actors import Actor, add_person
from tests.support.sync import phone_of, second_person


@pytest.fixture
def phones(any_app):
    """One phone of each site, and one of the manager of both."""
    add_person(any_app, "op3", roles=["operator"], scopes=["B"])
    return {name: phone_of(any_app, name) for name in ("op1", "op3", "manager")}


def seen_by(any_app, name, **given):
    add_person(any_app, name, **given)
    listed = Actor(any_app, name).get("/api/devices").get_json()["devices"]
    return {one["name"].removeprefix("phone of ") for one in listed}


def pull(phone, **body):
    return phone.actor.post("/api/sync/pull", json=body)


def line(phone):
    listed = phone.actor.get("/api/devices").get_json()["devices"]
    return next(one for one in listed if one["device_id"] == phone.device_id)


def test_a_supervisor_sees_the_phones_of_the_sites_people_and_no_others(any_app, phones):
    assert seen_by(any_app, "super") == {"op1", "manager"}
    assert seen_by(any_app, "super2", roles=["supervisor"], scopes=["B"]) == {"op3", "manager"}
    assert seen_by(any_app, "admin") == {"op1", "op3", "manager"}
    assert seen_by(any_app, "lead") == set()
    assert seen_by(any_app, "op3") == {"op3"}


def test_a_supervisor_of_another_site_cannot_revoke_a_phone_that_is_not_in_view(any_app, phones):
    add_person(any_app, "super2", roles=["supervisor"], scopes=["B"])
    path = f"/api/devices/{phones['op1'].device_id}"
    assert Actor(any_app, "super2").delete(path).status_code == 404
    add_person(any_app, "super")
    assert Actor(any_app, "super").delete(path).status_code == 204


@pytest.mark.parametrize("name", ["manager", "admin"])
def test_a_manager_and_an_administrator_revoke_and_the_list_says_who_did(any_app, phones, name):
    add_person(any_app, name)
    judge = Actor(any_app, name)
    judge.delete(f"/api/devices/{phones['op1'].device_id}")
    listed = judge.get("/api/devices").get_json()["devices"]
    one = next(one for one in listed if one["device_id"] == phones["op1"].device_id)
    assert one["revoked"]
    assert one["revoked_by"] == judge.user_id


def test_one_who_only_signed_in_on_a_shared_phone_sees_it_and_cannot_revoke_it(any_app, phones):
    lead = second_person(any_app, phones["op1"], "lead")
    assert seen_by(any_app, "lead") == {"op1"}
    assert lead.delete(f"/api/devices/{phones['op1'].device_id}").status_code == 404


def test_a_phone_is_listed_with_everyone_who_signed_in_on_it(any_app, phones):
    phone = phones["op1"]
    lead = second_person(any_app, phone, "lead")
    assert line(phone)["people"] == [phone.actor.user_id, lead.user_id]


def test_what_waits_on_a_phone_is_kept_with_each_pull(phones, clock):
    phone = phones["op1"]
    assert line(phone)["waiting"] is None
    pull(phone, waiting={"ops": 4, "photos": 2, "bytes": 5_000_000_000})
    said = line(phone)["waiting"]
    assert (said["ops"], said["photos"], said["bytes"]) == (4, 2, 5_000_000_000)
    clock.forward(seconds=5)
    pull(phone, waiting={"ops": 0, "photos": 0, "bytes": 0})
    assert line(phone)["waiting"]["ops"] == 0
    clock.forward(minutes=9)
    assert line(phone)["waiting"]["at"] == "2026-11-23T08:00:05.500Z"
    assert line(phone)["last_contact"] == "2026-11-23T08:00:05.500Z"


def test_a_pull_without_a_word_about_the_queue_still_counts_as_contact(phones, clock):
    phone = phones["op1"]
    pull(phone, waiting={"ops": 4, "photos": 2, "bytes": 9})
    clock.forward(minutes=3)
    pull(phone)
    assert line(phone)["last_contact"] == "2026-11-23T08:03:00.500Z"
    assert line(phone)["waiting"]["at"] == "2026-11-23T08:00:00.500Z"


def test_the_same_word_again_within_a_minute_writes_nothing(any_app, phones, clock, monkeypatch):
    phone, waiting = phones["op1"], {"ops": 4, "photos": 2, "bytes": 9}
    pull(phone, waiting=waiting)

    def refuse():
        raise AssertionError("it wrote")

    monkeypatch.setattr(devices, "writing", refuse)
    clock.forward(seconds=59)
    assert pull(phone, waiting=waiting).status_code == 200
    clock.forward(seconds=2)
    assert pull(phone, waiting=waiting).status_code == 500


def test_the_queue_is_kept_on_the_device_of_the_callers_own_session(any_app, phones):
    elsewhere = Actor(any_app, "op1")
    answer = elsewhere.post("/api/sync/pull", json={"waiting": {"ops": 9, "photos": 9, "bytes": 9}})
    assert answer.status_code == 200
    with any_app.app_context():
        assert {one.waiting_ops for one in db.session.query(Device)} == {None}


@pytest.mark.parametrize(
    "said",
    [
        7,
        [],
        {},
        {"ops": 1, "photos": 1},
        {"ops": -1, "photos": 0, "bytes": 0},
        {"ops": True, "photos": 0, "bytes": 0},
        {"ops": 1.5, "photos": 0, "bytes": 0},
        {"ops": "1", "photos": 0, "bytes": 0},
        {"ops": 2**31, "photos": 0, "bytes": 0},
        {"ops": 0, "photos": 0, "bytes": 2**53},
    ],
)
def test_what_is_no_count_is_400_and_kept_nowhere(phones, said):
    answer = pull(phones["op1"], waiting=said)
    assert (answer.status_code, answer.get_json()["field"]) == (400, "waiting")
    assert line(phones["op1"])["waiting"] is None
