"""Devices: registered by a public key, bound to people, revoked (O5, P4b, quality.md 6, 22)."""

import json

import pytest

from server.extensions import db
from server.models import Device, DevicePerson, Session
from tests.support.actors import Actor, add_person
from tests.support.device import SoftDevice


def test_registering_binds_the_device_to_person_and_session(app, sign_in):
    actor = sign_in("op1")
    device = SoftDevice(actor, "P-01")
    with app.app_context():
        person = db.session.query(DevicePerson).one()
        assert (person.device_id, person.user_id) == (device.device_id, actor.user_id)
        assert db.session.query(Session).one().device_id == device.device_id
    listed = actor.get("/api/devices").get_json()["devices"]
    assert [(d["device_id"], d["name"], d["revoked"]) for d in listed] == [
        (device.device_id, "P-01", None)
    ]


def test_signing_in_on_a_known_device_makes_one_its_person(app, sign_in):
    device = SoftDevice(sign_in("op1"))
    add_person(app, "op2")
    other = Actor(app, "op2", device_id=device.device_id)
    assert [d["device_id"] for d in other.get("/api/devices").get_json()["devices"]] == [
        device.device_id
    ]


@pytest.mark.parametrize(
    "unknown", ["00000000-0000-7000-8000-000000000000", "a\0b", "𝕏", "x" * 999]
)
def test_an_unknown_device_id_is_ignored_at_sign_in(any_app, unknown):
    add_person(any_app, "op1")
    actor = Actor(any_app, "op1", device_id=unknown)
    assert actor.signed["device_id"] is None
    assert actor.get("/api/devices").get_json() == {"devices": []}


def good_key():
    return {
        "kty": "EC",
        "crv": "P-256",
        "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
        "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
    }


@pytest.mark.parametrize(
    "change",
    [
        {"d": "jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI"},
        {"crv": "P-384"},
        {"kty": "RSA"},
        {"x": "AAAA"},
        {"x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVAU"},
        {"y": None},
        {"y": 7},
        {"y": "not base64 at all, but 43 characters long!!"},
    ],
)
def test_any_other_key_than_a_public_p256_point_is_400(sign_in, change):
    body = {"name": "x", "public_key": good_key() | change}
    answer = sign_in("op1").post("/api/devices", json=body)
    assert answer.status_code == 400
    assert answer.get_json()["code"] == "invalid_key"


def test_only_the_four_members_of_a_key_are_kept(app, sign_in):
    key = good_key() | {"ext": True, "key_ops": ["verify"], "note": "x"}
    body = {"name": "x", "public_key": key}
    assert sign_in("op1").post("/api/devices", json=body).status_code == 201
    with app.app_context():
        assert "note" not in db.session.query(Device).one().public_key


def test_revoking_ends_the_devices_sessions_and_says_so(app, sign_in):
    owner = sign_in("op1")
    device = SoftDevice(owner)
    elsewhere = sign_in("op1")
    assert elsewhere.delete(f"/api/devices/{device.device_id}").status_code == 204
    refused = owner.get("/api/auth/me")
    assert refused.status_code == 401
    assert refused.get_json()["code"] == "device_revoked"
    body = {"refresh_token": owner.signed["refresh_token"]}
    assert owner.client.post("/api/auth/refresh", json=body).status_code == 401
    assert elsewhere.get("/api/auth/me").status_code == 200


def test_nobody_signs_in_on_a_revoked_device(app, sign_in, client):
    device = SoftDevice(sign_in("op1"))
    sign_in("admin").delete(f"/api/devices/{device.device_id}")
    body = {"username": "op1", "password": "roundbook-demo", "device_id": device.device_id}
    assert client.post("/api/auth/login", json=body).status_code == 401
    assert client.post("/api/auth/login", json=body | {"device_id": None}).status_code == 200


def test_a_revoked_persons_colleague_keeps_working_elsewhere(app, sign_in):
    device = SoftDevice(sign_in("op1"))
    colleague = sign_in("op2")
    sign_in("super").delete(f"/api/devices/{device.device_id}")
    assert colleague.get("/api/auth/me").status_code == 200


def test_another_operator_can_neither_see_nor_revoke_it(sign_in):
    device = SoftDevice(sign_in("op1"))
    other = sign_in("op2")
    assert other.get("/api/devices").get_json() == {"devices": []}
    assert other.delete(f"/api/devices/{device.device_id}").status_code == 404


def test_an_administrator_sees_all_devices(sign_in):
    devices = {SoftDevice(sign_in(name)).device_id for name in ("op1", "op2")}
    listed = sign_in("admin").get("/api/devices").get_json()["devices"]
    assert {d["device_id"] for d in listed} == devices


def test_revoking_what_is_not_there_is_404(sign_in):
    assert sign_in("admin").delete("/api/devices/nothing").status_code == 404


def test_an_id_or_name_that_no_database_takes_is_refused(any_app):
    add_person(any_app, "admin")
    admin = Actor(any_app, "admin")
    assert admin.delete("/api/devices/%00").status_code in {400, 404}
    for name in ("a\0b", "line\nbreak", "\ud800", " "):
        body = json.dumps({"name": name, "public_key": good_key()})
        answer = admin.post("/api/devices", data=body, content_type="application/json")
        assert answer.status_code == 400, name
