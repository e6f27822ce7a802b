"""A phone in software: it registers a P-256 key, makes signed chained ops, pushes and pulls.

It computes canonical form, hash and signature by itself (rfc8785, cryptography), so that it also
checks the server's own code.
"""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING, Any

import rfc8785
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from uuid_utils import uuid7

if TYPE_CHECKING:  # phones that are processes of their own do without the server's modules
    from werkzeug.test import TestResponse

    from tests.support.actors import Actor

DEVICE_TIME = "2026-11-23T16:00:00.000+08:00"


def b64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def new_id() -> str:
    return str(uuid7())


class SoftDevice:
    """One phone, registered by `actor`. `actor` may be replaced by another one who signed in on it.

    `device.op("create", "issue", "A", {"title": {"from": None, "to": "Leak"}})` makes the next op
    (`record_id`, `base_rev`, `after` are kept per record unless given); `device.push(op, …)` sends.
    """

    def __init__(self, actor: Actor, name: str = "phone") -> None:
        self.actor = actor
        self.key = ec.generate_private_key(ec.SECP256R1())
        answer = actor.post("/api/devices", json={"name": name, "public_key": self.jwk()})
        assert answer.status_code == 201, answer.get_data(as_text=True)
        self.device_id: str = answer.get_json()["device_id"]
        self.device_seq = 0
        self.prev_hash: str | None = None
        self.last: dict[str, str] = {}
        self.epoch: str | None = None
        self.cursor: dict[str, Any] | None = None

    def jwk(self) -> dict[str, str]:
        point = self.key.public_key().public_numbers()
        x, y = (b64url(n.to_bytes(32, "big")) for n in (point.x, point.y))
        return {"kty": "EC", "crv": "P-256", "x": x, "y": y}

    def op(
        self,
        action: str,
        kind: str,
        scope: str,
        changes: dict[str, Any] | None = None,
        *,
        record_id: str | None = None,
        base_rev: int = 0,
        **members: Any,
    ) -> dict[str, Any]:
        """The device's next op, chained and signed; `members` override any member."""
        record_id = record_id or new_id()
        self.device_seq += 1
        op: dict[str, Any] = {
            "op_id": new_id(),
            "device_id": self.device_id,
            "device_seq": self.device_seq,
            "record_id": record_id,
            "kind": kind,
            "scope": scope,
            "action": action,
            "base_rev": base_rev,
            "after": self.last.get(record_id),
            "changes": changes or {},
            "schema": 1,
            "device_time": DEVICE_TIME,
            "author_id": self.actor.user_id,
            "prev_hash": self.prev_hash,
            **members,
        }
        self.sign(op)
        self.last[record_id] = op["op_id"]
        self.follows(op)
        return op

    def follows(self, op: dict[str, Any]) -> None:
        """Let the next op be chained to this one (O3)."""
        self.prev_hash = b64url(hashlib.sha256(canonical(op)).digest())

    def create(self, kind: str, scope: str, fields: dict[str, Any], **given: Any) -> dict[str, Any]:
        """A create op from plain values (scalars only)."""
        changes = {name: {"from": None, "to": value} for name, value in fields.items()}
        return self.op("create", kind, scope, changes, **given)

    def sign(self, op: dict[str, Any]) -> None:
        """Put a valid signature on the op (again, after a test has changed it)."""
        der = self.key.sign(canonical(op), ec.ECDSA(hashes.SHA256()))
        r, s = decode_dss_signature(der)
        op["signature"] = b64url(r.to_bytes(32, "big") + s.to_bytes(32, "big"))

    def push_raw(self, *ops: dict[str, Any], **members: Any) -> TestResponse:
        """The raw answer of one push."""
        body = {"device_id": self.device_id, "epoch": self.epoch, "ops": list(ops), **members}
        return self.actor.post("/api/sync/push", json=body)

    def push(self, *ops: dict[str, Any]) -> list[dict[str, Any]]:
        """The results of one push that must be answered 200."""
        answer = self.push_raw(*ops)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        body = answer.get_json()
        self.epoch = body["epoch"]
        return body["results"]

    def pull(self, limit: int | None = None) -> list[dict[str, Any]]:
        """All records since the last pull, page after page; the cursor is kept."""
        rows: list[dict[str, Any]] = []
        while True:
            body: dict[str, Any] = {"cursor": self.cursor}
            if limit is not None:
                body["limit"] = limit
            answer = self.actor.post("/api/sync/pull", json=body)
            assert answer.status_code == 200, answer.get_data(as_text=True)
            page = answer.get_json()
            self.cursor, self.epoch = page["cursor"], page["epoch"]
            rows += page["records"]
            if not page["has_more"]:
                return rows


def canonical(op: dict[str, Any]) -> bytes:
    """RFC 8785 form without the signature (O3)."""
    return rfc8785.dumps({key: value for key, value in op.items() if key != "signature"})
