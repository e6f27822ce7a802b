"""Errors are problems of one catalogue, in three languages, without insides (RFC 9457)."""

import errno
import io
import json
import re
import sqlite3

import psycopg
import pytest
from flask import request
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from server.accounts.gate import admit
from server.config import LOCALES
from server.errors import CATALOGUE
from server.extensions import db
from tests.conftest import application
from tests.support.actors import add_person

JSON = {"Content-Type": "application/json"}


def break_with(app, error):
    """Make one route raise."""

    def broken():
        raise error

    app.view_functions["operations.healthz"] = broken
    return app.test_client()


def test_each_problem_has_a_status_and_three_titles():
    for code, entry in CATALOGUE.items():
        assert re.fullmatch(r"[a-z0-9_]+", code)
        assert 400 <= entry["status"] < 600, code
        assert set(entry["title"]) == set(LOCALES), code
        assert all(entry["title"].values()), code


def test_each_code_that_the_server_raises_is_in_the_catalogue(pytestconfig):
    raised = set()
    for path in (pytestconfig.rootpath / "server").rglob("*.py"):
        raised |= set(re.findall(r'Problem\(\s*"(\w+)"', path.read_text()))
    assert raised <= set(CATALOGUE) | {"code"}


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ("en-GB,zh;q=0.5", "en"),
        ("zh-CN", "zh-Hans"),
        ("zh-TW,zh;q=0.9", "zh-Hant"),
        ("zh-Hant-HK", "zh-Hant"),
        ("fr", "zh-Hans"),
        ("", "zh-Hans"),
    ],
)
def test_the_title_is_in_the_callers_language(client, asked, language):
    answer = client.get("/api/nowhere", headers={"Accept-Language": asked})
    assert answer.get_json()["title"] == CATALOGUE["not_found"]["title"][language]
    assert answer.headers["Content-Language"] == language


def test_a_problem_has_the_members_of_rfc_9457(client):
    answer = client.get("/api/nowhere")
    assert answer.content_type == "application/problem+json"
    body = answer.get_json()
    assert set(body) == {"type", "title", "status", "code", "instance"}
    assert (body["status"], body["code"]) == (404, "not_found")
    assert body["type"] == "urn:roundbook:problem:not_found"


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/api/nowhere", 404, "not_found"),
        ("POST", "/api/nowhere", 404, "not_found"),
        ("DELETE", "/api/auth/login", 405, "method_not_allowed"),
        ("GET", "/nowhere", 404, "not_found"),
        ("POST", "/today", 405, "method_not_allowed"),
    ],
)
def test_http_errors_are_problems(client, method, path, status, code):
    answer = client.open(path, method=method, headers=JSON)
    assert (answer.status_code, answer.get_json()["code"]) == (status, code)
    assert answer.content_type == "application/problem+json"
    assert ("Allow" in answer.headers) == (status == 405)


def test_a_body_beyond_the_cap_is_413_and_never_parsed(client):
    answer = client.post("/api/auth/login", data=b" " * (1024 * 1024 + 1), headers=JSON)
    assert (answer.status_code, answer.get_json()["code"]) == (413, "too_large")


def test_whoever_is_not_signed_in_is_told_how_to_come_in(client):
    answer = client.get("/api/auth/me")
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")


def test_a_refused_body_is_read_to_its_end_so_that_the_refusal_arrives(client):
    body = io.BytesIO(b" " * (8 * 1024 * 1024))
    answer = client.post(
        "/api/auth/login", headers=JSON, environ_overrides={"wsgi.input": body}, input_stream=body
    )
    assert (answer.status_code, body.read()) == (413, b"")


class Endless(io.RawIOBase):
    """A body that never stops."""

    taken = 0

    def readable(self):
        return True

    def readinto(self, buffer):
        self.taken += len(buffer)
        buffer[:] = b" " * len(buffer)
        return len(buffer)


def test_an_endless_body_is_413_and_never_held_whole(app):
    body = Endless()
    answer = app.test_client().post(
        "/api/auth/login",
        headers={**JSON, "Transfer-Encoding": "chunked"},
        environ_overrides={"wsgi.input": body, "wsgi.input_terminated": True},
    )
    assert answer.status_code == 413
    assert 0 < body.taken < 2 * 1024 * 1024


def test_an_unexpected_error_says_nothing_but_an_id_that_the_log_has(app, capsys):
    client = break_with(app, RuntimeError("secret insides of op1"))
    answer = client.get("/healthz")
    assert answer.status_code == 500
    assert "insides" not in answer.get_data(as_text=True)
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    logged = next(line for line in lines if line["event"] == "unexpected")
    assert logged["instance"] == answer.get_json()["instance"]
    assert "RuntimeError" in logged["exception"]


@pytest.mark.parametrize(
    ("cause", "status"),
    [
        (sqlite3.OperationalError("database is locked"), 503),
        (sqlite3.OperationalError("unable to open database file"), 503),
        (sqlite3.OperationalError("disk I/O error"), 503),
        (sqlite3.OperationalError("database or disk is full"), 507),
        (psycopg.errors.TooManyConnections("sorry, too many clients already"), 503),
        (psycopg.errors.QueryCanceled("canceling statement due to user request"), 503),
        (psycopg.errors.CrashShutdown("terminating connection"), 503),
        (psycopg.errors.DiskFull("could not extend file"), 507),
    ],
)
def test_a_database_fault_of_the_moment_tells_when_to_come_back(app, cause, status):
    answer = break_with(app, OperationalError("UPDATE", {}, cause)).get("/healthz")
    assert answer.status_code == status
    assert int(answer.headers["Retry-After"]) > 0


def test_running_out_of_connections_is_503(app):
    assert break_with(app, PoolTimeout("QueuePool limit")).get("/healthz").status_code == 503


def test_a_request_holds_no_connection_while_its_body_trickles_in(app, sign_in):
    held = []

    def view():
        admit()
        held.append(db.engine.pool.checkedout())
        return "ok"

    actor = sign_in("op1")
    app.view_functions["operations.healthz"] = view
    assert actor.get("/healthz").status_code == 200
    assert held == [0]


def test_a_full_disk_is_507(app):
    answer = break_with(app, OSError(errno.ENOSPC, "No space left on device")).get("/healthz")
    assert answer.status_code == 507


def test_a_full_disk_under_the_log_costs_nobody_an_answer(client, monkeypatch):
    with open("/dev/full", "wb", buffering=0) as full:
        monkeypatch.setattr("sys.stderr", io.TextIOWrapper(full, write_through=True))
        assert client.get("/api/auth/me").status_code == 401


def test_a_locked_sqlite_is_503_and_nothing_is_half_written(app, monkeypatch):
    add_person(app, "op1")
    with app.app_context():
        monkeypatch.setattr("server.transaction.BUSY_SECONDS", 0)
        db.engine.dispose()
        other = db.engine.raw_connection()
        other.execute("BEGIN IMMEDIATE")
        body = {"username": "op1", "password": "roundbook-demo"}
        answer = app.test_client().post("/api/auth/login", json=body)
        other.close()
    assert answer.status_code == 503
    assert answer.get_json()["code"] == "unavailable"


def test_a_database_that_is_down_is_503(app):
    with app.app_context():
        db.engine.dispose()
        app.config["DATA_DIR"].joinpath("roundbook.sqlite3").unlink()
        app.config["DATA_DIR"].joinpath("roundbook.sqlite3").mkdir()
    assert app.test_client().get("/readyz").status_code == 503
    assert app.test_client().get("/healthz").status_code == 200


def test_a_postgresql_that_is_down_is_503(tmp_path):
    nobody_there = "postgresql://127.0.0.1:1/roundbook"
    with application({"DATA_DIR": tmp_path, "DATABASE_URL": nobody_there}) as app:
        client = app.test_client()
        body = {"username": "op1", "password": "roundbook-demo"}
        for answer in (client.get("/readyz"), client.post("/api/auth/login", json=body)):
            assert answer.status_code == 503
            assert int(answer.headers["Retry-After"]) > 0
        assert client.get("/healthz").status_code == 200


def test_x_forwarded_for_is_ignored_unless_proxies_are_configured(app):
    seen = []
    app.view_functions["operations.healthz"] = lambda: seen.append(request.remote_addr) or "ok"
    app.test_client().get("/healthz", headers={"X-Forwarded-For": "10.1.2.3"})
    assert seen == ["127.0.0.1"]
