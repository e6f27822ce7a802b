"""The `flask` commands of operators."""

import json
import stat

import pytest
from flask import Flask

from server.accounts import people
from server.extensions import db
from server.models import Record, User
from tests.conftest import application
from tests.support.actors import PASSWORD, Actor


def run(app: Flask, *words: str, say: str | None = None, code: int = 0) -> str:
    """The output of one command that must end with this code."""
    done = app.test_cli_runner().invoke(args=list(words), input=say)
    assert done.exit_code == code, done.output
    return done.output


def person_record(app: Flask, username: str) -> dict:
    with app.app_context():
        row = db.session.query(Record).filter_by(scope="common", kind="person").one()
        user = db.session.query(User).filter_by(username=username).one()
        assert row.id == user.id
        return json.loads(row.fields)


def test_a_person_is_added_with_a_password_and_a_synced_record(any_app):
    words = ["user", "add", "wei", "--name", "魏", "--role", "operator", "--site", "A"]
    run(any_app, *words, "--password-stdin", say=PASSWORD + "\n")
    assert Actor(any_app, "wei").signed["user"]["scopes"] == ["A"]
    fields = person_record(any_app, "wei")
    assert (fields["name"], fields["roles"], fields["sites"]) == ("魏", ["operator"], ["A"])
    assert fields["active"] is True
    assert "password" not in json.dumps(fields)


def test_a_person_without_a_password_gets_a_code_that_works_once(app, client):
    code = run(app, "user", "add", "wei").strip().rsplit(" ", 1)[1]
    body = {"username": "wei", "code": code, "password": "a good new one"}
    assert client.post("/api/auth/activate", json=body).status_code == 204
    assert client.post("/api/auth/activate", json=body).status_code == 401


def test_granting_replaces_roles_and_sites_and_tells_the_phones(app):
    run(app, "user", "add", "wei", "--role", "operator", "--site", "A", "--site", "B")
    run(app, "user", "grant", "wei", "--role", "supervisor", "--site", "B")
    fields = person_record(app, "wei")
    assert (fields["roles"], fields["sites"]) == (["supervisor"], ["B"])


def test_disabling_refuses_and_undo_lets_in_again(app, sign_in, client):
    actor = sign_in("op1")
    run(app, "user", "disable", "op1")
    assert actor.get("/api/auth/me").status_code == 401
    assert person_record(app, "op1")["active"] is False
    run(app, "user", "disable", "op1", "--undo")
    assert Actor(app, "op1").user_id == actor.user_id


def test_a_new_password_ends_sessions(app, sign_in):
    actor = sign_in("op1")
    run(app, "user", "passwd", "op1", "--password-stdin", say="a good new one\n")
    assert actor.get("/api/auth/me").status_code == 401


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["user", "add", "Bad Name!"], "user name"),
        (["user", "add", "wei", "--site", "common"], "only sites"),
        (["user", "passwd", "nobody"], "nobody is called"),
        (["user", "disable", "nobody"], "nobody is called"),
    ],
)
def test_a_refusal_is_one_plain_line(app, words, said):
    output = run(app, *words, code=1)
    assert said in output
    assert "Traceback" not in output


def test_a_weak_password_adds_nobody(app):
    run(app, "user", "add", "wei", "--password-stdin", say="12345678\n", code=1)
    with app.app_context():
        assert people.find("wei") is None


def test_init_makes_tables_and_epoch_and_may_run_again(tmp_path):
    with application({"DATA_DIR": tmp_path / "new"}) as app:
        run(app, "init")
        run(app, "init")
        assert app.test_client().get("/readyz").status_code == 200


def test_doctor_names_what_is_not_well(app):
    dist = app.config["DATA_DIR"] / "dist"
    app.config["PWA_DIST"] = dist
    assert "BAD phone app" in run(app, "doctor", code=1)
    dist.mkdir()
    (dist / "index.html").write_text("")
    secret = app.config["DATA_DIR"] / "secret.key"
    secret.write_text("x")
    secret.chmod(stat.S_IRUSR | stat.S_IROTH)
    assert "BAD secret" in run(app, "doctor", code=1)
    secret.chmod(stat.S_IRUSR)
    assert "BAD" not in run(app, "doctor")
