"""A phone in software: signs, chains and pushes operations as the real one does.

It speaks HTTP only; what it may do is what any phone may do.
"""

import base64
import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Protocol

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from uuid_utils import uuid7

from sync.operation import op_hash, signed_form

Json = dict[str, Any]
EXPIRED = 401
Clock = Callable[[], datetime]
TUS = {"Tus-Resumable": "1.0.0"}


class Http(Protocol):
    """The part of a Flask test client that a phone uses."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        """Send one request and give its response."""


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class SoftDevice:
    """One registered phone with its key, its chain and the queue of what was not yet pushed.

    `clock` shows when something is recorded, `sending` when it is sent: in a story that may be later.
    """

    def __init__(self, http: Http, clock: Clock, name: str, sending: Clock | None = None) -> None:
        self.http = http
        self._clock = clock
        self._sending = sending or clock
        self._name = name
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._seq = 0
        self._prev: str | None = None
        self._tips: dict[str, str] = {}
        self._revs: dict[str, int] = {}
        self._access: dict[str, str] = {}
        self._refresh: dict[str, str] = {}
        self._authors: dict[str, str] = {}
        self._epoch = ""
        self.device_id = ""
        self.queue: list[Json] = []

    def sign_in(self, username: str, password: str) -> None:
        """Sign a person in on this phone; the first one registers it."""
        body: Json = {"username": username, "password": password, "transport": "bearer"}
        body["own_phone"] = True
        if self.device_id:
            body["device_id"] = self.device_id
        answer = self._post("/api/auth/login", body)
        self._take_tokens(username, answer)
        self._authors[username] = answer["user"]["id"]
        if not self.device_id:
            key = {"name": self._name, "public_key": self._public_jwk()}
            self.device_id = self._post("/api/devices", key, username)["device_id"]

    def author(self, username: str) -> str:
        """The id of a person who has signed in on this phone."""
        return self._authors[username]

    def create(self, username: str, kind: str, scope: str, fields: Mapping[str, Any]) -> str:
        """Queue the creation of a record; its id comes back."""
        record_id = str(uuid7())
        changes = {name: _fresh(value) for name, value in fields.items()}
        self._queue(username, "create", kind, scope, record_id, changes, 0)
        self._revs[record_id] = 0
        return record_id

    def edit(
        self, username: str, kind: str, scope: str, record_id: str, changes: Mapping[str, Any]
    ) -> None:
        """Queue an edit; `changes` in the form of an operation (`{from, to}`, `{add}` …)."""
        rev = self._revs.get(record_id, 0)
        self._queue(username, "edit", kind, scope, record_id, dict(changes), rev)

    def saw(self, record_id: str, rev: int) -> None:
        """Note that the person has seen this revision of a record."""
        self._revs[record_id] = rev

    def push(self, username: str) -> list[Json]:
        """Send the queue in the session of `username`; the results come back in order."""
        results: list[Json] = []
        while self.queue:
            batch, self.queue = self.queue[:200], self.queue[200:]
            sent_at = self._sending().isoformat(timespec="milliseconds")
            told = {"device_id": self.device_id, "epoch": self._epoch, "sent_at": sent_at}
            body = {**told, "ops": batch}
            answer = self._post("/api/sync/push", body, username)
            self._epoch = answer["epoch"]
            for op, result in zip(batch, answer["results"], strict=True):
                if result.get("rev"):
                    self._revs[op["record_id"]] = result["rev"]
            results += answer["results"]
        return results

    def pull(self, username: str) -> list[Json]:
        """All records that the person may read, as the server has them now."""
        records: list[Json] = []
        cursor: Json | None = None
        more = True
        while more:
            body = {"limit": 1000} | ({"cursor": cursor} if cursor else {})
            page = self._post("/api/sync/pull", body, username)
            records += page["records"]
            cursor, more = page["cursor"], page["has_more"]
        for record in records:
            self._revs[record["id"]] = record["rev"]
        return records

    def send(self, method: str, path: str, username: str, **kwargs: Any) -> Any:
        """One request in the session of `username`; the response comes back unjudged."""
        headers = kwargs.pop("headers", {})
        response = self._authorized(method, path, username, headers, **kwargs)
        if response.status_code == EXPIRED:
            token = {"refresh_token": self._refresh[username]}
            self._take_tokens(username, self._post("/api/auth/refresh", token))
            response = self._authorized(method, path, username, headers, **kwargs)
        return response

    def upload(self, username: str, scope: str, data: bytes, kind: str) -> str:
        """Send one photo whole by tus; its SHA-256 comes back."""
        digest = hashlib.sha256(data).hexdigest()
        meta = {"sha256": digest, "type": kind, "scope": scope, "name": "photo"}
        pairs = (f"{key} {base64.b64encode(text.encode()).decode()}" for key, text in meta.items())
        start = TUS | {"Upload-Length": str(len(data)), "Upload-Metadata": ",".join(pairs)}
        created = self.send("POST", "/api/blobs/uploads", username, headers=start)
        _judge(created)
        part = TUS | {"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
        where = created.headers["Location"]
        _judge(self.send("PATCH", where, username, headers=part, data=data))
        return digest

    def _post(self, path: str, body: Json, username: str | None = None) -> Json:
        if username is None:
            response = self.http.open(path, method="POST", json=body)
        else:
            response = self.send("POST", path, username, json=body)
        _judge(response)
        answer: Json = response.get_json()
        return answer

    def _authorized(
        self, method: str, path: str, username: str, headers: Json, **kwargs: Any
    ) -> Any:
        bearer = {"Authorization": f"Bearer {self._access[username]}"}
        return self.http.open(path, method=method, headers=bearer | headers, **kwargs)

    def _take_tokens(self, username: str, answer: Json) -> None:
        self._access[username] = answer["access_token"]
        self._refresh[username] = answer["refresh_token"]

    def _queue(
        self,
        username: str,
        action: str,
        kind: str,
        scope: str,
        record_id: str,
        changes: Json,
        base_rev: int,
    ) -> None:
        self._seq += 1
        op: Json = {
            "op_id": str(uuid7()),
            "device_id": self.device_id,
            "device_seq": self._seq,
            "record_id": record_id,
            "kind": kind,
            "scope": scope,
            "action": action,
            "base_rev": base_rev,
            "after": self._tips.get(record_id),
            "changes": changes,
            "schema": 1,
            "device_time": self._clock().isoformat(timespec="milliseconds"),
            "author_id": self._authors[username],
            "prev_hash": self._prev,
        }
        op["signature"] = self._sign(signed_form(op))
        self._prev = op_hash(op)
        self._tips[record_id] = op["op_id"]
        self.queue.append(op)

    def _sign(self, form: bytes) -> str:
        r, s = decode_dss_signature(self._key.sign(form, ec.ECDSA(hashes.SHA256())))
        return _base64url(r.to_bytes(32, "big") + s.to_bytes(32, "big"))

    def _public_jwk(self) -> Json:
        point = self._key.public_key().public_numbers()
        x, y = (_base64url(part.to_bytes(32, "big")) for part in (point.x, point.y))
        return {"kty": "EC", "crv": "P-256", "x": x, "y": y}


def _judge(response: Any) -> None:
    if response.status_code >= 400:
        path, status = response.request.path, response.status_code
        raise RuntimeError(f"{path} answered {status}: {response.get_data(True)}")


def _fresh(value: Any) -> Any:
    """A first value as a change: deltas (`{add}`) stay, all else is `{from: null, to}`."""
    is_delta = isinstance(value, dict) and value.keys() == {"add"}
    return value if is_delta else {"from": None, "to": value}
