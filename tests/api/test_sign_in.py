"""Sign-in and sessions (quality.md, ASVS 6, 7, 9, 10)."""

from tests.support.actors import PASSWORD, Actor, add_person


def test_a_person_signs_in_and_is_known(app):
    add_person(app, "op1")
    actor = Actor(app, "op1")
    user = actor.get("/api/auth/me").get_json()["user"]
    assert user["username"] == "op1"
    assert user["roles"] == ["operator"]
    assert user["scopes"] == ["A"]


def test_a_wrong_password_is_401_as_a_problem(client, app):
    add_person(app, "op1")
    body = {"username": "op1", "password": PASSWORD + "!"}
    answer = client.post("/api/auth/login", json=body, headers={"Accept-Language": "en"})
    assert answer.status_code == 401
    assert answer.content_type == "application/problem+json"
    assert answer.get_json()["code"] == "wrong_password"
