"""Tombstones stay 400 days, ids of the purged for good; older cursors resync (F8)."""

import threading

import pytest
from flask import Flask

from server.pull import routes as pull_routes
from server.push.purge import purge
from server.push.verify import verify_history
from tests.conftest import Clock
from tests.support.actors import Actor
from tests.support.device import SoftDevice
from tests.support.sync import Json, change, find, history, phone_of

LONG = 401


@pytest.fixture
def phone(any_app: Flask) -> SoftDevice:
    """A phone of someone who may do all in both sites."""
    return phone_of(any_app, "manager")


@pytest.fixture
def away(any_app: Flask, phone: SoftDevice) -> SoftDevice:
    """A colleague's phone, filled before anything was deleted, then lying in a drawer."""
    phone.push(phone.create("issue", "A", {"title": "first"}))
    away = phone_of(any_app, "lead")
    away.pull()
    return away


def issue(phone: SoftDevice, scope: str = "A") -> str:
    op = phone.create("issue", scope, {"title": "Leak"})
    assert phone.push(op)[0]["outcome"] == "applied"
    return op["record_id"]


def delete(phone: SoftDevice, record_id: str, scope: str = "A", rev: int = 1) -> None:
    op = phone.op("delete", "issue", scope, record_id=record_id, base_rev=rev)
    assert phone.push(op)[0]["outcome"] == "applied"


def later(clock: Clock, *phones: SoftDevice, days: float = LONG) -> None:
    """Time goes by; whoever holds these phones signs in again."""
    clock.forward(days=days)
    for phone in phones:
        username = phone.actor.signed["user"]["username"]
        phone.actor = Actor(phone.actor.app, username, device_id=phone.device_id)


def purged(app: Flask) -> int:
    with app.app_context():
        return purge()


def outcome(result: Json) -> tuple[str, str | None]:
    return result["outcome"], result.get("code")


@pytest.mark.parametrize("action", ["create", "edit", "restore", "delete", "move"])
def test_f8_a_purged_id_never_comes_back_and_the_op_is_kept_with_its_reason(
    any_app: Flask, clock: Clock, phone: SoftDevice, action: str
) -> None:
    gone = issue(phone)
    delete(phone, gone)
    later(clock, phone)
    assert purged(any_app) == 1
    title = {"title": change(None, "Leak")}
    changes = {"create": title, "edit": title, "move": {"scope": change("A", "B")}}.get(action, {})
    base = 0 if action == "create" else 2
    phone.last.clear()
    op = phone.op(action, "issue", "A", changes, record_id=gone, base_rev=base)
    follower = phone.op("edit", "issue", "A", title, record_id=gone, base_rev=base)
    first, second = phone.push(op, follower)
    assert outcome(first) == ("quarantined", "gone")
    assert outcome(second) == ("quarantined", "after_quarantined")
    rows = phone.pull()
    assert [row for row in rows if row["id"] == gone] == []
    told = [row["fields"] for row in rows if row["kind"] == "quarantine"]
    assert [fields["op"]["op_id"] for fields in told] == [op["op_id"], follower["op_id"]]
    assert phone.actor.get(f"/api/records/{gone}").status_code == 404


def test_f8_the_history_of_a_purged_record_stays_and_verifies(
    any_app: Flask, clock: Clock, phone: SoftDevice
) -> None:
    gone = issue(phone)
    delete(phone, gone)
    later(clock, phone)
    purged(any_app)
    assert [line["op"]["action"] for line in history(phone, gone)] == ["create", "delete"]
    stranger = phone_of(any_app, "client", scopes=["B"])
    assert stranger.actor.get(f"/api/records/{gone}/history").status_code == 404
    with any_app.app_context():
        assert verify_history() == []


def test_f8_nothing_is_purged_before_its_400_days_and_nothing_that_lives(
    any_app: Flask, clock: Clock, phone: SoftDevice
) -> None:
    alive, gone = issue(phone), issue(phone)
    later(clock, phone)
    delete(phone, gone)
    later(clock, phone, days=399.9)
    assert purged(any_app) == 0
    later(clock, phone, days=0.2)
    assert (purged(any_app), purged(any_app)) == (1, 0)
    assert [row["id"] for row in phone.pull()] == [alive]


def test_f8_a_restored_record_is_alive_however_old_its_deletion(
    any_app: Flask, clock: Clock, phone: SoftDevice
) -> None:
    back = issue(phone)
    delete(phone, back)
    later(clock, phone)
    restore = phone.op("restore", "issue", "A", record_id=back, base_rev=2)
    assert outcome(phone.push(restore)[0]) == ("applied", None)
    assert purged(any_app) == 0
    assert find(phone.pull(), id=back)["deleted"] is False


def test_f8_only_a_phone_that_has_not_seen_the_deletion_must_resync(
    any_app: Flask, clock: Clock, phone: SoftDevice, away: SoftDevice
) -> None:
    before, gone, after = issue(phone), issue(phone), issue(phone)
    knows = phone_of(any_app, "op1")
    delete(phone, gone)
    knows.pull()
    issue(phone)
    later(clock, phone, away, knows)
    purged(any_app)
    answer = away.actor.post("/api/sync/pull", json={"cursor": away.cursor})
    assert (answer.status_code, answer.get_json()["code"]) == (410, "resync_required")
    assert len(knows.pull()) == 1
    away.cursor = None
    refilled = {row["id"] for row in away.pull()}
    assert {before, after} <= refilled
    assert gone not in refilled


def test_f8_a_purge_in_one_site_makes_no_phone_of_another_resync(
    any_app: Flask, clock: Clock, phone: SoftDevice, away: SoftDevice
) -> None:
    gone = issue(phone, "B")
    delete(phone, gone, "B")
    later(clock, away)
    assert purged(any_app) == 1
    assert away.pull() == []


def test_f8_a_purge_in_the_middle_of_a_pull_hides_no_deletion(
    any_app: Flask,
    clock: Clock,
    phone: SoftDevice,
    away: SoftDevice,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gone = issue(phone)
    away.pull()
    delete(phone, gone)
    issue(phone)
    later(clock, away)
    read = pull_routes.read_page

    def purged_first(*given, **named):
        other = threading.Thread(target=purged, args=(any_app,))
        other.start()
        other.join()
        return read(*given, **named)

    monkeypatch.setattr(pull_routes, "read_page", purged_first)
    answer = away.actor.post("/api/sync/pull", json={"cursor": away.cursor})
    told = answer.status_code == 200 and find(answer.get_json()["records"], id=gone)["deleted"]
    assert answer.status_code == 410 or told


def test_f6_f8_a_record_that_moved_lives_on_when_its_tombstone_is_purged(
    any_app: Flask, clock: Clock, phone: SoftDevice
) -> None:
    moved = issue(phone)
    op = phone.op("move", "issue", "A", {"scope": change("A", "B")}, record_id=moved, base_rev=1)
    phone.push(op)
    later(clock, phone)
    assert purged(any_app) == 1
    late = {"place": change(None, "Hall")}
    edit = phone.op("edit", "issue", "A", late, record_id=moved, base_rev=1)
    assert phone.push(edit)[0]["outcome"] == "merged"
    row = find(phone.pull(), id=moved)
    assert (row["scope"], row["deleted"], row["fields"]["place"]) == ("B", False, "Hall")
    assert len(history(phone, moved)) == 3


def test_m9_f8_a_deletion_in_dispute_is_not_purged_until_it_is_decided(
    any_app: Flask, clock: Clock, phone: SoftDevice
) -> None:
    gone = issue(phone)
    rival = phone_of(any_app, "super")
    rival.pull()
    delete(phone, gone)
    edit = {"title": change("Leak", "Burst")}
    op = rival.op("edit", "issue", "A", edit, record_id=gone, base_rev=1)
    assert rival.push(op)[0]["outcome"] == "conflict"
    later(clock, phone, rival)
    assert purged(any_app) == 0
    conflict = find(rival.pull(), kind="conflict")
    assert rival.push(decision(rival, conflict))[0]["outcome"] == "applied"
    assert find(phone.pull(), id=gone)["deleted"] is True
    later(clock, phone, rival)
    assert purged(any_app) == 1
    phone.cursor = None
    conflict = find(phone.pull(), kind="conflict")
    again = decision(phone, conflict, chosen="incoming")
    assert outcome(phone.push(again)[0]) == ("quarantined", "gone")


def decision(phone: SoftDevice, conflict: Json, chosen: str = "current") -> Json:
    """Choose one side of every field."""
    fields = conflict["fields"]
    to = {key: {"choose": chosen} for key in fields["fields"]}
    changes = {"resolution": change(fields["resolution"], to)}
    if fields["state"] == "open":
        changes["state"] = change("open", "resolved")
    return phone.op(
        "edit", "conflict", conflict["scope"], changes,
        record_id=conflict["id"], base_rev=conflict["rev"],
    )  # fmt: skip
