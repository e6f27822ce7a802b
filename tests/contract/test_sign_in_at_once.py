"""Sign-in and refresh keep their rules when many ask at the same moment, on both databases."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from flask import Flask

from server.accounts import throttle
from server.extensions import db
from server.models import DevicePerson, RefreshToken
from tests.support.actors import PASSWORD, Actor, add_person
from tests.support.device import SoftDevice

CALLERS = 12


def at_once(work: Callable[[], Any], callers: int = CALLERS) -> list[Any]:
    """What each of several threads got from doing the same at the same time."""
    gate = Barrier(callers)

    def run(_n: int) -> Any:
        gate.wait()
        return work()

    with ThreadPoolExecutor(callers) as threads:
        return list(threads.map(run, range(callers)))


def test_one_refresh_token_brings_one_successor_however_often_it_is_sent(any_app: Flask) -> None:
    add_person(any_app, "op1")
    body = {"refresh_token": Actor(any_app, "op1").signed["refresh_token"]}

    def refresh() -> Any:
        return any_app.test_client().post("/api/auth/refresh", json=body)

    answers = at_once(refresh)
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.get_json()["refresh_token"] for answer in answers}) == 1
    with any_app.app_context():
        assert db.session.query(RefreshToken).count() == 2


def test_guesses_at_the_same_moment_are_counted_one_by_one(any_app: Flask) -> None:
    add_person(any_app, "op1")

    def guess() -> int:
        body = {"username": "op1", "password": "a wrong one"}
        return any_app.test_client().post("/api/auth/login", json=body).status_code

    answers = at_once(guess, 16)
    assert sorted(answers) == [401] * 10 + [429] * 6


def test_a_shift_signs_in_on_one_phone_at_once(any_app: Flask) -> None:
    names = [f"worker{n}" for n in range(CALLERS)]
    for name in names:
        add_person(any_app, name)
    device = SoftDevice(Actor(any_app, names[0]))
    waiting = iter(names)

    def sign_in() -> int:
        body = {"username": next(waiting), "password": PASSWORD, "device_id": device.device_id}
        return any_app.test_client().post("/api/auth/login", json=body).status_code

    assert at_once(sign_in) == [200] * CALLERS
    with any_app.app_context():
        assert db.session.query(DevicePerson).count() == CALLERS


def test_a_sign_in_that_meets_another_ones_success_is_no_server_error(
    pg_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_person(pg_app, "op1")
    body = {"username": "op1", "password": "a wrong one"}
    pg_app.test_client().post("/api/auth/login", json=body)
    real = throttle.insert_or_ignore

    def success_elsewhere() -> None:
        with pg_app.app_context():
            throttle.forget("op1")

    def insert(*args: Any, **values: Any) -> bool:
        monkeypatch.setattr(throttle, "insert_or_ignore", real)
        inserted = real(*args, **values)
        with ThreadPoolExecutor(1) as other:
            other.submit(success_elsewhere).result()
        return inserted

    monkeypatch.setattr(throttle, "insert_or_ignore", insert)
    body["password"] = PASSWORD
    assert pg_app.test_client().post("/api/auth/login", json=body).status_code == 200
