"""People of the tests: their accounts, and callers signed in as them."""

from collections.abc import Collection
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from server.accounts import people
from tests.support.caller import PASSWORD

PEOPLE: dict[str, tuple[list[str], list[str]]] = {
    "op1": (["operator"], ["A"]),
    "op2": (["operator"], ["A", "B"]),
    "lead": (["shift_lead"], ["A"]),
    "gate": (["reception"], ["A"]),
    "auditor": (["auditor"], ["A", "B"]),
    "super": (["supervisor"], ["A"]),
    "manager": (["manager"], ["A", "B"]),
    "client": (["client"], ["A"]),
    "admin": (["admin"], ["A", "B"]),
}


def add_person(
    app: Flask,
    username: str,
    roles: Collection[str] | None = None,
    scopes: Collection[str] | None = None,
) -> str:
    """The id of the person, added now if unknown; roles and sites as in the demo unless given."""
    usual = PEOPLE.get(username, (["operator"], ["A"]))
    with app.app_context():
        known = people.find(username)
        if known:
            return known.id
        return people.add_user(
            username,
            username.title(),
            usual[0] if roles is None else roles,
            usual[1] if scopes is None else scopes,
            PASSWORD,
        )


class Actor:
    """A caller signed in by bearer token (or by cookie), with JSON helpers."""

    def __init__(
        self, app: Flask, username: str, transport: str = "bearer", device_id: str | None = None
    ) -> None:
        self.app = app
        self.client = app.test_client()
        body = {"username": username, "password": PASSWORD, "transport": transport}
        if device_id:
            body["device_id"] = device_id
        answer = self.client.post("/api/auth/login", json=body)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        self.signed = answer.get_json()
        self.user_id: str = self.signed["user"]["id"]
        if transport == "bearer":
            self.headers = {"Authorization": f"Bearer {self.signed['access_token']}"}
        else:
            self.headers = {"X-CSRF-Token": self.signed["csrf"]}

    def open(self, method: str, path: str, **kwargs: Any) -> TestResponse:
        headers = {**self.headers, **kwargs.pop("headers", {})}
        return self.client.open(path, method=method, headers=headers, **kwargs)

    def get(self, path: str, **kwargs: Any) -> TestResponse:
        return self.open("GET", path, **kwargs)

    def post(self, path: str, **kwargs: Any) -> TestResponse:
        return self.open("POST", path, **kwargs)

    def delete(self, path: str, **kwargs: Any) -> TestResponse:
        return self.open("DELETE", path, **kwargs)
