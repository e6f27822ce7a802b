"""Keeps the synced `person` record beside each account, so that phones know names and roles."""

from sqlalchemy import select

from server.extensions import db
from server.models import Grant, User
from server.push.system import record_as_server


def keep_person(user_id: str) -> None:
    """Make the `person` record say what the account says now. Passwords never travel."""
    user = db.session.get_one(User, user_id)
    grants = db.session.scalars(select(Grant).where(Grant.user_id == user_id)).all()
    record_as_server(
        "person",
        "common",
        user.id,
        {
            "name": user.name,
            "username": user.username,
            "roles": sorted(grant.value for grant in grants if grant.what == "role"),
            "sites": sorted(grant.value for grant in grants if grant.what == "scope"),
            "active": user.active,
        },
    )
