"""Whether an op stands in its device's chain (O2, O3): out of order, late, forked, signed anew."""

import pytest
import sqlalchemy as sa

from server.extensions import db
from server.push.verify import verify_history
from tests.support.actors import Actor
from tests.support.device import SoftDevice
from tests.support.sync import change, find, history, phone_of


@pytest.fixture
def phone(any_app):
    return phone_of(any_app, "op1")


def chain_of(phone, op):
    """What the history says of the links of this op's record."""
    return [line["chain"] for line in history(phone, op["record_id"])]


def resigned(device, op):
    """The op as the next one of another device's chain; `op_id` and `after` stay (O2)."""
    fresh = device.op("edit", op["kind"], op["scope"], {}, record_id=op["record_id"])
    place = {name: fresh[name] for name in ("device_id", "device_seq", "prev_hash")}
    anew = {**op, **place}
    device.sign(anew)
    device.follows(anew)
    return anew


def test_o3_an_op_that_comes_before_its_predecessor_is_broken_until_that_one_has_come(phone):
    first, second, third = (phone.create("issue", "A", {"title": str(n)}) for n in range(3))
    phone.push(third)
    assert chain_of(phone, third) == ["broken"]
    phone.push(second, first)
    assert [chain_of(phone, op) for op in (first, second, third)] == [["ok"]] * 3


def test_o3_a_later_op_that_names_none_before_it_is_broken_though_that_one_never_came(phone):
    phone.create("issue", "A", {"title": "never sent"})
    cut = phone.create("issue", "A", {"title": "cut"}, prev_hash=None)
    phone.push(cut)
    assert chain_of(phone, cut) == ["broken"]


def test_o3_a_phones_first_op_that_names_one_before_it_is_broken(phone):
    first = phone.create("issue", "A", {"title": "first"}, prev_hash="A" * 43)
    phone.push(first)
    assert chain_of(phone, first) == ["broken"]


def test_o3_an_op_without_a_usable_number_does_not_break_a_phones_first_one(phone):
    first = phone.create("issue", "A", {"title": "first"})
    odd = {**phone.create("issue", "A", {"title": "odd"}), "device_seq": "none"}
    phone.push(odd, first)
    assert chain_of(phone, first) == ["ok"]


def test_o3_nobody_passes_an_op_off_as_the_servers_own(any_app, phone):
    boss = phone_of(any_app, "super")
    op = phone.create("issue", "A", {"title": "mine"})
    phone.push(op)
    forged = {**phone.create("issue", "A", {"title": "x"}), "device_id": "server"}
    forged["record_id"] = op["record_id"]
    assert phone.push(forged)[0]["outcome"] == "quarantined"
    assert chain_of(boss, op) == ["ok", "broken"]


def test_o3_a_signature_with_strange_letters_in_between_is_none(phone):
    op = phone.create("issue", "A", {"title": "x"})
    op["signature"] = op["signature"][:40] + "!*" + op["signature"][40:]
    phone.push(op)
    assert chain_of(phone, op) == ["broken"]


def test_o2_a_queue_signed_anew_is_whole_though_some_of_it_had_arrived_before(any_app, phone):
    """The answer was lost, the phone registered anew, and the supervisor saw a broken chain."""
    arrived = phone.create("issue", "A", {"title": "arrived"})
    waiting = phone.create("issue", "A", {"title": "waiting"})
    phone.push(arrived)
    anew = SoftDevice(phone.actor)
    again, second = resigned(anew, arrived), resigned(anew, waiting)
    assert [r["outcome"] for r in anew.push(again, second)] == ["duplicate", "applied"]
    assert chain_of(phone, arrived) == ["ok"]
    assert chain_of(phone, waiting) == ["ok"]


def test_o2_another_op_at_the_place_of_one_offered_again_is_a_fork(phone):
    arrived = phone.create("issue", "A", {"title": "arrived"})
    phone.push(arrived)
    anew = SoftDevice(phone.actor)
    anew.push(resigned(anew, arrived))
    clone = anew.create("issue", "A", {"title": "clone"}, device_seq=1, prev_hash=None)
    (result,) = anew.push(clone)
    assert (result["outcome"], result["code"]) == ("quarantined", "forked_device")


def test_o2_a_place_that_nobody_signed_is_not_believed(any_app, phone):
    arrived = phone.create("issue", "A", {"title": "arrived"})
    phone.push(arrived)
    anew = SoftDevice(phone.actor)
    unsigned = {**resigned(anew, arrived), "signature": arrived["signature"]}
    after = anew.create("issue", "A", {"title": "after"})
    anew.push(unsigned, after)
    assert chain_of(phone, after) == ["broken"]


@pytest.mark.parametrize("column", ["op_id", "op_hash", "prev_hash", "signature", "device_seq"])
def test_h2_verify_names_an_op_whose_place_in_another_chain_was_altered(any_app, phone, column):
    arrived = phone.create("issue", "A", {"title": "arrived"})
    phone.push(arrived)
    anew = SoftDevice(phone.actor)
    anew.push(resigned(anew, arrived))
    with any_app.app_context(), db.engine.begin() as connection:
        assert verify_history() == []
        value = 7 if column == "device_seq" else "another"
        # The column is one of those above.
        connection.execute(sa.text(f"UPDATE offers SET {column} = :v"), {"v": value})  # noqa: S608 - from the list above
    with any_app.app_context():
        (found,) = verify_history()
    assert found.op_id == ("another" if column == "op_id" else arrived["op_id"])


def test_h3_the_history_holds_an_op_that_was_set_apart_elsewhere_and_adopted(any_app, phone):
    """A supervisor opened an adopted record and its history was empty."""
    boss = phone_of(any_app, "manager")
    op = phone.create("issue", "B", {"title": "Leak"})
    phone.push(op)
    (told,) = boss.actor.get("/api/records?kind=quarantine&scope=B").get_json()["records"]
    changes = {
        "state": change("quarantined", "adopted"),
        "reason": change(told["fields"]["reason"], "ok"),
    }
    given = {"record_id": told["id"], "base_rev": told["rev"]}
    boss.push(boss.op("edit", "quarantine", told["scope"], changes, **given))
    row = find(boss.pull(), kind="issue")
    (line,) = history(boss, row["id"])
    assert (line["op"]["op_id"], line["on_behalf_of"]) == (op["op_id"], phone.actor.user_id)


def test_h1_a_phone_that_tells_its_clock_is_measured_whatever_its_ops_say(phone, clock):
    old = phone.create("issue", "A", {"title": "x"}, device_time="2026-11-23T07:00:00Z")
    phone.push_raw(old, sent_at="2026-11-23T08:00:07.500Z")
    (line,) = history(phone, old["record_id"])
    assert (line["clock_offset"], line["clock_measured"]) == (7_000, True)
    late = phone.create("issue", "A", {"title": "x"}, device_time="2026-11-23T07:00:00Z")
    for sent_at in ("soon", 7, None):
        assert phone.push_raw(late, sent_at=sent_at).status_code == 200
    (line,) = history(phone, late["record_id"])
    assert (line["clock_offset"], line["clock_measured"]) == (-3_600_500, False)


def test_h4_each_line_tells_the_times_of_the_phones_op_before_it(any_app, clock):
    phone = phone_of(any_app, "op2")
    first = phone.create("issue", "A", {"title": "a"}, device_time="2026-11-23T09:00:00Z")
    other = phone.create("issue", "B", {"title": "b"}, device_time="2026-11-23T09:01:00Z")
    phone.push_raw(first, other, sent_at="2026-11-23T09:02:00Z")
    clock.forward(minutes=5)
    third = phone.create("issue", "A", {"title": "c"}, device_time="2026-11-23T08:30:00Z")
    phone.push_raw(third, sent_at="2026-11-23T09:02:00Z")
    assert history(phone, first["record_id"])[0]["earlier"] is None
    earlier = history(phone, third["record_id"])[0]["earlier"]
    assert earlier["device_time"] == other["device_time"]
    assert (earlier["clock_measured"], earlier["clock_offset"]) == (True, 3_719_500)
    reader = phone_of(any_app, "op1")
    assert history(reader, third["record_id"])[0]["earlier"]["device_time"] == first["device_time"]
    assert Actor(any_app, "op1").get(f"/api/records/{other['record_id']}").status_code == 404
