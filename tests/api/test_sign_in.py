"""Signing in and out, and what a session may do (quality.md: sign-in and sessions)."""

import base64
import json

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from server.accounts import passwords, people, throttle
from server.extensions import db
from server.models import LoginFailure
from tests.support.actors import PASSWORD, Actor, add_person
from tests.support.device import SoftDevice


def login(client, username="op1", password=PASSWORD, **more):
    return client.post("/api/auth/login", json={"username": username, "password": password, **more})


def test_a_person_signs_in_and_is_known(sign_in):
    user = sign_in("op1").get("/api/auth/me").get_json()["user"]
    assert user["username"] == "op1"
    assert user["roles"] == ["operator"]
    assert user["scopes"] == ["A"]


def test_names_do_not_differ_by_case_or_spaces(app, client):
    add_person(app, "op1")
    assert login(client, " OP1 ").status_code == 200


def test_wrong_password_and_unknown_name_get_the_same_answer(app, client):
    add_person(app, "op1")
    known, unknown = login(client, password="wrong!!!"), login(client, "nobody")
    assert known.status_code == unknown.status_code == 401
    strip = {"instance": None}
    assert known.get_json() | strip == unknown.get_json() | strip
    assert known.get_json()["code"] == "wrong_password"


def test_an_unknown_name_costs_the_same_hashing_as_a_known_one(app, client, monkeypatch):
    add_person(app, "op1")
    verified = []

    class Counting:
        def verify(self, stored, password):
            verified.append(stored.split("$")[1:4])
            return passwords_hasher.verify(stored, password)

        def hash(self, password):
            return passwords_hasher.hash(password)

    passwords_hasher = passwords.HASHER
    monkeypatch.setattr(passwords, "HASHER", Counting())
    login(client, password="wrong!!!")
    login(client, "nobody")
    assert len(verified) == 2
    assert verified[0] == verified[1]


def test_argon2id_is_as_strong_as_asked():
    _, kind, _, cost, *_ = passwords.hash_password("x" * 64).split("$")
    settings = dict(part.split("=") for part in cost.split(","))
    assert kind == "argon2id"
    assert int(settings["m"]) >= 19 * 1024
    assert int(settings["t"]) >= 2


def test_ten_failures_throttle_the_name_and_nobody_else(app, client, clock):
    add_person(app, "op1")
    add_person(app, "op2")
    for _ in range(10):
        assert login(client, password="wrong!!!").status_code == 401
    refused = login(client)
    assert refused.status_code == 429
    assert 0 < int(refused.headers["Retry-After"]) <= 61
    assert login(client, "op2").status_code == 200
    clock.forward(seconds=61)
    assert login(client).status_code == 200
    assert login(client).status_code == 200


def test_unknown_names_are_throttled_alike(client):
    answers = [login(client, "nobody").status_code for _ in range(11)]
    assert answers == [401] * 10 + [429]


def test_a_forged_forwarded_address_changes_nothing(app, client):
    add_person(app, "op1")
    for n in range(10):
        headers = {"X-Forwarded-For": f"10.0.0.{n}"}
        client.post("/api/auth/login", json={"username": "op1", "password": "no"}, headers=headers)
    assert login(client).status_code == 429


def test_forty_colleagues_sign_in_behind_one_address(app, client):
    app.config["RATELIMIT_ENABLED"] = True
    add_person(app, "op1")
    assert {login(client).status_code for _ in range(40)} == {200}


def test_old_failures_are_forgotten_and_dropped(app, client, clock):
    for _ in range(9):
        login(client, "nobody")
    clock.forward(minutes=16)
    for _ in range(9):
        assert login(client, "nobody").status_code == 401
    clock.forward(days=2)
    login(client, "somebody")
    with app.app_context():
        assert db.session.query(LoginFailure).count() == 1


def test_typed_names_are_not_kept(app, client):
    login(client, "my-password-by-mistake")
    with app.app_context():
        kept = db.session.query(LoginFailure).one()
        assert "password" not in kept.username


@pytest.mark.parametrize("weak", ["short12", "12345678", "Password1", "a" * 257])
def test_weak_passwords_are_refused(app, weak):
    with app.app_context(), pytest.raises(passwords.Problem) as refused:
        people.add_user("new", "New", [], [], weak)
    assert refused.value.code == "weak_password"


def test_64_characters_with_spaces_and_chinese_work(app, client):
    password = ("correct horse 电池订书钉 " * 4)[:64]
    with app.app_context():
        people.add_user("long", "Long", [], [], password)
    assert login(client, "long", password).status_code == 200


def test_there_is_no_account_in_a_fresh_install(app):
    with app.app_context():
        assert db.session.query(people.User).count() == 0


def test_an_activation_code_sets_the_first_password_once(app, client):
    with app.app_context():
        code = people.new_activation_code(people.add_user("new", "New", [], []))
    assert login(client, "new", code).status_code == 401
    body = {"username": "new", "code": code, "password": "a good new one"}
    assert client.post("/api/auth/activate", json=body).status_code == 204
    assert login(client, "new", "a good new one").status_code == 200
    again = client.post("/api/auth/activate", json=body | {"password": "another one"})
    assert again.status_code == 401


def test_an_activation_code_ends_after_a_week(app, client, clock):
    with app.app_context():
        code = people.new_activation_code(people.add_user("new", "New", [], []))
    clock.forward(days=7, seconds=1)
    body = {"username": "new", "code": code, "password": "a good new one"}
    assert client.post("/api/auth/activate", json=body).status_code == 401


def test_changing_the_password_ends_every_session(sign_in, client):
    here, elsewhere = sign_in("op1"), sign_in("op1")
    body = {"current": PASSWORD, "password": "a good new one"}
    assert here.post("/api/auth/password", json=body | {"current": "x"}).status_code == 401
    assert here.post("/api/auth/password", json=body).status_code == 204
    assert elsewhere.get("/api/auth/me").status_code == 401
    assert login(client, password="a good new one").status_code == 200


def test_a_disabled_person_is_refused_at_the_next_request(app, sign_in, client):
    actor = sign_in("op1")
    with app.app_context():
        people.set_active(actor.user_id, False)
    assert actor.get("/api/auth/me").status_code == 401
    assert login(client).status_code == 401


def test_roles_and_sites_are_those_of_now(app, sign_in):
    actor = sign_in("op1")
    with app.app_context():
        people.set_grants(actor.user_id, ["supervisor"], ["A", "B"])
    user = actor.get("/api/auth/me").get_json()["user"]
    assert (user["roles"], user["scopes"]) == (["supervisor"], ["A", "B"])


def test_the_offline_grant_is_signed_bound_and_ends_within_72_hours(sign_in, clock):
    actor = sign_in("op1")
    device = SoftDevice(actor)
    about = actor.get("/api/auth/me").get_json()
    x, y = (base64.urlsafe_b64decode(about["grant_key"][n] + "=") for n in "xy")
    point = ec.EllipticCurvePublicNumbers(
        int.from_bytes(x, "big"), int.from_bytes(y, "big"), ec.SECP256R1()
    )
    grant = jwt.decode(
        about["grant"],
        point.public_key(),
        algorithms=["ES256"],
        audience="roundbook-offline",
        options={"verify_exp": False, "verify_iat": False},
    )
    assert grant["sub"] == actor.user_id
    assert grant["device"] == device.device_id
    assert (grant["roles"], grant["scopes"]) == (["operator"], ["A"])
    assert 0 < grant["exp"] - int(clock().timestamp()) <= 72 * 3600


def test_a_grant_is_no_access_token(sign_in):
    actor = sign_in("op1")
    actor.headers = {"Authorization": f"Bearer {actor.signed['grant']}"}
    assert actor.get("/api/auth/me").status_code == 401


def forge(token, head=None, **claims):
    parts = [json.loads(base64.urlsafe_b64decode(part + "==")) for part in token.split(".")[:2]]
    made = [parts[0] | (head or {}), parts[1] | claims]
    text = [base64.urlsafe_b64encode(json.dumps(m).encode()).rstrip(b"=").decode() for m in made]
    return ".".join([*text, token.split(".")[2]])


@pytest.mark.parametrize(
    "change",
    [
        lambda t: forge(t, {"alg": "none"}).rsplit(".", 1)[0] + ".",
        lambda t: forge(t, sub="someone else"),
        lambda t: forge(t, aud="another"),
        lambda t: jwt.encode({"aud": "roundbook"}, "x" * 32),
        lambda t: t[:-2],
        lambda t: "nonsense",
        lambda t: "",
    ],
)
def test_a_forged_token_is_401(sign_in, change):
    actor = sign_in("op1")
    actor.headers = {"Authorization": f"Bearer {change(actor.signed['access_token'])}"}
    assert actor.get("/api/auth/me").status_code == 401


def test_a_refresh_token_opens_no_data_route_and_an_access_token_refreshes_nothing(sign_in, client):
    actor = sign_in("op1")
    wrong = {"Authorization": f"Bearer {actor.signed['refresh_token']}"}
    assert client.get("/api/auth/me", headers=wrong).status_code == 401
    body = {"refresh_token": actor.signed["access_token"]}
    assert client.post("/api/auth/refresh", json=body).status_code == 401


def test_a_wrong_audience_is_401_even_with_our_signature(app, sign_in):
    from server.accounts import tokens

    actor = sign_in("op1")
    with app.app_context():
        claims = jwt.decode(actor.signed["access_token"], options={"verify_signature": False})
        other = jwt.encode(claims | {"aud": "other"}, tokens._key("tokens"), "HS256")
    actor.headers = {"Authorization": f"Bearer {other}"}
    assert actor.get("/api/auth/me").status_code == 401


def test_login_bodies_that_are_not_as_described_are_400(client):
    for body in ({}, {"username": "op1"}, {"username": 1, "password": []}, [], "x", None):
        answer = client.post("/api/auth/login", json=body)
        assert answer.status_code == 400, body
        assert answer.get_json()["code"] in {"invalid_request", "bad_request"}
    unreadable = client.post(
        "/api/auth/login", data=b"{", headers={"Content-Type": "application/json"}
    )
    assert unreadable.status_code == 400


def test_names_that_databases_dislike_are_just_unknown(any_app):
    client = any_app.test_client()
    for name in ("a\0b", "' OR 1=1 --", "𝕏" * 100, "\ud800"):
        body = json.dumps({"username": name, "password": PASSWORD})
        answer = client.post("/api/auth/login", data=body, content_type="application/json")
        assert answer.status_code == 401, name


def test_signing_in_works_on_both_databases(any_app):
    add_person(any_app, "op1")
    actor = Actor(any_app, "op1")
    assert actor.get("/api/auth/me").status_code == 200
    assert throttle.ALLOWED == 10
