"""Devices: registered with a public key, bound to the people who sign in on them, revoked."""

from typing import Any

from sqlalchemy import select
from uuid_utils import uuid7

from server.accounts import sessions
from server.accounts.identity import Who
from server.accounts.keys import checked_jwk
from server.clock import iso, now
from server.errors import Problem
from server.extensions import db
from server.models import Device, DevicePerson, Session
from server.transaction import insert_or_ignore, writing

SEES_ALL = frozenset({"admin"})
REVOKES_ALL = frozenset({"admin", "supervisor"})


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


def listing(who: Who) -> list[dict[str, Any]]:
    """The devices that the person has signed in on; all of them for an administrator."""
    query = select(Device).order_by(Device.created, Device.id)
    if not who.roles & SEES_ALL:
        own = select(DevicePerson.device_id).where(DevicePerson.user_id == who.user_id)
        query = query.where(Device.id.in_(own))
    return [
        {
            "device_id": device.id,
            "name": device.name,
            "registered_by": device.registered_by,
            "created": iso(device.created),
            "last_contact": iso(device.last_contact) if device.last_contact else None,
            "revoked": iso(device.revoked) if device.revoked else None,
        }
        for device in db.session.scalars(query)
    ]


def revoke(who: Who, device_id: str) -> None:
    """Revoke one's own device, or any as administrator or supervisor; its sessions end (P4b)."""
    with writing() as session:
        device = session.get(Device, device_id)
        if device is None or not (device.registered_by == who.user_id or who.roles & REVOKES_ALL):
            raise Problem("not_found")
        if device.revoked is None:
            device.revoked, device.revoked_by = now(), who.user_id
        sessions.end_device_sessions(device_id, "device revoked")
