"""The request around the ops (P2), and hostile JSON: always an answer, never a 5xx."""

import gzip
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.actors import Actor, add_person
from tests.support.device import SoftDevice
from tests.support.sync import find

MEBIBYTE = 1024 * 1024


@pytest.fixture
def phone(sign_in):
    return SoftDevice(sign_in("op1"))


def send(phone, data, **headers):
    return phone.actor.post(
        "/api/sync/push", data=data, headers={"Content-Type": "application/json", **headers}
    )


def envelope(phone, ops):
    return json.dumps({"device_id": phone.device_id, "epoch": None, "ops": ops}).encode()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b'{"device_id": 1, "ops": []}',
        b'{"device_id": "d", "ops": {}}',
        b'{"device_id": "d", "ops": [], "epoch": 4}',
        b'{"device_id": "d", "ops": [NaN]}',
        b"[" * 100_000,
    ],
)
def test_p2_what_cannot_be_read_is_400(phone, data):
    answer = send(phone, data)
    assert (answer.status_code, answer.content_type) == (400, "application/problem+json")


def test_p2_more_than_200_ops_are_413(phone):
    assert send(phone, envelope(phone, [{}] * 201)).status_code == 413
    assert send(phone, envelope(phone, [{}] * 200)).status_code == 200


def test_p2_more_than_a_mebibyte_is_413_however_it_is_packed(phone):
    big = envelope(phone, ["x" * MEBIBYTE])
    assert send(phone, big).status_code == 413
    bomb = gzip.compress(b" " * (200 * MEBIBYTE), 9)
    assert len(bomb) < MEBIBYTE
    assert send(phone, bomb, **{"Content-Encoding": "gzip"}).status_code == 413


def test_p2_a_gzip_body_is_taken_and_a_cut_one_is_400(phone):
    op = phone.create("issue", "A", {"title": "Leak"})
    packed = gzip.compress(envelope(phone, [op]))
    assert send(phone, packed[:-9], **{"Content-Encoding": "gzip"}).status_code == 400
    assert send(phone, b"plain", **{"Content-Encoding": "gzip"}).status_code == 400
    answer = send(phone, packed, **{"Content-Encoding": "gzip"})
    assert answer.get_json()["results"][0]["outcome"] == "applied"


@pytest.mark.parametrize("headers", [{"Content-Type": "text/plain"}, {"Content-Encoding": "br"}])
def test_p2_other_content_is_415(phone, headers):
    assert send(phone, envelope(phone, []), **headers).status_code == 415


def test_p2_without_a_session_it_is_401_and_without_the_csrf_header_403(app, phone):
    add_person(app, "op1")
    body = {"device_id": phone.device_id, "ops": []}
    assert app.test_client().post("/api/sync/push", json=body).status_code == 401
    cookie = Actor(app, "op1", transport="cookie", device_id=phone.device_id)
    assert cookie.post("/api/sync/push", json=body).status_code == 200
    cookie.headers = {}
    assert cookie.post("/api/sync/push", json=body).status_code == 403


def test_the_answer_of_an_empty_push_is_whole(phone):
    answer = phone.push_raw().get_json()
    assert set(answer) == {"epoch", "server_time", "results"}


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)
MEMBERS = [
    "op_id",
    "device_id",
    "device_seq",
    "record_id",
    "kind",
    "scope",
    "action",
    "base_rev",
    "after",
    "changes",
    "schema",
    "device_time",
    "author_id",
    "prev_hash",
    "signature",
    "reason",
]
CHANGES = st.dictionaries(
    st.sampled_from(["title", "tags", "photos", "remarks", "status", "photos/x/caption", "no"]),
    JSON
    | st.fixed_dictionaries({"from": JSON, "to": JSON})
    | st.fixed_dictionaries({"add": st.lists(JSON, max_size=3)}),
    max_size=4,
)


@given(
    damage=st.dictionaries(st.sampled_from(MEMBERS), JSON, max_size=3),
    changes=CHANGES,
    gone=st.sets(st.sampled_from(MEMBERS), max_size=2),
    action=st.sampled_from(["create", "edit", "delete", "restore", "move"]),
    kind=st.sampled_from(["issue", "conflict", "quarantine", "person", "site", "inspection"]),
)
@settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_hostile_ops_get_an_outcome_and_are_kept(phone, damage, changes, gone, action, kind):
    op = phone.op(action, kind, "A", {})
    op["changes"] = changes
    op.update(damage)
    for member in gone:
        op.pop(member, None)
    answer = phone.push_raw(op, op)
    assert answer.status_code in (200, 403), answer.get_data(as_text=True)
    if answer.status_code == 200:
        first, again = answer.get_json()["results"]
        assert first["outcome"] in ("applied", "merged", "held", "quarantined")
        assert again["outcome"] == "duplicate"


@given(body=JSON)
@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_hostile_envelopes_are_a_client_error(phone, body):
    for path in ("push", "pull"):
        headers = {"Content-Type": "application/json"}
        data = json.dumps(body).encode()
        answer = phone.actor.post(f"/api/sync/{path}", data=data, headers=headers)
        assert answer.status_code in (200, 400, 403, 410, 413), path


@pytest.mark.parametrize(
    "poison",
    ['"\\ud800"', "1e999", "12345678901234567890", "[" * 300 + "]" * 300, "-0.0"],
)
def test_values_that_other_programs_choke_on_are_kept_as_evidence(phone, poison):
    op = json.dumps(phone.create("issue", "A", {"title": "@"}))
    body = envelope(phone, []).decode().replace("[]", f"[{op}]").replace('"@"', poison)
    answer = send(phone, body.encode())
    assert answer.status_code == 200
    assert answer.get_json()["results"][0]["outcome"] == "quarantined"
    assert find(phone.pull(), kind="quarantine")["fields"]["code"] == "invalid"
    assert send(phone, body.encode()).get_json()["results"][0]["outcome"] == "duplicate"
