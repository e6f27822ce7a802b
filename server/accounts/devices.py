"""Devices: registered with a public key, bound to the people who sign in on them, revoked."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog
from sqlalchemy import ColumnElement, or_, select, true
from sqlalchemy.exc import DBAPIError
from uuid_utils import uuid7

from server.accounts import sessions
from server.accounts.identity import Who
from server.accounts.keys import checked_jwk
from server.clock import iso, now
from server.errors import Problem
from server.extensions import db
from server.models import Device, DevicePerson, Grant, Session
from server.transaction import insert_or_ignore, writing

SEES_ALL = frozenset({"admin"})
SEES_SITE = frozenset({"supervisor", "manager"})
CONTACT = timedelta(minutes=1)
"""How exactly the last contact is kept: a phone that only reads must not cost a write each time."""
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a phone says that it still has to send, everyone's on it."""

    ops: int
    photos: int
    bytes: int


def register(who: Who, name: str, jwk: dict[str, Any]) -> str:
    """Take in a device, its registrar being its first person, and bind this session to it."""
    key = checked_jwk(jwk)
    device_id = str(uuid7())
    with writing() as session:
        session.add(
            Device(
                id=device_id,
                name=name,
                public_key=key,
                registered_by=who.user_id,
                created=now(),
                last_contact=now(),
            )
        )
        session.flush()
        session.add(DevicePerson(device_id=device_id, user_id=who.user_id, since=now()))
        session.get_one(Session, who.session_id).device_id = device_id
    return device_id


def sign_in_on(device_id: str, user_id: str) -> str | None:
    """Note that the person signed in on this device (O5). Unknown: None. Revoked: 401."""
    if not device_id.isascii() or not device_id.isprintable():
        return None  # no id of ours, and nothing to ask a database for
    with writing() as session:
        device = session.get(Device, device_id)
        if device is None:
            return None
        if device.revoked:
            raise Problem("device_revoked")
        device.last_contact = now()
        insert_or_ignore(DevicePerson, device_id=device_id, user_id=user_id, since=now())
    return device_id


def heard_from(device_id: str | None, waiting: Waiting | None) -> None:
    """Note that a device was in contact and what waits on it. Evidence only: it never fails a caller."""
    if device_id is None:
        return
    device = db.session.get(Device, device_id)
    if device is None or _known(device, waiting):
        return
    try:
        with writing() as session:
            device = session.get_one(Device, device_id)
            device.last_contact = now()
            if waiting is not None:
                device.waiting_ops = waiting.ops
                device.waiting_photos = waiting.photos
                device.waiting_bytes = waiting.bytes
                device.waiting_at = now()
    except DBAPIError as error:
        log.warning("contact_not_noted", kind=type(error.orig).__name__)


def listing(who: Who) -> list[dict[str, Any]]:
    """The devices that the person may see, with their people and what waited on them."""
    devices = db.session.scalars(
        select(Device).where(_seen_by(who)).order_by(Device.created, Device.id)
    ).all()
    people: dict[str, list[str]] = {device.id: [] for device in devices}
    pairs = select(DevicePerson).where(DevicePerson.device_id.in_(people))
    for pair in db.session.scalars(pairs.order_by(DevicePerson.since, DevicePerson.user_id)):
        people[pair.device_id].append(pair.user_id)
    return [_line(device, people[device.id]) for device in devices]


def revoke(who: Who, device_id: str) -> None:
    """Revoke one's own device, one of one's sites' people, or any as administrator (P4b).

    Its sessions end at once.
    """
    with writing() as session:
        judges = who.roles & (SEES_ALL | SEES_SITE)
        may = _seen_by(who) if judges else Device.registered_by == who.user_id
        device = session.scalars(select(Device).where(Device.id == device_id, may)).one_or_none()
        if device is None:
            raise Problem("not_found")
        if device.revoked is None:
            device.revoked, device.revoked_by = now(), who.user_id
        sessions.end_device_sessions(device_id, "device revoked")


def _seen_by(who: Who) -> ColumnElement[bool]:
    """All for an administrator, those of their sites' people for supervisors, else one's own."""
    if who.roles & SEES_ALL:
        return true()
    own = DevicePerson.user_id == who.user_id
    if who.roles & SEES_SITE:
        held = select(Grant.user_id).where(Grant.what == "scope", Grant.value.in_(who.scopes))
        own = or_(own, DevicePerson.user_id.in_(held))
    return Device.id.in_(select(DevicePerson.device_id).where(own))


def _known(device: Device, waiting: Waiting | None) -> bool:
    recent = device.last_contact is not None and now() - device.last_contact < CONTACT
    if waiting is None:
        return recent
    said = (device.waiting_ops, device.waiting_photos, device.waiting_bytes)
    return recent and said == (waiting.ops, waiting.photos, waiting.bytes)


def _line(device: Device, people: list[str]) -> dict[str, Any]:
    said = {
        "ops": device.waiting_ops,
        "photos": device.waiting_photos,
        "bytes": device.waiting_bytes,
        "at": iso(device.waiting_at) if device.waiting_at else None,
    }
    return {
        "device_id": device.id,
        "name": device.name,
        "registered_by": device.registered_by,
        "created": iso(device.created),
        "last_contact": iso(device.last_contact) if device.last_contact else None,
        "revoked": iso(device.revoked) if device.revoked else None,
        "revoked_by": device.revoked_by,
        "people": people,
        "waiting": said if device.waiting_at else None,
    }
