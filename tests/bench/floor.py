"""The floor: the least that Flask and SQLAlchemy can do with the same JSON batch."""

from typing import Any

from flask import Flask, jsonify, request
from sqlalchemy import JSON
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from server.extensions import db
from server.transaction import writing


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


def add_floor(app: Flask) -> None:
    """Give the application a bare view that inserts a batch through the ORM."""

    @app.post("/bench/insert")
    def insert() -> Any:
        ops = request.get_json()["ops"]
        with writing() as session:
            keep(session, ops)
        return jsonify(results=[{"op_id": op["op_id"]} for op in ops])

    with app.app_context():
        Base.metadata.create_all(db.engine)


def keep(session: Session, ops: list[dict[str, Any]]) -> None:
    """Insert the rows as the ORM does it."""
    session.add_all(Row(**op) for op in ops)
