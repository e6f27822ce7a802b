"""A real phone killed at every single boundary, its own timers, its tabs, and an oracle that bites."""

from itertools import count
from typing import Any

import pytest

from tests.simulation.real.delivery import deliver, finish, opening
from tests.simulation.real.hands import PICTURES, picture_for
from tests.simulation.real.oracle import judge
from tests.simulation.real.phone import RealPhone
from tests.simulation.real.town import Town
from tests.simulation.real.wire import answer


@pytest.fixture
def town(node, server) -> Town:
    town = Town(node, server, 1)
    opening(town)
    return town


def new_issue(phone: RealPhone, tab: str = "t", title: str = "Leak") -> str:
    """A record that this phone says is saved."""
    record_id = phone.town.hands.new_id()
    phone.act(tab, "create", "issue", "A", {"title": title}, record_id)
    return record_id


def killed_at(phone: RealPhone, boundary: int) -> None:
    phone.order("fuse", "t", fuse={"what": "killed", "after": boundary})


def test_killed_at_any_boundary_of_saving_a_photo_it_is_there_whole_or_not_at_all(town):
    phone = town.phones["p1"]
    record_id = new_issue(phone)
    for boundary in count(1):
        before = phone.rows()
        killed_at(phone, boundary)
        act = phone.act("t", "keepPhoto", picture_for(record_id, PICTURES[boundary % 4]))
        survived = "t" in phone.tabs
        after = phone.rows()
        more = {table: len(after[table]) - len(before[table]) for table in after}
        assert more["ops"] == more["photos"] == more["bytes"]
        [chain] = [row["value"]["seq"] for row in after["meta"] if row["key"] == "chain"]
        assert chain == len(after["ops"])
        assert act not in phone.outcomes or more["ops"] == 1
        if survived:
            break
        phone.open("t")
        if more["ops"]:
            record_id = new_issue(phone)
    assert boundary > 8
    judge(town, deliver(town))


def test_killed_at_any_boundary_of_a_sync_it_goes_on_where_it_was(town):
    """P3, F7, B3: push, pull and photo, each cut at each of its writes."""
    phone, other = town.phones["p1"], town.phones["p2"]
    for boundary in count(1):
        record_id = new_issue(phone)
        phone.act("t", "keepPhoto", picture_for(record_id, PICTURES[boundary % 4]))
        new_issue(other)
        finish(other, other.act("t", "sync"))
        killed_at(phone, boundary)
        phone.act("t", "sync")
        quiet(phone)
        if "t" in phone.tabs:
            break
        phone.open("t")
        finish(phone, phone.act("t", "sync"))
        assert not phone.rows()["ops"]
    assert boundary > 12
    judge(town, deliver(town))


def test_the_app_s_own_timers_send_what_waits_and_obey_retry_after(town):
    """P7, I10: no more is needed than that time passes."""
    phone = town.phones["p1"]
    phone.act("t", "start")
    town.pass_time(1)
    quiet(phone)
    record_id = new_issue(phone)
    assert not phone.waiting
    town.pass_time(1)
    busy = {"Content-Type": "application/problem+json", "Retry-After": "120"}
    [push] = phone.waiting
    phone.answer(push, answer(503, busy, b'{"code": "unavailable"}'))
    quiet(phone)
    town.pass_time(119)
    assert not phone.waiting
    town.pass_time(20)
    quiet(phone)
    assert [row["id"] for row in phone.rows()["records"]].count(record_id) == 1
    assert phone.ask("t", "status")["waitingOps"] == 0
    judge(town, deliver(town))


def test_another_tab_takes_over_when_the_one_that_syncs_is_killed(town):
    phone = town.phones["p1"]
    phone.open("u")
    for tab in ("t", "u"):
        phone.act(tab, "start")
    town.pass_time(1)
    quiet(phone)
    assert [phone.ask(tab, "status")["leader"] for tab in ("t", "u")] == [True, False]
    record_id = new_issue(phone, "u")
    town.pass_time(1)
    assert {waiting.tab for waiting in phone.waiting} == {"t"}
    phone.kill("t")
    town.pass_time(1)
    assert {waiting.tab for waiting in phone.waiting} == {"u"}
    quiet(phone)
    assert record_id in {row["id"] for row in phone.rows()["records"]}
    judge(town, deliver(town))


def quiet(phone: RealPhone) -> None:
    """The network answers until the phone asks for nothing more."""
    while phone.waiting:
        phone.answer(phone.waiting[0], phone.town.wire.carry(phone.waiting[0].sent, phone.jar))


def test_a_photo_that_a_restored_server_lost_is_sent_again(town):
    """F9: its bytes stay until a backup holds them."""
    phone = town.phones["p1"]
    record_id = new_issue(phone)
    finish(phone, phone.act("t", "sync"))
    town.backup = town.server.backup()
    phone.act("t", "keepPhoto", picture_for(record_id, PICTURES[0]))
    finish(phone, phone.act("t", "sync"))
    town.restore()
    judge(town, deliver(town))
    assert phone.rows()["attention"] == []
    assert len(town.server.photos()) == 1


def test_work_at_a_site_that_was_taken_is_no_ghost_after_a_restore(town):
    """F5, F9: it is offered again and answered for, and its row may not come any more."""
    phone = town.phones["p2"]
    record_id = town.hands.new_id()
    phone.act("t", "create", "issue", "B", {"title": "Leak"}, record_id)
    finish(phone, phone.act("t", "sync"))
    town.backup = town.server.backup()
    town.restore()
    town.server.grant("op2", ["A"])
    judge(town, deliver(town))
    assert phone.ask("t", "record", record_id) is None


def page_is_undone(town: Town, **treason: Any) -> None:
    """A pull finds no room for its page."""
    phone, other = town.phones["p1"], town.phones["p2"]
    new_issue(other)
    finish(other, other.act("t", "sync"))
    if treason:
        phone.order("treason", **treason)
    phone.order("fuse", "t", fuse={"what": "full", "after": 2, "at": "write"})
    finish(phone, phone.act("t", "sync"))


def test_a_page_that_finds_no_room_is_read_again(town):
    """F7."""
    page_is_undone(town)
    judge(town, deliver(town))


def test_the_oracle_objects_when_a_cursor_is_kept_without_its_page(town):
    page_is_undone(town, what="cursor without page")
    with pytest.raises(AssertionError, match="I3"):
        judge(town, deliver(town))


def test_the_oracle_objects_when_an_op_is_dropped_before_its_answer(town):
    phone = town.phones["p1"]
    new_issue(phone)
    phone.order("treason", what="sent is forgotten")
    phone.act("t", "sync")
    phone.answer(phone.waiting[0], town.wire.carry(phone.waiting[0].sent, phone.jar, "lost"))
    with pytest.raises(AssertionError, match="I1"):
        judge(town, deliver(town))


def test_the_oracle_objects_when_a_photo_is_let_go_unconfirmed(town):
    """B3: somebody says that the server has it."""
    phone = town.phones["p1"]
    record_id = new_issue(phone)
    phone.act("t", "keepPhoto", picture_for(record_id, PICTURES[0]))
    act = phone.act("t", "sync")
    lie = answer(200, {"Content-Type": "application/json"}, b'{"missing": []}')
    while act not in phone.outcomes:
        sent = phone.waiting[0].sent
        lying = sent.path == "/api/blobs/missing"
        phone.answer(phone.waiting[0], lie if lying else town.wire.carry(sent, phone.jar))
    with pytest.raises(AssertionError, match="B3"):
        judge(town, deliver(town))
