"""What comes of an op that was set apart, and who may see and judge it (P4a, F4), on both databases."""

import pytest

from server.accounts.people import set_grants
from tests.support.actors import Actor, add_person
from tests.support.sync import change, find, history, phone_of


@pytest.fixture
def phone(any_app):
    return phone_of(any_app, "op1")


@pytest.fixture
def boss(any_app):
    return phone_of(any_app, "super")


def judge(boss, told, state, reason="seen on site", **given):
    """The ordinary edit by which a supervisor settles a set-apart op."""
    was = told["fields"]
    changes = {"state": change(was["state"], state), "reason": change(was["reason"], reason)}
    place = {"record_id": told["id"], "base_rev": told["rev"]}
    return boss.op("edit", "quarantine", told["scope"], changes, **place, **given)


def grant(any_app, phone, roles, scopes):
    with any_app.app_context():
        set_grants(phone.actor.user_id, roles, scopes)


def set_apart_elsewhere(any_app, phone, title="Leak", site="A"):
    """A person who has lost a site sends what they recorded there while they held it."""
    op = phone.create("issue", site, {"title": title})
    grant(any_app, phone, ["operator"], ["B" if site == "A" else "A"])
    (result,) = phone.push(op)
    assert (result["outcome"], result["code"]) == ("quarantined", "not_allowed")
    return op


def elsewhere(actor, query=""):
    answer = actor.get(f"/api/records?kind=quarantine&elsewhere=true{query}")
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_json()


def test_p4a_the_record_tells_who_adopted_it_when_why_and_what_came_of_it(any_app, phone, boss):
    op = phone.create("issue", "A", {"title": "Leak"})
    grant(any_app, phone, ["client"], ["A"])
    phone.push(op)
    told = find(boss.pull(), kind="quarantine")
    boss.push(judge(boss, told, "adopted", "I saw it, too"))
    fields = find(phone.pull(), kind="quarantine")["fields"]
    assert fields["settled"]["by"] == boss.actor.user_id
    assert fields["settled"]["outcome"] == "applied"
    assert fields["settled"]["rev"] == 1
    assert fields["settled"]["at"]
    assert fields["reason"] == "I saw it, too"


def test_p4a_an_adoption_that_ends_in_a_conflict_names_the_conflict(any_app, phone, boss):
    create = boss.create("issue", "A", {"title": "Leak"})
    boss.push(create)
    edit = {"title": change("Leak", "Flood")}
    mine = phone.op("edit", "issue", "A", edit, record_id=create["record_id"], base_rev=1)
    edit = {"title": change("Leak", "Drip")}
    boss.push(boss.op("edit", "issue", "A", edit, record_id=create["record_id"], base_rev=1))
    grant(any_app, phone, ["client"], ["A"])
    phone.push(mine)
    told = find(boss.pull(), kind="quarantine")
    boss.push(judge(boss, told, "adopted"))
    rows = boss.pull()
    settled = find(rows, kind="quarantine")["fields"]["settled"]
    assert settled["outcome"] == "conflict"
    assert settled["conflict_id"] == find(rows, kind="conflict")["id"]
    assert find(rows, kind="issue")["fields"]["title"] == "Drip"


def test_p4a_a_discarded_op_says_so_and_one_that_was_awaited_names_nobody(phone, boss):
    create = phone.create("issue", "A", {"title": "Leak"})
    place = {"place": change(None, "Hall")}
    phone.push(phone.op("edit", "issue", "A", place, record_id=create["record_id"]))
    bad = phone.create("issue", "A", {"title": "x", "severity": "terrible"})
    phone.push(bad)
    told = [row for row in boss.pull() if row["kind"] == "quarantine"]
    state = {row["fields"]["op"]["op_id"]: row for row in told}
    boss.push(judge(boss, state[bad["op_id"]], "discarded"))
    phone.push(create)
    ends = {row["fields"]["state"]: row for row in phone.pull() if row["kind"] == "quarantine"}
    settled = ends["discarded"]["fields"]["settled"]
    assert (settled["by"], settled["code"]) == (boss.actor.user_id, "discarded")
    settled = ends["released"]["fields"]["settled"]
    assert (settled["by"], settled["outcome"]) == (None, "applied")


def test_p4a_the_first_decision_stands_and_the_second_one_is_told_so(any_app, phone, boss):
    other = phone_of(any_app, "manager")
    bad = phone.create("issue", "A", {"title": "x", "severity": "terrible"})
    phone.push(bad)
    told = find(boss.pull(), kind="quarantine")
    assert boss.push(judge(boss, told, "discarded", "a test"))[0]["outcome"] == "applied"
    for late in ("discarded", "adopted"):
        (result,) = other.push(judge(other, told, late, "no", after=None))
        assert (result["outcome"], result["code"]) == ("quarantined", "decided_before")
    rows = phone.pull()
    assert all(row["kind"] != "conflict" for row in rows)
    assert find(rows, id=told["id"])["fields"]["reason"] == "a test"


def test_p4a_a_release_that_came_after_the_op_was_set_apart_changes_nothing(phone, boss):
    bad = phone.create("issue", "A", {"title": "x", "severity": "terrible"})
    place = {"place": change(None, "Hall")}
    phone.push(phone.op("edit", "issue", "A", place, record_id=bad["record_id"]))
    held = find(boss.pull(), kind="quarantine")
    phone.push(bad)
    (result,) = boss.push(judge(boss, held, "released"))
    assert (result["outcome"], result["code"]) == ("quarantined", "decided_before")
    now = find(boss.pull(), id=held["id"])["fields"]
    assert (now["state"], now["code"]) == ("quarantined", "after_quarantined")


def test_p4a_an_adoption_that_cannot_be_applied_leaves_the_op_to_judge(phone, boss):
    bad = phone.create("issue", "A", {"title": "x", "severity": "terrible"})
    phone.push(bad)
    told = find(boss.pull(), kind="quarantine")
    (result,) = boss.push(judge(boss, told, "adopted"))
    assert (result["outcome"], result["code"]) == ("quarantined", "invalid")
    rows = boss.actor.get("/api/records?kind=quarantine").get_json()["records"]
    assert find(rows, id=told["id"])["fields"]["state"] == "quarantined"
    refused = next(row for row in rows if row["id"] != told["id"])
    assert refused["fields"]["op"]["record_id"] == told["id"]


def test_p4a_f4_the_sites_supervisor_reads_and_adopts_what_lies_in_the_authors_own_scope(
    any_app, phone, boss
):
    op = set_apart_elsewhere(any_app, phone)
    assert all(row["kind"] != "quarantine" for row in boss.pull())
    (told,) = elsewhere(boss.actor)["records"]
    assert told["scope"] == f"person:{phone.actor.user_id}"
    assert boss.push(judge(boss, told, "adopted"))[0]["outcome"] == "applied"
    row = find(boss.pull(), kind="issue")
    assert (row["id"], row["created"]["by"]) == (op["record_id"], boss.actor.user_id)
    assert find(phone.pull(), kind="quarantine")["fields"]["state"] == "adopted"


def test_h3_an_op_adopted_from_its_authors_own_scope_stands_in_the_history_of_its_site(
    any_app, phone, boss
):
    op = set_apart_elsewhere(any_app, phone)
    (told,) = elsewhere(boss.actor)["records"]
    boss.push(judge(boss, told, "adopted"))
    (line,) = history(boss, op["record_id"])
    assert (line["op"]["op_id"], line["on_behalf_of"]) == (op["op_id"], phone.actor.user_id)
    reader = phone_of(any_app, "lead")
    assert len(history(reader, op["record_id"])) == 1


def test_f4_what_is_told_elsewhere_reaches_the_supervisors_of_its_own_site_only(any_app, phone):
    set_apart_elsewhere(any_app, phone)
    other = phone_of(any_app, "op3", roles=["operator"], scopes=["B"])
    set_apart_elsewhere(any_app, other, "Flood", "B")
    people = {
        "super": ["Leak"],
        "manager": ["Flood", "Leak"],
        "op2": [],
        "lead": [],
        "admin": [],
        "auditor": [],
    }
    for name, titles in people.items():
        add_person(any_app, name)
        rows = elsewhere(Actor(any_app, name))["records"]
        seen = [row["fields"]["op"]["changes"]["title"]["to"] for row in rows]
        assert sorted(seen) == titles, name
    manager = Actor(any_app, "manager")
    for site, title in (("A", "Leak"), ("B", "Flood")):
        for query in (f"/api/records?kind=quarantine&scope={site}", None):
            rows = (
                manager.get(query).get_json() if query else elsewhere(manager, f"&scope={site}")
            )["records"]
            assert [r["fields"]["op"]["changes"]["title"]["to"] for r in rows] == [title]


def test_f4_neither_a_short_page_nor_its_cursor_tells_of_another_sites_ops(any_app, phone, boss):
    others = phone_of(any_app, "op3", roles=["operator"], scopes=["B"])
    ops = [others.create("issue", "B", {"title": str(n)}) for n in range(5)]
    grant(any_app, others, ["operator"], ["A"])
    set_apart_elsewhere(any_app, phone, "first")
    others.push(*ops[:3])
    phone.push(phone.create("issue", "A", {"title": "second"}))
    others.push(*ops[3:])
    first = elsewhere(boss.actor, "&limit=1")
    assert len(first["records"]) == 1
    second = elsewhere(boss.actor, f"&limit=1&cursor={first['cursor']}")
    titles = {
        page["records"][0]["fields"]["op"]["changes"]["title"]["to"] for page in (first, second)
    }
    assert titles == {"first", "second"}
    assert second["cursor"] is None


def test_f4_a_supervisor_of_another_site_can_neither_read_nor_judge_it(any_app, phone):
    set_apart_elsewhere(any_app, phone)
    stranger = phone_of(any_app, "super2", roles=["supervisor"], scopes=["B"])
    told = find(phone.pull(), kind="quarantine")
    assert elsewhere(stranger.actor)["records"] == []
    assert stranger.actor.get(f"/api/records/{told['id']}").status_code == 404
    (result,) = stranger.push(judge(stranger, told, "adopted"))
    assert (result["outcome"], result["code"]) == ("quarantined", "not_allowed")
    assert find(phone.actor.get("/api/records?kind=quarantine").get_json()["records"],
                id=told["id"])["fields"]["state"] == "quarantined"  # fmt: skip
