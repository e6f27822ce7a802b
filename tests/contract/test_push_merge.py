"""Merging, conflicts, moves and submits through the real path (M1 to M13, C1 to C6, F6)."""

import pytest

from server.extensions import db
from server.models import BlobScope
from server.push.attached import blob_arrived
from server.push.system import record_as_server
from server.transaction import writing
from tests.support.sync import change, find, history, new_id, phone_of

SHA = "ab" * 32


@pytest.fixture
def one(any_app):
    return phone_of(any_app, "op1")


@pytest.fixture
def two(any_app):
    return phone_of(any_app, "lead")


def edit(phone, record_id, base_rev=1, **changes):
    made = {name: change(*pair) for name, pair in changes.items()}
    return phone.op("edit", "issue", "A", made, record_id=record_id, base_rev=base_rev)


def clash(one, two):
    """An issue whose title both changed from rev 1; returns its id and the answer that lost."""
    create = one.create("issue", "A", {"title": "Leak"})
    one.push(create)
    rid = create["record_id"]
    one.push(edit(one, rid, title=("Leak", "Leak at pump 1")))
    (lost,) = two.push(edit(two, rid, title=("Leak", "Leak at pump 2"), place=(None, "Hall")))
    return rid, lost


def decision(phone, conflict, choices, **given):
    changes = {"resolution": change(None, choices), "state": change("open", "resolved")}
    return phone.op(
        "edit",
        "conflict",
        conflict["scope"],
        changes,
        record_id=conflict["id"],
        base_rev=conflict["rev"],
        **given,
    )


def test_m1_changes_of_different_fields_both_stay(one, two):
    create = one.create("issue", "A", {"title": "Leak"})
    one.push(create)
    one.push(edit(one, create["record_id"], place=(None, "Hall")))
    (result,) = two.push(edit(two, create["record_id"], severity=(None, "high")))
    assert result["outcome"] == "merged"
    assert result["record"]["fields"]["place"] == "Hall"
    assert result["record"]["fields"]["severity"] == "high"
    assert result["record"]["rev"] == result["rev"] == 3


def test_c1_a_clash_keeps_the_value_and_tells_all_three(one, two):
    rid, lost = clash(one, two)
    assert lost["outcome"] == "conflict"
    assert lost["record"]["fields"]["title"] == "Leak at pump 1"
    assert lost["record"]["fields"]["place"] == "Hall"
    conflict = find(two.pull(), id=lost["conflict_id"])
    side = conflict["fields"]["fields"]["title"]
    assert (side["base"], side["current"], side["incoming"]) == (
        "Leak",
        "Leak at pump 1",
        "Leak at pump 2",
    )
    assert conflict["fields"]["record_id"] == rid


def test_c2_a_decision_changes_the_record_in_the_same_transaction(any_app, one, two):
    rid, lost = clash(one, two)
    boss = phone_of(any_app, "super")
    conflict = find(boss.pull(), id=lost["conflict_id"])
    (result,) = boss.push(decision(boss, conflict, {"title": {"choose": "incoming"}}))
    assert result["outcome"] == "applied"
    rows = boss.pull()
    assert find(rows, id=rid)["fields"]["title"] == "Leak at pump 2"
    assert find(rows, id=conflict["id"])["fields"]["state"] == "resolved"
    assert [line["outcome"] for line in history(boss, rid)][-1] == "applied"


def test_c2_the_second_of_two_deciders_changes_nothing(any_app, one, two):
    rid, lost = clash(one, two)
    boss, chief = phone_of(any_app, "super"), phone_of(any_app, "manager")
    conflict = find(boss.pull(), id=lost["conflict_id"])
    boss.push(decision(boss, conflict, {"title": {"choose": "incoming"}}))
    (result,) = chief.push(decision(chief, conflict, {"title": {"choose": "current"}}))
    assert result["outcome"] == "conflict"
    assert result["record"]["id"] == conflict["id"]
    assert find(chief.pull(), id=rid)["fields"]["title"] == "Leak at pump 2"


def test_c4_a_third_persons_operator_may_not_decide(any_app, one, two):
    _, lost = clash(one, two)
    conflict = find(two.pull(), id=lost["conflict_id"])
    (result,) = two.push(decision(two, conflict, {"title": {"choose": "incoming"}}))
    assert (result["outcome"], result["code"]) == ("quarantined", "not_allowed")


def test_c3_whoever_saw_both_sides_closes_the_conflict_by_editing(one, two):
    rid, lost = clash(one, two)
    one.push(edit(one, rid, lost["rev"], title=("Leak at pump 1", "Leak at both")))
    rows = one.pull()
    assert find(rows, id=rid)["fields"]["title"] == "Leak at both"
    assert find(rows, id=lost["conflict_id"])["fields"]["state"] == "resolved"


def test_c6_a_third_clash_joins_the_same_conflict(any_app, one, two):
    rid, lost = clash(one, two)
    three = phone_of(any_app, "super")
    (joined,) = three.push(edit(three, rid, title=("Leak", "Leak at pump 3")))
    assert joined["conflict_id"] == lost["conflict_id"]


def test_m12_an_own_chain_of_offline_edits_never_conflicts_with_itself(one):
    create = one.create("issue", "A", {"title": "0"})
    edits = [edit(one, create["record_id"], 0, title=(str(n), str(n + 1))) for n in range(4)]
    assert {r["outcome"] for r in one.push(create, *edits)} == {"applied"}
    assert find(one.pull(), kind="issue")["fields"]["title"] == "4"


def test_m9_a_delete_that_had_not_seen_an_edit_becomes_a_conflict(one, two):
    create = one.create("issue", "A", {"title": "Leak"})
    one.push(create)
    rid = create["record_id"]
    one.push(edit(one, rid, title=("Leak", "Leak at pump 1")))
    (result,) = two.push(two.op("delete", "issue", "A", record_id=rid, base_rev=1))
    assert result["outcome"] == "conflict"
    assert result["record"]["deleted"] is False
    fields = find(two.pull(), id=result["conflict_id"])["fields"]["fields"]
    assert fields["deleted"]["incoming"] is True
    assert fields["title"]["base"] == "Leak"


def test_f6_a_record_moves_with_a_tombstone_and_its_photos(any_app, one):
    boss = phone_of(any_app, "manager")
    photo = {"id": new_id(), "sha256": SHA, "bytes": 9, "type": "image/jpeg"}
    create = one.op(
        "create", "issue", "A", {"title": change(None, "Leak"), "photos": {"add": [photo]}}
    )
    one.push(create)
    arrive(any_app, SHA, "A")
    rid = create["record_id"]
    (moved,) = boss.push(
        boss.op("move", "issue", "A", {"scope": change("A", "B")}, record_id=rid, base_rev=1)
    )
    assert (moved["outcome"], moved["rev"]) == ("applied", 3)
    rows = [row for row in boss.pull() if row["id"] == rid]
    grave, alive = find(rows, scope="A"), find(rows, scope="B")
    assert (grave["rev"], grave["moved"], grave["deleted"], grave["fields"]) == (2, True, True, {})
    assert alive["fields"]["photos"][0]["available"] is True
    with any_app.app_context():
        assert db.session.get(BlobScope, (SHA, "B"))
    (late,) = one.push(edit(one, rid, place=(None, "Hall")))
    assert (late["outcome"], late["code"]) == ("quarantined", "not_allowed")


def test_b2_an_arriving_blob_raises_the_seq_and_leaves_the_rev(any_app, one):
    photo = {"id": new_id(), "sha256": SHA, "bytes": 9, "type": "image/jpeg"}
    one.push(
        one.op("create", "issue", "A", {"title": change(None, "a"), "photos": {"add": [photo]}})
    )
    before = find(one.pull(), kind="issue")
    assert before["fields"]["photos"][0]["available"] is False
    arrive(any_app, SHA, "A")
    after = find(one.pull(), kind="issue")
    assert after["fields"]["photos"][0]["available"] is True
    assert (after["rev"], after["seq"] > before["seq"]) == (before["rev"], True)


def test_b5_a_photo_used_again_is_flagged_on_the_later_record(one):
    for _ in range(2):
        photo = {"id": new_id(), "sha256": SHA, "bytes": 9, "type": "image/jpeg"}
        changes = {"title": change(None, "a"), "photos": {"add": [photo]}}
        one.push(one.op("create", "issue", "A", changes))
    first, later = (row["fields"]["photos"][0] for row in one.pull())
    assert "reused" not in first
    assert later["reused"] is True


@pytest.mark.parametrize("round_first", [True, False])
def test_b5_an_issue_shows_its_rounds_photo_without_being_called_reused(one, round_first):
    def photo():
        return {"add": [{"id": new_id(), "sha256": SHA, "bytes": 9, "type": "image/jpeg"}]}

    walk = one.create("inspection", "A", {"template_id": new_id(), "template_version": 1})
    issue = {
        "title": change(None, "Leak"),
        "source_id": change(None, walk["record_id"]),
        "photos": photo(),
    }
    raised = one.op("create", "issue", "A", issue)
    shown = one.op(
        "edit",
        "inspection",
        "A",
        {"answers/leak/photos": photo()},
        record_id=walk["record_id"],
        base_rev=1,
    )
    one.push(walk, *((shown, raised) if round_first else (raised, shown)))
    rows = one.pull()
    assert "reused" not in find(rows, kind="issue")["fields"]["photos"][0]
    assert "reused" not in find(rows, kind="inspection")["fields"]["answers"]["leak"]["photos"][0]
    other = one.op("create", "issue", "A", {"title": change(None, "b"), "photos": photo()})
    one.push(other)
    assert find(one.pull(), id=other["record_id"])["fields"]["photos"][0]["reused"] is True


def test_m13_a_submit_that_lacks_an_answer_is_set_apart_and_a_draft_travels(any_app, one):
    admin = phone_of(any_app, "admin")
    definition = {
        "sections": [{"id": "s", "label": {"en": "S"}}],
        "items": [{"id": "ph", "section": "s", "type": "number", "required": True, "label": {}}],
    }
    template = admin.op(
        "create",
        "template",
        "common",
        {
            "code": change(None, "T99"),
            "name": change(None, {"zh-Hans": "甲", "zh-Hant": "甲", "en": "A"}),
            "versions/1/definition": change(None, definition),
        },
    )
    assert admin.push(template)[0]["outcome"] == "applied"
    fields = {"template_id": template["record_id"], "template_version": 1}
    draft = one.create("inspection", "A", fields)
    rid = draft["record_id"]
    submit = {"status": change("open", "submitted")}
    answered = {"answers/ph/value": change(None, 7), **submit}
    results = one.push(
        draft,
        one.op("edit", "inspection", "A", submit, record_id=rid, base_rev=1),
        one.op(
            "edit", "inspection", "A", answered, record_id=rid, base_rev=1, after=draft["op_id"]
        ),
    )
    assert [(r["outcome"], r.get("code")) for r in results] == [
        ("applied", None),
        ("quarantined", "incomplete"),
        ("applied", None),
    ]
    assert "ph" in results[1]["message"]


def test_m7_after_review_an_edit_needs_a_reason(any_app, one):
    boss = phone_of(any_app, "super")
    create = one.create("inspection", "A", {})
    rid = create["record_id"]
    one.push(create)
    for phone, step in ((one, ("open", "submitted")), (boss, ("submitted", "approved"))):
        change_of = {"status": change(*step)}
        (result,) = phone.push(
            phone.op("edit", "inspection", "A", change_of, record_id=rid, base_rev=3)
        )
        assert result["outcome"] == "applied"
    late = {"shift": change(None, "day")}
    given = {"record_id": rid, "base_rev": 3, "after": None}
    (refused,) = one.push(one.op("edit", "inspection", "A", late, **given))
    assert (refused["outcome"], refused["code"]) == ("quarantined", "reviewed")
    (taken,) = one.push(one.op("edit", "inspection", "A", late, reason="typed wrong", **given))
    assert taken["outcome"] == "applied"


def test_the_server_keeps_a_person_record_through_the_same_store(any_app, one):
    with any_app.app_context():
        fields = {"name": "Lin", "roles": ["operator"], "active": True}
        record_as_server("person", "common", one.actor.user_id, fields)
        record_as_server("person", "common", one.actor.user_id, fields)
        record_as_server("person", "common", one.actor.user_id, {"roles": ["auditor"]})
    row = find(one.pull(), kind="person")
    assert (row["rev"], row["fields"]["name"], row["fields"]["roles"]) == (2, "Lin", ["auditor"])


def arrive(app, sha256, scope):
    """What the upload of a photo does at its end."""
    with app.app_context(), writing() as session:
        session.add(BlobScope(sha256=sha256, scope=scope))
        session.flush()
        blob_arrived(sha256, scope)
