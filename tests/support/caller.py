"""A person signed in over real HTTP: what `Actor` is to an application, to a server elsewhere.

Imports nothing of the server, so that a phone can be a cheap process of its own.
"""

import http.client
import json
from dataclasses import dataclass
from typing import Any

PASSWORD = "roundbook-demo"
PATIENCE = 60.0  # seconds that a loaded machine may take to answer


@dataclass(frozen=True)
class Answer:
    """An answer with the names that Flask's test client uses."""

    status_code: int
    headers: http.client.HTTPMessage
    body: bytes

    def get_json(self) -> Any:
        return json.loads(self.body)

    def get_data(self, as_text: bool = False) -> Any:
        return self.body.decode("utf-8", "replace") if as_text else self.body


class Caller:
    """Signed in by bearer token at a port of this machine. Each request has its own connection.

    A lost connection is an OSError or HTTPException, as it is for a phone.
    """

    def __init__(self, port: int, username: str, device_id: str | None = None) -> None:
        self.port = port
        self.headers: dict[str, str] = {}
        self.username = username
        self.sign_in(device_id)

    def sign_in(self, device_id: str | None = None) -> None:
        body = {"username": self.username, "password": PASSWORD, "transport": "bearer"}
        if device_id:
            body["device_id"] = device_id
        answer = self.post("/api/auth/login", json=body)
        if answer.status_code != 200:
            raise ConnectionError(f"not signed in: {answer.get_data(as_text=True)}")
        self.signed = answer.get_json()
        self.user_id: str = self.signed["user"]["id"]
        self.headers = {"Authorization": f"Bearer {self.signed['access_token']}"}

    def open(self, method: str, path: str, **given: Any) -> Answer:
        """Send `json` or `data` and read the whole answer."""
        headers = {**self.headers, **given.get("headers", {})}
        body = given.get("data")
        if "json" in given:
            body = json.dumps(given["json"]).encode()
            headers["Content-Type"] = "application/json"
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        finally:
            connection.close()

    def get(self, path: str, **given: Any) -> Answer:
        return self.open("GET", path, **given)

    def post(self, path: str, **given: Any) -> Answer:
        return self.open("POST", path, **given)
