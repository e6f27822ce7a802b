"""Refresh families, cookies, CSRF and the ends of sessions (quality.md 6-8)."""

import json

import pytest
from flask import Flask

from server.extensions import db
from server.models import Session
from tests.conftest import application
from tests.support.actors import PASSWORD, Actor, add_person


@pytest.fixture
def person(any_app: Flask) -> Flask:
    add_person(any_app, "op1")
    return any_app


def refresh(actor, token):
    return actor.client.post("/api/auth/refresh", json={"refresh_token": token})


def test_access_ends_after_15_minutes_and_refresh_brings_a_new_one(person, clock):
    actor = Actor(person, "op1")
    clock.forward(minutes=14, seconds=59)
    assert actor.get("/api/auth/me").status_code == 200
    clock.forward(seconds=2)
    assert actor.get("/api/auth/me").status_code == 401
    fresh = refresh(actor, actor.signed["refresh_token"]).get_json()
    actor.headers = {"Authorization": f"Bearer {fresh['access_token']}"}
    assert actor.get("/api/auth/me").status_code == 200


def test_a_lost_answer_asked_again_brings_the_same_successor(person, clock):
    actor = Actor(person, "op1")
    first = refresh(actor, actor.signed["refresh_token"]).get_json()
    clock.forward(seconds=30)
    again = refresh(actor, actor.signed["refresh_token"])
    assert again.status_code == 200
    assert again.get_json()["refresh_token"] == first["refresh_token"]
    assert refresh(actor, first["refresh_token"]).status_code == 200


def test_replaying_a_superseded_token_ends_the_family_and_is_logged(person, capsys):
    actor = Actor(person, "op1")
    old = actor.signed["refresh_token"]
    second = refresh(actor, old).get_json()
    third = refresh(actor, second["refresh_token"]).get_json()
    capsys.readouterr()
    assert refresh(actor, old).status_code == 401
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert "refresh_replayed" in {line["event"] for line in lines}
    assert refresh(actor, third["refresh_token"]).status_code == 401
    actor.headers = {"Authorization": f"Bearer {third['access_token']}"}
    assert actor.get("/api/auth/me").status_code == 401


@pytest.mark.parametrize(("own", "hours"), [(False, 16), (True, 30 * 24)])
def test_the_absolute_end_holds_however_often_one_refreshes(person, clock, own, hours):
    client = person.test_client()
    body = {"username": "op1", "password": PASSWORD, "transport": "bearer", "own_phone": own}
    token = client.post("/api/auth/login", json=body).get_json()["refresh_token"]
    for _ in range(3):
        clock.forward(hours=hours / 4)
        answer = client.post("/api/auth/refresh", json={"refresh_token": token})
        assert answer.status_code == 200
        token = answer.get_json()["refresh_token"]
    clock.forward(hours=hours / 4, seconds=1)
    assert client.post("/api/auth/refresh", json={"refresh_token": token}).status_code == 401


def test_an_access_token_never_outlives_its_session(person, clock):
    actor = Actor(person, "op1")
    clock.forward(hours=15, minutes=55)
    fresh = refresh(actor, actor.signed["refresh_token"]).get_json()
    clock.forward(minutes=6)
    actor.headers = {"Authorization": f"Bearer {fresh['access_token']}"}
    assert actor.get("/api/auth/me").status_code == 401


def test_sign_out_kills_both_tokens_through_a_restart(app, clock):
    add_person(app, "op1")
    actor = Actor(app, "op1")
    body = {"refresh_token": actor.signed["refresh_token"]}
    assert actor.post("/api/auth/logout", json=body).status_code == 204
    with application({"DATA_DIR": app.config["DATA_DIR"], "CLOCK": clock}) as restarted:
        client = restarted.test_client()
        assert client.get("/api/auth/me", headers=actor.headers).status_code == 401
        assert client.post("/api/auth/refresh", json=body).status_code == 401


def test_the_access_token_alone_signs_out_too(person):
    actor = Actor(person, "op1")
    assert actor.post("/api/auth/logout").status_code == 204
    assert actor.get("/api/auth/me").status_code == 401
    assert refresh(actor, actor.signed["refresh_token"]).status_code == 401


def test_signing_out_twice_is_no_error(person):
    actor = Actor(person, "op1")
    body = {"refresh_token": actor.signed["refresh_token"]}
    assert actor.post("/api/auth/logout", json=body).status_code == 204
    assert actor.post("/api/auth/logout", json=body).status_code == 204


def test_cookies_are_out_of_reach_and_the_body_holds_no_token(person):
    answer = person.test_client().post(
        "/api/auth/login", json={"username": "op1", "password": PASSWORD}
    )
    assert {"access_token", "refresh_token"}.isdisjoint(answer.get_json())
    cookies = {c.split("=")[0]: c for c in answer.headers.getlist("Set-Cookie")}
    assert set(cookies) == {"rb_access", "rb_refresh", "rb_csrf"}
    for name, cookie in cookies.items():
        assert "SameSite=Strict" in cookie
        assert ("HttpOnly" in cookie) == (name != "rb_csrf")
    assert "Path=/api/auth" in cookies["rb_refresh"]


@pytest.mark.parametrize("base", ["https://localhost", "http://plant.example"])
def test_cookies_are_secure_unless_plain_http_on_this_machine(person, base):
    answer = person.test_client().post(
        "/api/auth/login", json={"username": "op1", "password": PASSWORD}, base_url=base
    )
    cookies = answer.headers.getlist("Set-Cookie")
    assert all("Secure" in cookie for cookie in cookies)
    assert all(cookie.startswith(("__Host-", "__Secure-")) for cookie in cookies)


def test_a_trusted_proxys_https_makes_cookies_secure_and_an_untrusted_ones_does_not(app, clock):
    add_person(app, "op1")
    login = {"json": {"username": "op1", "password": PASSWORD}}
    behind = {"X-Forwarded-Proto": "https"}
    for proxies, secure in (("1", True), ("0", False)):
        settings = {"DATA_DIR": app.config["DATA_DIR"], "CLOCK": clock}
        with application({**settings, "TRUSTED_PROXIES": proxies}) as proxied:
            answer = proxied.test_client().post("/api/auth/login", headers=behind, **login)
        cookies = answer.headers.getlist("Set-Cookie")
        assert all(("; Secure" in cookie) == secure for cookie in cookies)


def test_a_cookie_session_writes_only_with_its_csrf_header(person):
    actor = Actor(person, "op1", transport="cookie")
    assert actor.client.get("/api/auth/me").status_code == 200
    device = {"name": "x", "public_key": {}}
    without = actor.client.post("/api/devices", json=device)
    assert without.status_code == 403
    assert without.get_json()["code"] == "csrf"
    other = Actor(person, "op1", transport="cookie")
    foreign = actor.client.post("/api/devices", json=device, headers=other.headers)
    assert foreign.status_code == 403
    assert actor.post("/api/devices", json=device).status_code == 400


def test_refresh_and_logout_by_cookie_need_the_csrf_header(person):
    actor = Actor(person, "op1", transport="cookie")
    for path in ("/api/auth/refresh", "/api/auth/logout"):
        assert actor.client.post(path).status_code == 403
    assert actor.post("/api/auth/refresh").status_code == 200
    assert actor.get("/api/auth/me").status_code == 200
    assert actor.post("/api/auth/logout").status_code == 204
    assert actor.get("/api/auth/me").status_code == 401


def test_a_cookie_refresh_works_after_the_access_cookie_ended(person, clock):
    actor = Actor(person, "op1", transport="cookie")
    clock.forward(hours=1)
    assert actor.get("/api/auth/me").status_code == 401
    answer = actor.post("/api/auth/refresh", json={})
    assert answer.get_json()["csrf"] == actor.signed["csrf"]
    assert actor.get("/api/auth/me").status_code == 200


def test_a_cookies_token_is_not_taken_as_bearer(person):
    actor = Actor(person, "op1", transport="cookie")
    token = actor.client.get_cookie("rb_access").value
    stolen = {"Authorization": f"Bearer {token}"}
    assert person.test_client().get("/api/auth/me", headers=stolen).status_code == 401
    refresh_token = actor.client.get_cookie("rb_refresh", path="/api/auth").value
    body = {"refresh_token": refresh_token}
    assert person.test_client().post("/api/auth/refresh", json=body).status_code == 401


@pytest.mark.parametrize("transport", ["cookie", "bearer"])
@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""]
)
def test_a_write_that_is_not_json_is_415_in_either_transport(person, transport, content_type):
    actor = Actor(person, "op1", transport=transport)
    answer = actor.post("/api/devices", data=b"{}", headers={"Content-Type": content_type})
    assert answer.status_code == 415
    assert answer.get_json()["code"] == "wrong_content_type"


def test_session_rows_never_hold_a_token(person):
    actor = Actor(person, "op1")
    with person.app_context():
        row = db.session.query(Session).one()
        kept = " ".join(str(getattr(row, c.name)) for c in Session.__table__.columns)
    assert actor.signed["access_token"] not in kept
    assert actor.signed["refresh_token"] not in kept


@pytest.mark.parametrize("content_type", ["application/x-www-form-urlencoded", "text/plain"])
def test_a_write_without_a_body_has_no_content_type_to_be_wrong(person, content_type):
    actor = Actor(person, "op1")
    answer = actor.post("/api/auth/logout", data=b"", headers={"Content-Type": content_type})
    assert answer.status_code == 204


def test_a_token_that_this_process_knows_is_no_token_for_a_server_with_another_secret(
    person, tmp_path, clock
):
    actor = Actor(person, "op1")
    assert actor.get("/api/auth/me").status_code == 200
    url = person.config["DATABASE_URL"]
    settings = {"DATABASE_URL": url, "DATA_DIR": tmp_path / "other", "CLOCK": clock}
    with application(
        settings | {"SECRET_KEY": "another secret, as long as the first one"}
    ) as other:
        answer = other.test_client().get("/api/auth/me", headers=actor.headers)
    assert answer.status_code == 401
