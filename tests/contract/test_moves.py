"""Records that move between sites while phones are offline (F6), the same on both databases."""

import pytest
from flask import Flask

from server.push.verify import verify_history
from tests.support.device import SoftDevice
from tests.support.photos import photo
from tests.support.sync import Json, change, find, history, new_id, phone_of
from tests.support.tus import Tus, sha256

PHOTO = photo()


@pytest.fixture
def boss(any_app: Flask) -> SoftDevice:
    """A manager of A and B (and C)."""
    return phone_of(any_app, "manager", scopes=["A", "B", "C"])


@pytest.fixture
def both(any_app: Flask) -> SoftDevice:
    """An operator of A and B."""
    return phone_of(any_app, "op2")


@pytest.fixture
def only_a(any_app: Flask) -> SoftDevice:
    """An operator of A."""
    return phone_of(any_app, "op1")


@pytest.fixture
def only_b(any_app: Flask) -> SoftDevice:
    """A supervisor of B."""
    return phone_of(any_app, "super", scopes=["B"])


@pytest.fixture
def issue(boss: SoftDevice) -> str:
    """The id of an issue in A."""
    op = boss.create("issue", "A", {"title": "Leak"})
    assert boss.push(op)[0]["outcome"] == "applied"
    return op["record_id"]


def move(phone: SoftDevice, record_id: str, to: str = "B", scope: str = "A", rev: int = 1) -> Json:
    goal = {"scope": change(scope, to)}
    return phone.op("move", "issue", scope, goal, record_id=record_id, base_rev=rev)


def edit(phone: SoftDevice, record_id: str, changes: Json, scope: str = "A", rev: int = 1) -> Json:
    return phone.op("edit", "issue", scope, changes, record_id=record_id, base_rev=rev)


def outcome(result: Json) -> tuple[str, str | None]:
    return result["outcome"], result.get("code")


def test_f6_who_holds_only_the_old_site_sees_the_record_go_and_where_it_went_is_not_told(
    boss: SoftDevice, only_a: SoftDevice, issue: str
) -> None:
    only_a.pull()
    late = edit(only_a, issue, {"place": change(None, "Hall")})
    assert outcome(boss.push(move(boss, issue))[0]) == ("applied", None)
    grave = find(only_a.pull(), id=issue)
    assert (grave["deleted"], grave["moved"], grave["rev"]) == (True, True, 2)
    assert (grave["scope"], grave["fields"]) == ("A", {})
    assert outcome(only_a.push(late)[0]) == ("quarantined", "not_allowed")
    told = find(only_a.pull(), kind="quarantine")
    assert (told["scope"], told["fields"]["op"]["op_id"]) == ("A", late["op_id"])
    assert "B" not in str({**told, "fields": told["fields"]["reason"]})


def test_f6_who_holds_both_sites_edits_it_where_it_now_is(
    boss: SoftDevice, both: SoftDevice, only_b: SoftDevice, issue: str
) -> None:
    both.pull()
    late = [
        edit(both, issue, {"place": change(None, "Hall")}),
        edit(both, issue, {"tags": {"add": ["pump"]}}),
    ]
    boss.push(move(boss, issue))
    assert [r["outcome"] for r in both.push(*late)] == ["merged", "merged"]
    row = find(only_b.pull(), id=issue)
    assert (row["scope"], row["rev"], row["fields"]["place"]) == ("B", 5, "Hall")
    assert row["fields"]["tags"] == ["pump"]
    live = [row for row in both.pull() if row["id"] == issue]
    assert max(live, key=lambda row: row["rev"])["scope"] == "B"


def test_f6_an_open_conflict_moves_along_and_is_decided_there(
    any_app: Flask, boss: SoftDevice, both: SoftDevice, only_b: SoftDevice, issue: str
) -> None:
    both.pull()
    boss.push(edit(boss, issue, {"title": change("Leak", "Drip")}))
    late = edit(both, issue, {"title": change("Leak", "Burst")})
    assert both.push(late)[0]["outcome"] == "conflict"
    conflict = find(boss.pull(), kind="conflict")
    assert boss.push(move(boss, issue, rev=3))[0]["outcome"] == "applied"
    rows = [row for row in phone_of(any_app, "lead").pull() if row["kind"] == "conflict"]
    assert [(row["id"], row["deleted"], row["moved"]) for row in rows] == [
        (conflict["id"], True, True)
    ]
    moved = find(only_b.pull(), kind="conflict")
    assert (moved["id"], moved["scope"], moved["fields"]["state"]) == (conflict["id"], "B", "open")
    assert moved["rev"] == conflict["rev"] + 2
    # Decided from a phone that had seen it in the old site only.
    assert boss.push(decide(boss, conflict))[0]["outcome"] == "applied"
    rows = only_b.pull()
    assert find(rows, id=issue)["fields"]["title"] == "Burst"
    assert find(rows, kind="conflict")["fields"]["state"] == "resolved"


def decide(phone: SoftDevice, conflict: Json) -> Json:
    changes = {
        "resolution": change(None, {"title": {"choose": "incoming"}}),
        "state": change("open", "resolved"),
    }
    return phone.op(
        "edit", "conflict", conflict["scope"], changes,
        record_id=conflict["id"], base_rev=conflict["rev"],
    )  # fmt: skip


def test_f6_a_clash_with_an_edit_made_before_the_move_opens_its_conflict_in_the_new_site(
    boss: SoftDevice, both: SoftDevice, only_b: SoftDevice, issue: str
) -> None:
    both.pull()
    boss.push(edit(boss, issue, {"title": change("Leak", "Drip")}))
    boss.push(move(boss, issue, rev=2))
    late = edit(both, issue, {"title": change("Leak", "Burst")})
    assert both.push(late)[0]["outcome"] == "conflict"
    assert find(only_b.pull(), kind="conflict")["scope"] == "B"


def test_f6_of_two_moves_at_once_the_first_counts_and_the_second_is_told(
    any_app: Flask, boss: SoftDevice, issue: str
) -> None:
    rival = phone_of(any_app, "lead2", roles=["supervisor"], scopes=["A", "B", "C"])
    rival.pull()
    boss.push(move(boss, issue, "B"))
    assert outcome(rival.push(move(rival, issue, "C"))[0]) == ("quarantined", "moved")
    assert find(rival.pull(), kind="quarantine")["fields"]["code"] == "moved"
    rival.last.clear()
    same = move(rival, issue, "B")
    assert outcome(rival.push(same)[0]) == ("merged", None)
    rows = [row for row in boss.pull() if row["id"] == issue]
    assert {row["scope"]: row["rev"] for row in rows} == {"A": 2, "B": 4}


def test_f6_a_move_and_what_follows_it_on_the_same_phone_land_as_one_chain(
    boss: SoftDevice, only_b: SoftDevice, issue: str
) -> None:
    boss.pull()
    chain = [
        move(boss, issue),
        edit(boss, issue, {"title": change("Leak", "Drip")}, "B"),
        boss.op("delete", "issue", "B", record_id=issue, base_rev=1),
    ]
    # A move takes two revs, so that the others look merged; there is nobody to clash with.
    assert [r["outcome"] for r in boss.push(*chain)] == ["applied", "merged", "merged"]
    row = find(only_b.pull(), id=issue)
    assert (row["deleted"], row.get("moved"), row["fields"]["title"]) == (True, None, "Drip")


def test_f6_m9_an_unseen_edit_of_what_was_moved_and_deleted_is_in_dispute_in_the_new_site(
    boss: SoftDevice, both: SoftDevice, only_b: SoftDevice, issue: str
) -> None:
    both.pull()
    boss.push(move(boss, issue), boss.op("delete", "issue", "B", record_id=issue, base_rev=3))
    late = edit(both, issue, {"title": change("Leak", "Burst")})
    assert both.push(late)[0]["outcome"] == "conflict"
    conflict = find(only_b.pull(), kind="conflict")
    assert set(conflict["fields"]["fields"]) == {"deleted", "title"}


def test_f6_a_record_that_comes_back_is_whole_again_for_its_first_site(
    boss: SoftDevice, only_a: SoftDevice, issue: str
) -> None:
    boss.push(move(boss, issue))
    boss.push(move(boss, issue, "A", "B", 3))
    row = find(only_a.pull(), id=issue)
    assert (row["scope"], row["rev"], row["deleted"]) == ("A", 5, False)
    assert "moved" not in row
    assert row["fields"]["title"] == "Leak"


def test_f6_nobody_moves_a_record_into_a_site_that_they_do_not_hold(
    any_app: Flask, issue: str
) -> None:
    keeper = phone_of(any_app, "keeper", roles=["supervisor"], scopes=["A"])
    keeper.pull()
    assert outcome(keeper.push(move(keeper, issue))[0]) == ("quarantined", "not_allowed")
    assert find(keeper.pull(), kind="quarantine")["scope"] == "A"


def test_f6_h2_the_history_of_a_moved_record_reads_as_one_for_who_holds_both_sites(
    any_app: Flask, boss: SoftDevice, only_b: SoftDevice, issue: str
) -> None:
    boss.push(move(boss, issue), edit(boss, issue, {"title": change("Leak", "Drip")}, "B", 3))
    assert [line["op"]["action"] for line in history(boss, issue)] == ["create", "move", "edit"]
    assert [line["op"]["action"] for line in history(only_b, issue)] == ["edit"]
    with any_app.app_context():
        assert verify_history() == []


def named(content: bytes = PHOTO) -> Json:
    entry = {"id": new_id(), "sha256": sha256(content), "bytes": len(content), "type": "image/jpeg"}
    return {"photos": {"add": [entry]}}


def shows(phone: SoftDevice, content: bytes = PHOTO) -> int:
    with phone.actor.get(f"/api/blobs/{sha256(content)}?size=thumb") as answer:
        return answer.status_code


def available(phone: SoftDevice, record_id: str) -> list[bool]:
    phone.cursor = None
    fields = find(phone.pull(), id=record_id)["fields"]
    return [entry["available"] for entry in fields["photos"]]


def test_f6_a_moved_records_photos_are_seen_in_its_new_site_and_stay_evidence_in_the_old(
    boss: SoftDevice, only_a: SoftDevice, only_b: SoftDevice, issue: str
) -> None:
    boss.push(edit(boss, issue, named()))
    Tus(boss.actor).upload(PHOTO)
    assert (shows(only_a), shows(only_b)) == (200, 404)
    boss.push(move(boss, issue, rev=2))
    assert available(only_b, issue) == [True]
    assert (shows(only_a), shows(only_b)) == (200, 200)
    assert find(only_a.pull(), id=issue)["fields"] == {}


def test_f6_b2_a_photo_that_arrives_after_its_record_has_moved_finds_it(
    boss: SoftDevice, both: SoftDevice, only_b: SoftDevice, issue: str
) -> None:
    both.pull()
    both.push(edit(both, issue, named()))
    boss.push(move(boss, issue, rev=2))
    assert available(only_b, issue) == [False]
    Tus(both.actor).upload(PHOTO, "A")
    assert available(only_b, issue) == [True]
    assert shows(only_b) == 200


@pytest.mark.parametrize("first", ["photo", "op"])
def test_f6_b2_a_photo_taken_before_its_phone_knew_of_the_move_finds_the_record(
    boss: SoftDevice, both: SoftDevice, only_b: SoftDevice, issue: str, first: str
) -> None:
    both.pull()
    late = edit(both, issue, named())
    boss.push(move(boss, issue))
    if first == "photo":
        Tus(both.actor).upload(PHOTO, "A")
    assert both.push(late)[0]["outcome"] == "merged"
    if first == "op":
        assert available(only_b, issue) == [False]
        Tus(both.actor).upload(PHOTO, "A")
    assert available(only_b, issue) == [True]
    assert shows(only_b) == 200


def test_b1_f6_a_photo_of_the_old_site_does_not_follow_a_record_that_never_named_it(
    boss: SoftDevice, both: SoftDevice, only_b: SoftDevice, issue: str
) -> None:
    other = photo(seed=2)
    boss.push(edit(boss, issue, named()))
    boss.push(move(boss, issue, rev=2))
    for content in (other, PHOTO):
        Tus(both.actor).upload(content, "A")
    assert (shows(only_b), shows(only_b, other)) == (200, 404)
