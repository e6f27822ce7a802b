"""What syncs: scopes with their counters, records, and every op ever received (H1).

Only `push.store` and `blobs` write these. JSON stays text, so that a pull can join rows as they
lie; times are ISO text in UTC for the same reason.
"""

from datetime import timedelta

from sqlalchemy import BigInteger, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from server.extensions import Base
from server.models.types import BigId


class Scope(Base):
    """The counter of one scope, locked and raised last in each write (F1), and its head (H2)."""

    __tablename__ = "scopes"

    scope: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, default=0)
    head: Mapped[str] = mapped_column(default="")


class Record(Base):
    """A record in its latest state. A moved one leaves a tombstone in its old scope (F6)."""

    __tablename__ = "records"
    __table_args__ = (
        UniqueConstraint("scope", "seq", name="uq_records_scope_seq"),
        Index("ix_records_kind_scope_at", "kind", "scope", "at"),
        Index("ix_records_id", "id"),
        Index(
            "ix_records_about",
            "about",
            sqlite_where=text("about IS NOT NULL"),
            postgresql_where=text("about IS NOT NULL"),
        ),
        Index(
            "ix_records_deleted",
            "updated_received",
            sqlite_where=text("deleted"),
            postgresql_where=text("deleted"),
        ),
    )

    scope: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    rev: Mapped[int]
    seq: Mapped[int] = mapped_column(BigInteger)
    deleted: Mapped[bool] = mapped_column(default=False)
    moved: Mapped[bool] = mapped_column(default=False)
    fields: Mapped[str] = mapped_column(Text)
    versions: Mapped[str] = mapped_column(Text)
    state: Mapped[str | None]
    about: Mapped[str | None]
    """Of a conflict the record it is about, of a quarantine record the `op_key` of its op."""
    at: Mapped[str]
    created_by: Mapped[str]
    created_device_time: Mapped[str]
    created_received: Mapped[str]
    updated_by: Mapped[str]
    updated_device_time: Mapped[str]
    updated_received: Mapped[str]


class Purged(Base):
    """What is left of a deleted record for good: its id, where it lay, its last rev (F8)."""

    __tablename__ = "purged"

    id: Mapped[str] = mapped_column(primary_key=True)
    scope: Mapped[str] = mapped_column(primary_key=True)
    rev: Mapped[int]
    at: Mapped[str]
    """When it was purged."""


class Op(Base):
    """One op as it was received, with its outcome. Append-only but for a held op's settling.

    `op_key` is the op_id; for rows set apart as a fork or a reuse it carries the op's hash too,
    so that O2's uniqueness of (device, device_seq) binds the ordinary rows only. What the server
    did itself has device_seq 0.

    `link` chains the row to its scope's history (H2). It covers personal data by the salted
    `commitment` and `effects_commitment` only, so that `body`, `salt` and `effects` can be erased.
    An op that was held or set apart keeps its `first` answer; each time it is `settled` it is
    chained again.
    """

    __tablename__ = "ops"
    __table_args__ = (
        Index("ix_ops_op_id", "op_id"),
        Index("ix_ops_record_id", "record_id"),
        Index(
            "uq_ops_device_seq",
            "device_id",
            "device_seq",
            unique=True,
            sqlite_where=text("op_key = op_id AND device_seq > 0"),
            postgresql_where=text("op_key = op_id AND device_seq > 0"),
        ),
        Index("ix_ops_scope_seq", "scope", "seq"),
        Index(
            "ix_ops_held",
            "after",
            sqlite_where=text("outcome = 'held'"),
            postgresql_where=text("outcome = 'held'"),
        ),
        Index(
            "ix_ops_decided_id",
            "decided_id",
            sqlite_where=text("decided_id IS NOT NULL"),
            postgresql_where=text("decided_id IS NOT NULL"),
        ),
        {"sqlite_autoincrement": True},
    )

    n: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    op_key: Mapped[str] = mapped_column(unique=True)
    op_id: Mapped[str]
    device_id: Mapped[str]
    device_seq: Mapped[int] = mapped_column(BigInteger)
    record_id: Mapped[str]
    scope: Mapped[str]
    kind: Mapped[str]
    body: Mapped[str | None] = mapped_column(Text)
    salt: Mapped[str | None]
    commitment: Mapped[str]
    op_hash: Mapped[str]
    content_hash: Mapped[str]
    prev_hash: Mapped[str | None]
    signature_ok: Mapped[bool]
    author_id: Mapped[str]
    adopted_by: Mapped[str | None]
    session_user: Mapped[str]
    session_id: Mapped[str]
    received: Mapped[str]
    clock_offset_ms: Mapped[int | None] = mapped_column(BigInteger)
    clock_measured: Mapped[bool] = mapped_column(default=False)
    """Whether the phone told its clock when it sent; else the offset holds its waiting, too."""
    outcome: Mapped[str]
    code: Mapped[str | None]
    message: Mapped[str | None] = mapped_column(Text)
    rev: Mapped[int | None]
    conflict_id: Mapped[str | None]
    after: Mapped[str | None]
    decided_id: Mapped[str | None]
    decided_rev: Mapped[int | None]
    effects: Mapped[str | None] = mapped_column(Text)
    effects_commitment: Mapped[str | None]
    seq: Mapped[int] = mapped_column(BigInteger)
    link: Mapped[str]
    first: Mapped[str | None] = mapped_column(Text)
    settled: Mapped[str | None] = mapped_column(Text)


class Offer(Base):
    """A known op offered again by another device (O2): where it stands in that device's chain.

    Written only if its signature is the device's. No history is made by it, so it is in no chain of
    ours: its hash and signature are checked against the op that the history holds.
    """

    __tablename__ = "offers"
    __table_args__ = (Index("ix_offers_op_id", "op_id"),)

    device_id: Mapped[str] = mapped_column(primary_key=True)
    device_seq: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    op_id: Mapped[str]
    op_hash: Mapped[str]
    prev_hash: Mapped[str | None]
    signature: Mapped[str]
    session_user: Mapped[str]
    received: Mapped[str]


TOMBSTONES_STAY = timedelta(days=400)
"""How long a phone may have been away and still learn of each deletion (F8)."""
HORIZON = "horizon"
"""Key of `Meta`: up to which seq of each scope rows have been purged, as JSON (F8)."""
PURGED = "purged"
"""Key of `Meta`: when the purge last ran through."""


class Meta(Base):
    """Single values about this server's history, such as its epoch."""

    __tablename__ = "meta"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(Text)
