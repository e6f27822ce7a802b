"""People who sign in, what they are granted, their sessions and devices. No rules here."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from server.extensions import Base
from server.models.types import UtcDateTime


class User(Base):
    """A person with a sign-in. The synced `person` record has the same id."""

    __tablename__ = "users"

    id: Mapped[str] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    password_hash: Mapped[str | None]
    activation_hash: Mapped[str | None]
    activation_expires: Mapped[datetime | None] = mapped_column(UtcDateTime)
    active: Mapped[bool] = mapped_column(default=True)
    created: Mapped[datetime] = mapped_column(UtcDateTime)


class Grant(Base):
    """One role or one scope of one person: `what` is "role" or "scope"."""

    __tablename__ = "grants"

    user_id: Mapped[str] = mapped_column(ForeignKey("users.id"), primary_key=True)
    what: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(primary_key=True)


class Device(Base):
    """A phone or browser with its public key (a P-256 JWK as JSON text).

    `waiting_…` is what it said of its queue at `waiting_at`; null until it has.
    """

    __tablename__ = "devices"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    public_key: Mapped[str]
    registered_by: Mapped[str] = mapped_column(ForeignKey("users.id"))
    created: Mapped[datetime] = mapped_column(UtcDateTime)
    last_contact: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_by: Mapped[str | None]
    waiting_ops: Mapped[int | None]
    waiting_photos: Mapped[int | None]
    waiting_bytes: Mapped[int | None] = mapped_column(BigInteger)
    waiting_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class DevicePerson(Base):
    """This person has signed in on this device (O5)."""

    __tablename__ = "device_people"

    device_id: Mapped[str] = mapped_column(ForeignKey("devices.id"), primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id"), primary_key=True)
    since: Mapped[datetime] = mapped_column(UtcDateTime)


class Session(Base):
    """One sign-in: the family of its refresh tokens, with an absolute end."""

    __tablename__ = "sessions"
    __table_args__ = (Index("ix_sessions_user_id", "user_id"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id"))
    device_id: Mapped[str | None] = mapped_column(ForeignKey("devices.id"), index=True)
    transport: Mapped[str]
    created: Mapped[datetime] = mapped_column(UtcDateTime)
    ends: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_why: Mapped[str | None]


class RefreshToken(Base):
    """One link of a session's rotation; `successor_id` is set at its first use."""

    __tablename__ = "refresh_tokens"

    id: Mapped[str] = mapped_column(primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id"), index=True)
    issued: Mapped[datetime] = mapped_column(UtcDateTime)
    successor_id: Mapped[str | None]


class LoginFailure(Base):
    """Failed sign-ins of one name, known or not, for throttling."""

    __tablename__ = "login_failures"

    username: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int]
    last: Mapped[datetime] = mapped_column(UtcDateTime)
    blocked_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
