"""Cloned, revoked and shared phones; who may judge what was set apart (O2, O5, P4, P4a, P4b)."""

import pytest
from flask import Flask

from tests.conftest import Clock
from tests.contract.test_push_order import judge, outcome
from tests.support.actors import Actor
from tests.support.device import SoftDevice
from tests.support.sync import Json, change, find, history, new_id, phone_of, second_person

HALL = {"place": change(None, "Hall")}


@pytest.fixture
def phone(any_app: Flask) -> SoftDevice:
    return phone_of(any_app, "op1")


@pytest.fixture
def boss(any_app: Flask) -> SoftDevice:
    return phone_of(any_app, "super")


@pytest.fixture
def cloned(phone: SoftDevice) -> list[Json]:
    """What a copy of the phone wrote, after the phone itself had used the first number."""
    phone.push(phone.create("issue", "A", {"title": "Mine"}))
    phone.device_seq, phone.prev_hash = 0, None
    made = phone.create("issue", "A", {"title": "Leak"})
    return [made, phone.op("edit", "issue", "A", HALL, record_id=made["record_id"])]


def offered_again(phone: SoftDevice, ops: list[Json]) -> tuple[SoftDevice, list[Json]]:
    """The same ops under a new device: numbered, chained and signed anew (O2)."""
    anew = SoftDevice(phone.actor)
    again = []
    for number, op in enumerate(ops, 1):
        copy = {**op, "device_id": anew.device_id, "device_seq": number}
        copy["prev_hash"] = anew.prev_hash
        anew.device_seq = number
        anew.sign(copy)
        anew.follows(copy)
        again.append(copy)
    return anew, again


def told(phone: SoftDevice, op: Json) -> Json:
    """The quarantine record of an op, as it now is."""
    phone.cursor = None
    rows = [row for row in phone.pull() if row["kind"] == "quarantine"]
    return next(row for row in rows if row["fields"]["op"] == op)


def test_o2_a_chain_is_its_links_whatever_device_carries_it(
    phone: SoftDevice, boss: SoftDevice, cloned: list[Json]
) -> None:
    results = phone.push(*cloned)
    assert [outcome(r) for r in results] == [("quarantined", "forked_device"), ("held", None)]
    anew, again = offered_again(phone, cloned)
    results = anew.push(*again)
    assert [r["outcome"] for r in results] == ["applied", "duplicate"]
    assert results[1]["now"] == {"outcome": "applied", "rev": 2}
    rows = boss.pull()
    row = find(rows, id=cloned[0]["record_id"])
    assert (row["rev"], row["fields"]["place"]) == (2, "Hall")
    assert all(row["kind"] != "conflict" for row in rows)


def test_o2_p4a_a_fork_that_landed_by_its_new_device_needs_no_supervisor_any_more(
    phone: SoftDevice, boss: SoftDevice, cloned: list[Json]
) -> None:
    phone.push(*cloned)
    assert told(boss, cloned[0])["fields"]["state"] == "quarantined"
    anew, again = offered_again(phone, cloned)
    anew.push(*again)
    settled = told(boss, cloned[0])
    assert settled["fields"]["state"] == "released"
    adopt = judge(boss, settled, "adopted")
    assert outcome(boss.push(adopt)[0]) == ("quarantined", "decided_before")
    assert find(boss.pull(), kind="quarantine")["fields"]["op"]["op_id"] == adopt["op_id"]
    assert [line["outcome"] for line in history(boss, cloned[0]["record_id"])] == [
        "quarantined",
        "applied",
        "applied",
    ]


def test_o2_p4a_a_fork_that_was_adopted_is_not_applied_once_more_when_it_is_offered_again(
    phone: SoftDevice, boss: SoftDevice, cloned: list[Json]
) -> None:
    phone.push(*cloned)
    assert boss.push(judge(boss, told(boss, cloned[0]), "adopted"))[0]["outcome"] == "applied"
    assert told(boss, cloned[1])["fields"]["state"] == "released"
    anew, again = offered_again(phone, cloned)
    results = anew.push(*again)
    assert [r["outcome"] for r in results] == ["duplicate", "duplicate"]
    assert [r["now"]["outcome"] for r in results] == ["applied", "applied"]
    boss.cursor = None
    row = find(boss.pull(), id=cloned[0]["record_id"])
    assert (row["rev"], row["created"]["by"]) == (2, boss.actor.user_id)


def test_o2_p4a_a_fork_that_was_discarded_does_not_come_in_by_another_door(
    phone: SoftDevice, boss: SoftDevice, cloned: list[Json]
) -> None:
    phone.push(*cloned)
    assert boss.push(judge(boss, told(boss, cloned[0]), "discarded"))[0]["outcome"] == "applied"
    assert told(boss, cloned[1])["fields"]["code"] == "after_quarantined"
    anew, again = offered_again(phone, cloned)
    results = anew.push(*again)
    assert [r["outcome"] for r in results] == ["duplicate", "duplicate"]
    assert results[0]["now"] == {"outcome": "quarantined", "code": "discarded"}
    boss.cursor = None
    assert all(row["id"] != cloned[0]["record_id"] for row in boss.pull())


def test_o2_o3_numbers_and_links_go_on_over_all_people_of_a_phone(
    any_app: Flask, phone: SoftDevice
) -> None:
    first = phone.create("issue", "A", {"title": "Leak"})
    author = phone.actor
    phone.actor = second_person(any_app, phone, "lead")
    second = phone.op("edit", "issue", "A", HALL, record_id=first["record_id"], base_rev=1)
    second["after"] = None
    phone.sign(second)
    assert [r["outcome"] for r in phone.push(first, second)] == ["applied", "applied"]
    lines = history(phone, first["record_id"])
    assert [(line["by"], line["chain"]) for line in lines] == [
        (author.user_id, "ok"),
        (phone.actor.user_id, "ok"),
    ]


def test_p4_no_timer_ever_forces_a_held_op_in(
    any_app: Flask, clock: Clock, phone: SoftDevice
) -> None:
    create = phone.create("issue", "A", {"title": "Leak"})
    edit = phone.op("edit", "issue", "A", HALL, record_id=create["record_id"])
    assert phone.push(edit)[0]["outcome"] == "held"
    clock.forward(days=500)
    phone.actor = Actor(any_app, "op1", device_id=phone.device_id)
    any_app.test_cli_runner().invoke(args=["purge"])
    assert phone.push(edit)[0]["first"] == {"outcome": "held"}
    assert find(phone.pull(), kind="quarantine")["fields"]["state"] == "held"
    assert phone.push(create)[0]["outcome"] == "applied"
    assert find(phone.pull(), kind="issue")["rev"] == 2


def test_p4_what_waits_for_an_op_of_a_revoked_phone_is_set_apart_with_it(
    any_app: Flask, phone: SoftDevice, boss: SoftDevice
) -> None:
    create = phone.create("issue", "A", {"title": "Leak"})
    edit = phone.op("edit", "issue", "A", HALL, record_id=create["record_id"])
    phone.push(edit)
    second_person(any_app, phone, "lead")
    carrier = Actor(any_app, "lead")
    phone.actor.delete(f"/api/devices/{phone.device_id}")
    phone.actor = carrier
    assert outcome(phone.push(create)[0]) == ("quarantined", "revoked_device")
    assert phone.push(edit)[0]["now"]["code"] == "after_quarantined"
    for op in (create, edit):
        assert boss.push(judge(boss, told(boss, op), "adopted"))[0]["outcome"] == "applied"
    assert find(boss.pull(), kind="issue")["fields"]["place"] == "Hall"


def test_p4b_a_revoked_phones_own_sessions_end_for_push_pull_and_photos(
    any_app: Flask, phone: SoftDevice
) -> None:
    op = phone.create("issue", "A", {"title": "Leak"})
    other = Actor(any_app, "op1")
    assert other.delete(f"/api/devices/{phone.device_id}").status_code < 300
    assert phone.push_raw(op).status_code == 401
    assert phone.actor.post("/api/sync/pull", json={}).status_code == 401
    asked = {"scope": "A", "sha256": ["ab" * 32]}
    assert phone.actor.post("/api/blobs/missing", json=asked).status_code == 401


def test_p4b_what_a_revoked_phone_had_sent_before_stays_applied(
    any_app: Flask, phone: SoftDevice
) -> None:
    op = phone.create("issue", "A", {"title": "Leak"})
    phone.push(op)
    second_person(any_app, phone, "lead")
    carrier = Actor(any_app, "lead")
    phone.actor.delete(f"/api/devices/{phone.device_id}")
    phone.actor = carrier
    assert phone.push(op)[0]["first"] == {"outcome": "applied", "rev": 1}


@pytest.mark.parametrize(
    ("who", "code"), [("op1", "not_allowed"), ("lead", "not_allowed"), ("super_b", "not_allowed")]
)
def test_p4a_only_a_supervisor_of_the_site_judges(
    any_app: Flask, phone: SoftDevice, boss: SoftDevice, who: str, code: str
) -> None:
    bad = phone.create("issue", "A", {"title": "Leak", "severity": "terrible"})
    phone.push(bad)
    row = told(boss, bad)
    other = ["supervisor"], ["B"]
    given = {"roles": other[0], "scopes": other[1]} if who == "super_b" else {}
    judging = phone if who == "op1" else phone_of(any_app, who, **given)
    assert outcome(judging.push(judge(judging, row, "discarded"))[0]) == ("quarantined", code)
    assert told(boss, bad)["fields"]["state"] == "quarantined"


@pytest.mark.parametrize("action", ["delete", "restore", "move", "create"])
def test_p4a_nothing_that_was_set_apart_can_be_deleted_moved_or_made_up(
    phone: SoftDevice, boss: SoftDevice, action: str
) -> None:
    bad = phone.create("issue", "A", {"title": "Leak", "severity": "terrible"})
    phone.push(bad)
    row = told(boss, bad)
    changes = {"move": {"scope": change("A", "B")}}.get(action, {})
    target = new_id() if action == "create" else row["id"]
    base = 0 if action == "create" else row["rev"]
    op = boss.op(action, "quarantine", "A", changes, record_id=target, base_rev=base)
    assert boss.push(op)[0]["outcome"] == "quarantined"
    assert told(boss, bad) == row


@pytest.mark.parametrize("field", ["op", "code"])
def test_p4a_o6_what_was_set_apart_and_why_is_the_servers_word(
    phone: SoftDevice, boss: SoftDevice, field: str
) -> None:
    bad = phone.create("issue", "A", {"title": "Leak", "severity": "terrible"})
    phone.push(bad)
    row = told(boss, bad)
    forged = {field: change(row["fields"][field], "other")}
    op = boss.op("edit", "quarantine", "A", forged, record_id=row["id"], base_rev=row["rev"])
    assert outcome(boss.push(op)[0]) == ("quarantined", "invalid")
    assert told(boss, bad) == row


def test_p4a_of_two_supervisors_who_judge_at_once_the_first_counts(
    any_app: Flask, phone: SoftDevice, boss: SoftDevice
) -> None:
    rival = phone_of(any_app, "manager")
    bad = phone.create("issue", "B", {"title": "Leak"})
    phone.push(bad)
    row = find(
        rival.actor.get("/api/records?kind=quarantine").get_json()["records"], kind="quarantine"
    )
    other = phone_of(any_app, "super_b", roles=["supervisor"], scopes=["B"])
    one, two = judge(rival, row, "adopted"), judge(other, row, "discarded")
    assert outcome(rival.push(one)[0]) == ("applied", None)
    assert outcome(other.push(two)[0])[0] in ("conflict", "quarantined")
    assert phone.push(bad)[0]["now"] == {"outcome": "applied", "rev": 1}
    assert find(other.pull(), id=bad["record_id"])["created"]["by"] == rival.actor.user_id
