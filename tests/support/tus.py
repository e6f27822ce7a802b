"""A tus client of a few lines, so that a test can also say what no good client would."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # phones that are processes of their own do without the server's modules
    from flask import Flask
    from werkzeug.test import TestResponse

    from tests.support.actors import Actor

UPLOADS = "/api/blobs/uploads"
BYTES = "application/offset+octet-stream"


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def metadata(content: bytes, scope: str = "A", **given: str) -> str:
    """An `Upload-Metadata` header for this content; `given` overrides or adds."""
    values = {"sha256": sha256(content), "type": "image/jpeg", "scope": scope, "name": "泵.jpg"}
    return ",".join(
        f"{key} {base64.b64encode(value.encode()).decode()}"
        for key, value in {**values, **given}.items()
    )


def checksum(content: bytes, name: str = "sha256") -> str:
    """An `Upload-Checksum` header."""
    digest = hashlib.new(name.replace("-", ""), content).digest()
    return f"{name} {base64.b64encode(digest).decode()}"


def parts(app: Flask) -> list[str]:
    """The files of unfinished uploads on the server's disk."""
    folder = app.config["DATA_DIR"] / "uploads"
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def scopes_with(app: Flask, content: bytes) -> list[str]:
    """The scopes in which this content is available."""
    from sqlalchemy import select

    from server.extensions import db
    from server.models import BlobScope

    with app.app_context():
        of = select(BlobScope.scope).where(BlobScope.sha256 == sha256(content))
        return sorted(db.session.scalars(of))


class Tus:
    """Speaks tus as one person. `upload` does all; the verbs return raw answers."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor

    def open(self, method: str, path: str, **kwargs: Any) -> TestResponse:
        headers = {"Tus-Resumable": "1.0.0", **kwargs.pop("headers", {})}
        return self.actor.open(method, path, headers=headers, **kwargs)

    def create(
        self, content: bytes, scope: str = "A", length: object = None, **given: str
    ) -> TestResponse:
        headers = {
            "Upload-Length": str(len(content) if length is None else length),
            "Upload-Metadata": metadata(content, scope, **given),
        }
        return self.open("POST", UPLOADS, headers=headers)

    def begin(self, content: bytes, scope: str = "A") -> str:
        """The path of a new upload."""
        answer = self.create(content, scope)
        assert answer.status_code == 201, answer.get_data(as_text=True)
        return answer.headers["Location"]

    def patch(self, path: str, offset: object, data: bytes, **headers: str) -> TestResponse:
        headers = {"Upload-Offset": str(offset), "Content-Type": BYTES, **headers}
        return self.open("PATCH", path, data=data, headers=headers)

    def offset(self, path: str) -> int:
        answer = self.open("HEAD", path)
        assert answer.status_code == 200
        return int(answer.headers["Upload-Offset"])

    def upload(self, content: bytes, scope: str = "A") -> str:
        """Bring the whole content; its hash."""
        answer = self.patch(self.begin(content, scope), 0, content)
        assert answer.status_code == 204, answer.get_data(as_text=True)
        return sha256(content)
