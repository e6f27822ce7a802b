"""The change feed (F0 to F11), the same on both databases."""

import json

import pytest

from server.epoch import begin_new_epoch
from server.models import Meta
from server.transaction import writing
from tests.support.sync import change, find, phone_of


@pytest.fixture
def phone(any_app):
    return phone_of(any_app, "op2")


def pull(phone, **body):
    return phone.actor.post("/api/sync/pull", json=body)


def fill(phone, count=5, scope="A"):
    phone.push(*(phone.create("issue", scope, {"title": str(n)}) for n in range(count)))


def test_f2_f3_pages_of_any_size_bring_the_same_rows_once(phone):
    fill(phone, 7)
    fill(phone, 4, "B")
    whole = phone.pull()
    for limit in (1, 2, 3, 11, 12):
        phone.cursor = None
        assert phone.pull(limit) == whole
    assert len({row["id"] for row in whole}) == 11


def test_f2_a_record_that_changes_while_it_is_read_comes_in_its_latest_state(phone):
    create = phone.create("issue", "A", {"title": "0"})
    phone.push(create)
    fill(phone, 3)
    first = pull(phone, limit=2).get_json()
    edit = {"title": change("0", "1")}
    phone.push(phone.op("edit", "issue", "A", edit, record_id=create["record_id"], base_rev=1))
    rest = pull(phone, cursor=first["cursor"]).get_json()
    assert find(rest["records"], id=create["record_id"])["fields"]["title"] == "1"


def test_f4_nothing_of_another_site_is_told(any_app, phone):
    fill(phone, 3, "B")
    page = pull(phone_of(any_app, "op1")).get_json()
    assert page["records"] == []
    for part in ("heads", "durable_through"):
        assert "B" not in page[part]
    assert "B" not in page["cursor"]["scopes"]


def test_f5_a_scope_taken_away_is_named_once_as_left(phone):
    cursor = {"epoch": pull(phone).get_json()["epoch"], "scopes": {"A": 0, "Z": 4}}
    page = pull(phone, cursor=cursor).get_json()
    assert page["left"] == ["Z"]
    assert "Z" not in page["cursor"]["scopes"]


@pytest.mark.parametrize("cursor", [{"scopes": {"A": 99}}, {"epoch": "other", "scopes": {"A": 0}}])
def test_f8_f9_a_cursor_ahead_or_of_another_history_must_resync(phone, cursor):
    epoch = pull(phone).get_json()["epoch"]
    answer = pull(phone, cursor={"epoch": epoch, **cursor})
    assert (answer.status_code, answer.get_json()["code"]) == (410, "resync_required")


def test_f8_a_cursor_older_than_the_purged_tombstones_must_resync(any_app, phone):
    fill(phone, 3)
    epoch = pull(phone).get_json()["epoch"]
    with any_app.app_context(), writing() as session:
        session.add(Meta(key="horizon", value=json.dumps({"A": 2})))
    assert pull(phone, cursor={"epoch": epoch, "scopes": {"A": 1}}).status_code == 410
    assert pull(phone, cursor={"epoch": epoch, "scopes": {"A": 2}}).status_code == 200
    assert pull(phone).status_code == 200


def test_f9_a_new_epoch_makes_phones_start_over_and_keeps_their_ops_harmless(any_app, phone):
    op = phone.create("issue", "A", {"title": "Leak"})
    phone.push(op)
    phone.pull()
    with any_app.app_context():
        begin_new_epoch()
    assert pull(phone, cursor=phone.cursor).status_code == 410
    assert phone.push(op)[0]["outcome"] == "duplicate"


@pytest.mark.parametrize(
    "body",
    [
        [],
        {"limit": 0},
        {"limit": "x"},
        {"cursor": 3},
        {"cursor": {"scopes": {"A": -1}}},
        {"cursor": {"scopes": {"A": "1"}}},
        {"cursor": {"scopes": []}},
        {"cursor": {"epoch": 1, "scopes": {}}},
    ],
)
def test_f0_a_pull_that_makes_no_sense_is_400(phone, body):
    answer = phone.actor.post("/api/sync/pull", json=body)
    assert (answer.status_code, answer.content_type) == (400, "application/problem+json")


def test_f11_a_poke_is_304_until_something_is_new(phone):
    first = phone.actor.get("/api/sync/poke")
    again = {"If-None-Match": first.headers["ETag"]}
    assert phone.actor.get("/api/sync/poke", headers=again).status_code == 304
    fill(phone, 1)
    assert phone.actor.get("/api/sync/poke", headers=again).get_json()["heads"]["A"] == 1


def test_a_phone_at_rest_stands_where_the_poke_says(phone):
    fill(phone, 2)
    phone.push(phone.create("issue", "Z", {"title": "not mine"}))
    phone.pull()
    heads = phone.actor.get("/api/sync/poke").get_json()["heads"]
    assert {s: n for s, n in phone.cursor["scopes"].items() if n} == {
        s: n for s, n in heads.items() if n
    }


def test_a_large_page_is_compressed_for_those_who_accept_it(phone):
    fill(phone, 20)
    plain = pull(phone)
    packed = phone.actor.post("/api/sync/pull", json={}, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.data) < len(plain.data) / 3
