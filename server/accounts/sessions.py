"""Sessions: one sign-in with its family of refresh tokens. Kept in the database, so that an end
holds through a restart and counts at the next request."""

from dataclasses import dataclass
from datetime import timedelta

import structlog
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session as DbSession
from uuid_utils import uuid7

from server.accounts import tokens
from server.accounts.identity import Who
from server.clock import now
from server.errors import Problem
from server.extensions import db
from server.models import Device, Grant, RefreshToken, Session, User
from server.transaction import writing

SHARED_PHONE = timedelta(hours=16)
OWN_PHONE = timedelta(days=30)
log = structlog.get_logger()

# Asked at every request, so built once.
_BEHIND = (
    select(
        Session.transport,
        Session.ends,
        Session.revoked,
        Session.device_id,
        User.id.label("user_id"),
        User.username,
        User.name,
        User.active,
        Device.revoked.label("device_revoked"),
    )
    .join(User, User.id == Session.user_id)
    .outerjoin(Device, Device.id == Session.device_id)
    .where(Session.id == bindparam("session_id"))
)
_GRANTS = select(Grant.what, Grant.value).where(Grant.user_id == bindparam("user_id"))


@dataclass(frozen=True)
class Tokens:
    """What a sign-in or a refresh hands out."""

    session_id: str
    access: str
    refresh: str
    ends_in: int
    """Seconds until the session's absolute end."""


def open_session(user: User, device_id: str | None, transport: str, own_phone: bool) -> Tokens:
    """Start a session: one shift on a shared phone, 30 days on one's own."""
    life = OWN_PHONE if own_phone else SHARED_PHONE
    with writing() as session:
        row = Session(
            id=str(uuid7()),
            user_id=user.id,
            device_id=device_id,
            transport=transport,
            created=now(),
            ends=now() + life,
        )
        session.add(row)
        session.flush()
        return _hand_out(row, _new_link(session, row))


def refresh(token: str, transport: str) -> Tokens:
    """Rotate. A lost answer, asked for again, brings the same successor until that one is used;
    a token whose successor was used has been copied: the whole family ends (ASVS 10.4.5)."""
    claims = tokens.read(token, "refresh")
    with writing() as session:
        link = session.scalars(
            select(RefreshToken).where(RefreshToken.id == claims["jti"]).with_for_update()
        ).one_or_none()
        if link is None:
            raise Problem("signed_out")
        row = session.get_one(Session, link.session_id, with_for_update=True)
        if row.transport != transport:
            raise Problem("signed_out")
        _require_live(session, row)
        heir = session.get(RefreshToken, link.successor_id) if link.successor_id else None
        if heir is None:
            heir = _new_link(session, row)
            link.successor_id = heir.id
        replayed = heir.successor_id is not None
        if replayed:
            row.revoked, row.revoked_why = now(), "refresh token replayed"
            log.warning("refresh_replayed", session=row.id, user=row.user_id)
        handed = _hand_out(row, heir)
    if replayed:
        raise Problem("signed_out")
    return handed


def end_session(session_id: str, why: str) -> None:
    """Sign out: both tokens are dead from here on."""
    with writing() as session:
        row = session.get(Session, session_id)
        if row and row.revoked is None:
            row.revoked, row.revoked_why = now(), why


def end_device_sessions(device_id: str, why: str) -> None:
    """End every session that is bound to the device."""
    with writing() as session:
        for row in session.scalars(
            select(Session).where(Session.device_id == device_id, Session.revoked.is_(None))
        ):
            row.revoked, row.revoked_why = now(), why


def who_is(session_id: str, transport: str) -> Who:
    """The person of a live session with roles and sites as they are now; else 401."""
    connection = db.session.connection()
    row = connection.execute(_BEHIND, {"session_id": session_id}).one_or_none()
    if row is None or row.transport != transport:
        raise Problem("signed_out")
    if row.device_revoked:
        raise Problem("device_revoked")
    if row.revoked or not row.active or row.ends <= now():
        raise Problem("signed_out")
    grants = connection.execute(_GRANTS, {"user_id": row.user_id}).all()
    sites = {grant.value for grant in grants if grant.what == "scope"}
    return Who(
        user_id=row.user_id,
        username=row.username,
        name=row.name,
        roles=frozenset(grant.value for grant in grants if grant.what == "role"),
        scopes=frozenset(sites | {"common", f"person:{row.user_id}"}),
        session_id=session_id,
        device_id=row.device_id,
        transport=row.transport,
    )


def _require_live(session: DbSession, row: Session) -> None:
    device = session.get(Device, row.device_id) if row.device_id else None
    if device and device.revoked:
        raise Problem("device_revoked")
    user = session.get_one(User, row.user_id)
    if row.revoked or row.ends <= now() or not user.active:
        raise Problem("signed_out")
    if device:
        device.last_contact = now()


def _new_link(session: DbSession, row: Session) -> RefreshToken:
    # Whole seconds, as in the token: the same link must read the same when minted again.
    link = RefreshToken(id=str(uuid7()), session_id=row.id, issued=now().replace(microsecond=0))
    session.add(link)
    session.flush()
    return link


def _hand_out(row: Session, link: RefreshToken) -> Tokens:
    return Tokens(
        session_id=row.id,
        access=tokens.access_token(row.id, row.user_id, row.ends),
        refresh=tokens.refresh_token(link.id, row.id, row.user_id, link.issued, row.ends),
        ends_in=int((row.ends - now()).total_seconds()),
    )
