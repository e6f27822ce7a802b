"""Sites granted and taken while phones are offline (F4, F5, P4a), the same on both databases."""

from typing import Any

import pytest
from flask import Flask

from server.accounts import people
from tests.contract.test_push_order import judge
from tests.support.device import SoftDevice
from tests.support.sync import Json, change, find, phone_of, second_person


@pytest.fixture
def phone(any_app: Flask) -> SoftDevice:
    """The phone of an operator of A and B, who has read both."""
    boss = phone_of(any_app, "manager")
    for scope in ("A", "B"):
        boss.push(boss.create("issue", scope, {"title": f"in {scope}"}))
    phone = phone_of(any_app, "op2")
    assert len(phone.pull()) == 2
    return phone


def grant(app: Flask, phone: SoftDevice, *scopes: str, role: str = "operator") -> None:
    with app.app_context():
        people.set_grants(phone.actor.user_id, [role], scopes)


def pull(phone: SoftDevice, cursor: Any) -> Json:
    answer = phone.actor.post("/api/sync/pull", json={"cursor": cursor})
    assert answer.status_code == 200, answer.get_data(as_text=True)
    page: Json = answer.get_json()
    return page


def outcome(result: Json) -> tuple[str, str | None]:
    return result["outcome"], result.get("code")


def test_f5_p4a_work_of_a_site_that_was_taken_meanwhile_is_kept_and_told_to_its_author(
    any_app: Flask, phone: SoftDevice
) -> None:
    made = phone.create("issue", "A", {"title": "Leak"})
    follows = phone.op(
        "edit", "issue", "A", {"place": change(None, "Hall")}, record_id=made["record_id"]
    )
    elsewhere = phone.create("issue", "B", {"title": "Fine"})
    grant(any_app, phone, "B")
    results = phone.push(made, follows, elsewhere)
    assert [outcome(result) for result in results] == [
        ("quarantined", "not_allowed"),
        ("quarantined", "after_quarantined"),
        ("applied", None),
    ]
    own = f"person:{phone.actor.user_id}"
    told = [row for row in phone.pull() if row["kind"] == "quarantine"]
    assert [(row["scope"], row["fields"]["op"]["op_id"]) for row in told] == [
        (own, made["op_id"]),
        (own, follows["op_id"]),
    ]
    boss = phone_of(any_app, "super")
    listed = boss.actor.get("/api/records?kind=quarantine&scope=A").get_json()["records"]
    assert {row["id"] for row in listed} == {row["id"] for row in told}
    for row in told:
        assert boss.push(judge(boss, row, "adopted"))[0]["outcome"] == "applied"
    issue = find(boss.pull(), id=made["record_id"])
    assert (issue["fields"]["place"], issue["created"]["by"]) == ("Hall", boss.actor.user_id)


def test_f5_a_taken_site_is_named_as_left_until_the_phone_has_dropped_it(
    any_app: Flask, phone: SoftDevice
) -> None:
    grant(any_app, phone, "B")
    for _ in range(2):
        page = pull(phone, phone.cursor)
        assert (page["left"], page["records"]) == (["A"], [])
        assert not {"A"} & {*page["cursor"]["scopes"], *page["heads"], *page["durable_through"]}
    assert pull(phone, page["cursor"])["left"] == []


def test_f4_nothing_that_happens_in_a_taken_site_is_told_any_more(
    any_app: Flask, phone: SoftDevice
) -> None:
    grant(any_app, phone, "B")
    boss = phone_of(any_app, "manager")
    boss.push(boss.create("issue", "A", {"title": "not yours"}))
    assert phone.pull() == []
    assert "A" not in phone.actor.get("/api/sync/poke").get_json()["heads"]
    assert phone.actor.get("/api/records?scope=A").get_json()["records"] == []


def test_f5_a_site_given_back_is_read_from_0_and_the_others_go_on(
    any_app: Flask, phone: SoftDevice
) -> None:
    grant(any_app, phone, "B")
    phone.pull()
    boss = phone_of(any_app, "manager")
    boss.push(boss.create("issue", "A", {"title": "missed"}))
    boss.push(boss.create("issue", "B", {"title": "new"}))
    grant(any_app, phone, "A", "B")
    titles = [row["fields"]["title"] for row in phone.pull() if row["kind"] == "issue"]
    assert sorted(titles) == ["in A", "missed", "new"]
    assert phone.pull() == []


def test_f5_a_new_site_comes_page_by_page_while_the_others_go_on(
    any_app: Flask, phone: SoftDevice
) -> None:
    boss = phone_of(any_app, "manager", scopes=["A", "B", "C"])
    grant(any_app, boss, "A", "B", "C", role="manager")
    boss.push(*(boss.create("issue", "C", {"title": str(n)}) for n in range(5)))
    grant(any_app, phone, "A", "B", "C")
    boss.push(boss.create("issue", "A", {"title": "meanwhile"}))
    rows = phone.pull(limit=2)
    assert sorted(row["scope"] for row in rows) == ["A", *"CCCCC"]


def test_a_role_lost_while_offline_sets_the_work_apart_and_adoption_is_the_supervisors(
    any_app: Flask, phone: SoftDevice
) -> None:
    op = phone.create("issue", "A", {"title": "Leak"})
    grant(any_app, phone, "A", "B", role="client")
    assert outcome(phone.push(op)[0]) == ("quarantined", "not_allowed")
    assert find(phone.pull(), kind="quarantine")["scope"] == "A"
    boss = phone_of(any_app, "super")
    told = find(boss.pull(), kind="quarantine")
    assert boss.push(judge(boss, told, "adopted"))[0]["outcome"] == "applied"
    grant(any_app, phone, "A", "B")
    assert phone.push(op)[0]["now"] == {"outcome": "applied", "rev": 1}


def test_an_author_disabled_while_offline_loses_nothing(any_app: Flask, phone: SoftDevice) -> None:
    op = phone.create("issue", "A", {"title": "Leak"})
    author = phone.actor.user_id
    phone.actor = second_person(any_app, phone, "lead")
    with any_app.app_context():
        people.set_active(author, False)
    assert outcome(phone.push(op)[0]) == ("quarantined", "not_allowed")
    boss = phone_of(any_app, "super")
    assert find(boss.pull(), kind="quarantine")["fields"]["op"]["author_id"] == author
