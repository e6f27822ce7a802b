"""Idempotency, order and quarantine (O2, P1 to P5), the same on both databases."""

import pytest

from tests.support.actors import Actor
from tests.support.device import SoftDevice
from tests.support.sync import change, find, phone_of, second_person


@pytest.fixture
def phone(any_app):
    return phone_of(any_app, "op1")


def outcome(result):
    return result["outcome"], result.get("code")


def test_p1_a_second_push_is_a_duplicate_with_the_first_answer(phone):
    op = phone.create("issue", "A", {"title": "Leak"})
    (first,) = phone.push(op)
    (again,) = phone.push(op)
    assert again["outcome"] == "duplicate"
    assert again["first"] == {"outcome": "applied", "rev": first["rev"]}
    assert "now" not in again
    assert len(phone.pull()) == 1


def test_p1_the_same_op_twice_in_one_batch_counts_once(phone):
    op = phone.create("issue", "A", {"title": "Leak"})
    assert [r["outcome"] for r in phone.push(op, op)] == ["applied", "duplicate"]


def test_p1_an_op_id_with_other_content_is_set_apart_and_the_first_stays(phone):
    op = phone.create("issue", "A", {"title": "Leak"})
    phone.push(op)
    forged = {**op, "changes": {"title": change(None, "Flood")}}
    phone.sign(forged)
    assert outcome(phone.push(forged)[0]) == ("quarantined", "op_id_reused")
    assert phone.push(forged)[0]["first"] == {"outcome": "quarantined", "code": "op_id_reused"}
    assert find(phone.pull(), kind="issue")["fields"]["title"] == "Leak"


def test_p1_another_signature_or_place_in_the_device_is_the_same_content(phone):
    op = phone.create("issue", "A", {"title": "Leak"})
    phone.push(op)
    assert phone.push({**op, "signature": "AAAA", "prev_hash": None})[0]["outcome"] == "duplicate"


def test_o2_a_fork_is_set_apart_and_may_be_offered_again_by_a_new_device(any_app, phone):
    first = phone.create("issue", "A", {"title": "Mine"})
    phone.push(first)
    clone = phone.create("issue", "A", {"title": "Clone's"}, device_seq=1, prev_hash=None)
    assert outcome(phone.push(clone)[0]) == ("quarantined", "forked_device")
    anew = SoftDevice(phone.actor)
    offered = {**clone, "device_id": anew.device_id, "device_seq": 1}
    anew.sign(offered)
    assert anew.push(offered)[0]["outcome"] == "applied"
    assert phone.push(clone)[0]["outcome"] == "duplicate"


def test_p4_an_op_waits_for_the_one_it_follows_and_lands_with_it(phone):
    create = phone.create("issue", "A", {"title": "Leak"})
    edit = phone.op(
        "edit", "issue", "A", {"place": change(None, "Hall")}, record_id=create["record_id"]
    )
    (held,) = phone.push(edit)
    assert held["outcome"] == "held"
    assert find(phone.pull(), kind="quarantine")["fields"]["state"] == "held"
    assert phone.push(create)[0]["outcome"] == "applied"
    rows = phone.pull()
    assert find(rows, kind="issue")["fields"]["place"] == "Hall"
    assert find(rows, kind="issue")["rev"] == 2
    assert find(rows, kind="quarantine")["fields"]["state"] == "released"
    (again,) = phone.push(edit)
    assert again["first"] == {"outcome": "held"}
    assert again["now"] == {"outcome": "applied", "rev": 2}


def test_p4_a_whole_chain_pushed_backwards_lands_in_order(phone):
    ops = [phone.create("issue", "A", {"title": "0"})]
    for n in range(1, 5):
        ops.append(
            phone.op(
                "edit",
                "issue",
                "A",
                {"title": change(str(n - 1), str(n))},
                record_id=ops[0]["record_id"],
            )
        )
    results = phone.push(*reversed(ops))
    assert [r["outcome"] for r in results] == ["held"] * 4 + ["applied"]
    row = find(phone.pull(), kind="issue")
    assert (row["fields"]["title"], row["rev"]) == ("4", 5)


def test_p4_what_follows_a_quarantined_op_goes_there_too_arrived_before_or_after(phone):
    bad = phone.create("issue", "A", {"title": "Leak", "severity": "terrible"})
    edits = [
        phone.op("edit", "issue", "A", {"place": change(None, "Hall")}, record_id=bad["record_id"])
        for _ in range(2)
    ]
    assert phone.push(edits[0])[0]["outcome"] == "held"
    assert outcome(phone.push(bad)[0]) == ("quarantined", "invalid")
    assert phone.push(edits[0])[0]["now"] == {"outcome": "quarantined", "code": "after_quarantined"}
    assert outcome(phone.push(edits[1])[0]) == ("quarantined", "after_quarantined")


def test_p2_one_bad_op_does_not_stop_the_others(phone):
    good = [phone.create("issue", "A", {"title": str(n)}) for n in range(2)]
    results = phone.push(good[0], {"op_id": 7}, good[1])
    assert [r["outcome"] for r in results] == ["applied", "quarantined", "applied"]


def test_p5_a_newer_schema_is_kept_until_the_server_is_upgraded(phone):
    op = phone.create("issue", "A", {"title": "Leak"}, schema=2)
    assert outcome(phone.push(op)[0]) == ("quarantined", "needs_upgrade")


def test_p1_a_change_that_was_set_apart_is_the_same_when_its_phone_offers_it_under_a_new_name(
    any_app, phone
):
    op = phone.create("issue", "A", {"title": "Leak"}, schema=2)
    phone.push(op)
    again = SoftDevice(phone.actor)
    copied = {**op, "device_id": again.device_id, "device_seq": 1, "prev_hash": None}
    again.sign(copied)
    (result,) = again.push(copied)
    assert result["outcome"] == "duplicate"
    assert result["first"] == {"outcome": "quarantined", "code": "needs_upgrade"}
    assert sum(row["kind"] == "quarantine" for row in again.pull()) == 1


def test_o5_a_shared_phone_carries_the_ops_of_both_its_people(any_app, phone):
    lead = second_person(any_app, phone, "lead")
    op = phone.create("issue", "A", {"title": "Leak"})
    phone.actor = lead
    assert phone.push(op)[0]["outcome"] == "applied"


def test_o5_an_author_who_never_signed_in_on_the_phone_is_not_believed(any_app, phone):
    stranger = phone_of(any_app, "lead")
    op = phone.create("issue", "A", {"title": "Leak"}, author_id=stranger.actor.user_id)
    assert outcome(phone.push(op)[0]) == ("quarantined", "not_allowed")
    assert [r for r in stranger.pull() if r["kind"] == "quarantine"] == []


def test_o5_a_stranger_to_the_phone_may_not_carry_its_ops(any_app, phone):
    op = phone.create("issue", "A", {"title": "Leak"})
    stranger = phone_of(any_app, "lead")
    assert stranger.push_raw(op, device_id=phone.device_id).status_code == 403
    assert stranger.push_raw(op).status_code == 403


def test_p4b_ops_of_a_revoked_phone_are_kept_for_a_person_to_judge(any_app, phone):
    carrier = second_person(any_app, phone, "lead")
    carrier = Actor(any_app, "lead")
    op = phone.create("issue", "A", {"title": "Leak"})
    assert phone.actor.delete(f"/api/devices/{phone.device_id}").status_code < 300
    phone.actor = carrier
    assert outcome(phone.push(op)[0]) == ("quarantined", "revoked_device")


def test_p4a_quarantine_is_told_to_the_author_and_the_supervisor_only(any_app, phone):
    phone.push(phone.create("issue", "A", {"title": "Leak", "severity": "terrible"}))
    boss, colleague = phone_of(any_app, "super"), phone_of(any_app, "lead")
    for reader, sees in ((phone, True), (boss, True), (colleague, False)):
        assert any(row["kind"] == "quarantine" for row in reader.pull()) is sees
        listed = reader.actor.get("/api/records?kind=quarantine").get_json()["records"]
        assert bool(listed) is sees


def test_p4a_an_adopted_op_is_applied_as_the_adopters(any_app, phone):
    boss = phone_of(any_app, "super")
    op = phone.create("issue", "A", {"title": "Leak"}, author_id=boss.actor.user_id)
    assert outcome(phone.push(op)[0]) == ("quarantined", "not_allowed")
    told = find(boss.pull(), kind="quarantine")
    (result,) = boss.push(judge(boss, told, "adopted"))
    assert result["outcome"] == "applied", result
    row = find(boss.pull(), kind="issue")
    assert row["created"]["by"] == boss.actor.user_id
    assert phone.push(op)[0]["now"] == {"outcome": "applied", "rev": 1}
    line = boss.actor.get(f"/api/records/{row['id']}/history").get_json()["history"][0]
    assert line["on_behalf_of"] == boss.actor.user_id


def test_p4a_a_held_op_is_released_by_a_supervisor_with_a_reason(any_app, phone):
    boss = phone_of(any_app, "super")
    create = phone.create("issue", "A", {"title": "Leak"})
    phone.push(create)
    phone.op("edit", "issue", "A", {"title": change("Leak", "?")}, record_id=create["record_id"])
    edit = phone.op(
        "edit",
        "issue",
        "A",
        {"place": change(None, "Hall")},
        record_id=create["record_id"],
        base_rev=1,
    )
    assert phone.push(edit)[0]["outcome"] == "held"
    told = find(boss.pull(), kind="quarantine")
    assert outcome(boss.push(judge(boss, told, "released", reason=None))[0])[0] == "quarantined"
    assert boss.push(judge(boss, told, "released", after=None))[0]["outcome"] == "applied"
    assert find(boss.pull(), kind="issue")["fields"]["place"] == "Hall"


def test_p4a_a_discarded_op_takes_its_followers_with_it(any_app, phone):
    boss = phone_of(any_app, "super")
    lost = phone.create("issue", "A", {"title": "Leak"})
    edits = [
        phone.op("edit", "issue", "A", {"place": change(None, "x")}, record_id=lost["record_id"])
        for _ in range(2)
    ]
    phone.push(*edits)
    told = next(
        r for r in boss.pull() if r["fields"].get("op", {}).get("op_id") == edits[0]["op_id"]
    )
    assert boss.push(judge(boss, told, "discarded"))[0]["outcome"] == "applied"
    assert phone.push(edits[0])[0]["now"] == {"outcome": "quarantined", "code": "discarded"}
    assert phone.push(edits[1])[0]["now"]["code"] == "after_quarantined"


def test_p4a_an_op_for_a_foreign_site_lies_in_the_authors_own_scope(any_app, phone):
    boss = phone_of(any_app, "manager")
    op = phone.create("issue", "B", {"title": "Leak"})
    assert outcome(phone.push(op)[0]) == ("quarantined", "not_allowed")
    own = f"person:{phone.actor.user_id}"
    assert find(phone.pull(), kind="quarantine")["scope"] == own
    assert all(row["kind"] != "quarantine" for row in boss.pull())
    (told,) = boss.actor.get("/api/records?kind=quarantine&scope=B").get_json()["records"]
    assert boss.push(judge(boss, told, "adopted"))[0]["outcome"] == "applied"
    assert find(boss.pull(), kind="issue")["scope"] == "B"
    assert find(phone.pull(), kind="quarantine")["fields"]["state"] == "adopted"


def test_a_role_lost_while_offline_is_quarantined_never_applied(any_app, phone):
    visitor = phone_of(any_app, "client")
    op = visitor.create("issue", "A", {"title": "Leak"})
    assert outcome(visitor.push(op)[0]) == ("quarantined", "not_allowed")


def judge(boss, told, state, reason="seen on site", **given):
    """The ordinary edit by which a supervisor settles a set-apart op."""
    changes = {"state": change(told["fields"]["state"], state)}
    if reason:
        changes["reason"] = change(told["fields"]["reason"], reason)
    return boss.op(
        "edit",
        "quarantine",
        told["scope"],
        changes,
        record_id=told["id"],
        base_rev=told["rev"],
        **given,
    )


@pytest.mark.parametrize(
    "damage",
    [
        {"scope": "A\0"},
        {"prev_hash": "\0"},
        {"after": "\0"},
        {"kind": "\0"},
        {"device_time": "\0"},
        {"reason": "\0"},
        {"base_rev": 2**53},
        {"device_seq": 2**63},
        {"changes": {"title": {"from": None, "to": "\0"}, "place": {"from": None, "to": "\0"}}},
        {"changes": {"tags": {"add": ["\0"]}}},
        {"changes": {"\0": {"from": None, "to": 1}}},
    ],
)
def test_values_that_a_database_refuses_are_an_outcome_not_an_error(phone, damage):
    op = phone.create("issue", "A", {"title": "Leak"})
    op.update(damage)
    good = phone.create("issue", "A", {"title": "Good"})
    first, second = phone.push(op, good)
    assert first["outcome"] in ("applied", "held", "quarantined")
    assert second["outcome"] == "applied"
    phone.pull()


def test_ids_that_a_database_refuses_are_unknown(phone):
    assert phone.push_raw(device_id="\0").status_code == 400
    assert phone.actor.get("/api/records/%00").status_code == 404
    assert phone.actor.get("/api/records/%00/history").status_code == 404
    assert phone.actor.get("/api/records?state=%00").status_code == 400
