"""The floor: the least that Flask and SQLAlchemy can do with the same JSON batch, or the same photo."""

import hashlib
import os
from pathlib import Path
from typing import Any

from flask import Flask, Response, jsonify, request
from sqlalchemy import JSON
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from server.extensions import db
from server.transaction import writing

PHOTOS = "/api/blobs/bench"
"""Under the photos' own address, because only there bytes are let in at all."""


class Base(DeclarativeBase):
    """Tables of the bench only."""


class Row(Base):
    """What a bare service would keep of an op: each of its members in a column."""

    __tablename__ = "bench_rows"

    op_id: Mapped[str] = mapped_column(primary_key=True)
    device_id: Mapped[str]
    device_seq: Mapped[int]
    record_id: Mapped[str]
    kind: Mapped[str]
    scope: Mapped[str]
    action: Mapped[str]
    base_rev: Mapped[int]
    after: Mapped[str | None]
    changes: Mapped[dict[str, Any]] = mapped_column(JSON)
    schema: Mapped[int]
    device_time: Mapped[str]
    author_id: Mapped[str]
    prev_hash: Mapped[str | None]
    signature: Mapped[str]


class Photo(Base):
    """What a bare service would keep of a photo beside its file."""

    __tablename__ = "bench_photos"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    bytes: Mapped[int]
    type: Mapped[str]


def add_floor(app: Flask) -> None:
    """Give the application bare views: a batch through the ORM, a photo as a file and a row."""

    @app.post("/bench/insert")
    def insert() -> Any:
        ops = request.get_json()["ops"]
        with writing() as session:
            keep(session, ops)
        return jsonify(results=[{"op_id": op["op_id"]} for op in ops])

    @app.post(PHOTOS)
    def photo() -> Response:
        content = request.get_data()
        sha256 = hashlib.sha256(content).hexdigest()
        write(app.config["DATA_DIR"] / "bench" / sha256[:2] / sha256, content)
        with writing() as session:
            session.add(Photo(sha256=sha256, bytes=len(content), type="image/jpeg"))
        return Response(status=204)

    with app.app_context():
        Base.metadata.create_all(db.engine)


def keep(session: Session, ops: list[dict[str, Any]]) -> None:
    """Insert the rows as the ORM does it."""
    session.add_all(Row(**op) for op in ops)


def write(path: Path, content: bytes) -> None:
    """A file that survives a power cut, its folders included, as the photos' own store does it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    for place in (path, path.parent, path.parent.parent):
        descriptor = os.open(place, os.O_RDONLY)
        os.fsync(descriptor)
        os.close(descriptor)
