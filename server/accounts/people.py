"""People with a sign-in: adding, granting, disabling. Their synced `person` record is made by
the commands, through the ordinary op path; this module knows only the accounts."""

import re
import secrets
from collections.abc import Collection
from datetime import timedelta

from sqlalchemy import delete, select
from uuid_utils import uuid7

from server.accounts import passwords, throttle
from server.clock import now
from server.errors import Problem
from server.extensions import db
from server.models import Grant, Session, User
from server.transaction import writing

NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
ROLES = (
    "operator",
    "shift_lead",
    "reception",
    "auditor",
    "supervisor",
    "manager",
    "client",
    "admin",
)
CODE_LIFE = timedelta(days=7)


def add_user(
    username: str,
    name: str,
    roles: Collection[str],
    scopes: Collection[str],
    password: str | None = None,
) -> str:
    """Add a person and return their id. `scopes` are sites; `common` comes by itself.

    Without a password the person activates with a code (see `new_activation_code`).
    Raises ValueError for a bad name, role or a name in use; Problem for a weak password.
    """
    username = normal(username)
    if not NAME.fullmatch(username):
        raise ValueError("a user name has letters a-z, digits, '.', '_' or '-'")
    if password is not None:
        passwords.require_strong(password, username)
    user_id = str(uuid7())
    hashed = None if password is None else passwords.hash_password(password)
    with writing() as session:
        if find(username):
            raise ValueError(f"the user name {username} is in use")
        session.add(
            User(id=user_id, username=username, name=name, password_hash=hashed, created=now())
        )
        session.flush()
        set_grants(user_id, roles, scopes)
    return user_id


def set_grants(user_id: str, roles: Collection[str], scopes: Collection[str]) -> None:
    """Replace a person's roles and sites; in force from their next request on."""
    unknown = set(roles) - set(ROLES)
    if unknown:
        raise ValueError(f"unknown role: {', '.join(sorted(unknown))}")
    if any(not scope or scope == "common" or ":" in scope for scope in scopes):
        raise ValueError("only sites can be granted")
    wanted = [("role", role) for role in set(roles)] + [("scope", item) for item in set(scopes)]
    with writing() as session:
        session.execute(delete(Grant).where(Grant.user_id == user_id))
        session.add_all(Grant(user_id=user_id, what=what, value=value) for what, value in wanted)


def set_password(user_id: str, password: str) -> None:
    """Set a new password, and end every session that the old one opened."""
    passwords.require_strong(password, db.session.get_one(User, user_id).username)
    hashed = passwords.hash_password(password)
    with writing() as session:
        user = session.get_one(User, user_id)
        user.password_hash = hashed
        user.activation_hash = user.activation_expires = None
        _end_sessions(user_id, "password changed")


def set_active(user_id: str, active: bool) -> None:
    """Disable or enable a person. A disabled one is refused at the next request."""
    with writing() as session:
        session.get_one(User, user_id).active = active
        if not active:
            _end_sessions(user_id, "disabled")


def new_activation_code(user_id: str) -> str:
    """A code that sets the first password once, within a week."""
    code = "-".join(secrets.token_hex(2) for _ in range(5))
    hashed = passwords.hash_password(code)
    with writing() as session:
        user = session.get_one(User, user_id)
        user.activation_hash, user.activation_expires = hashed, now() + CODE_LIFE
    return code


def activate(username: str, code: str, password: str) -> None:
    """Trade the code for a password. A used, late or wrong code is 401, throttled as sign-in is."""
    username = normal(username)
    throttle.begin_attempt(username)
    user = find(username)
    stored = user.activation_hash if user else None
    if not passwords.matches(stored, code) or user is None or not user.active:
        raise Problem("wrong_code")
    with writing() as session:
        session.refresh(user, with_for_update=True)
        late = user.activation_expires is None or user.activation_expires <= now()
        if late or user.activation_hash != stored:
            raise Problem("wrong_code")
        set_password(user.id, password)
    throttle.forget(username)


def find(username: str) -> User | None:
    """The person of this name, if there is one."""
    found: User | None = db.session.scalars(
        select(User).where(User.username == normal(username))
    ).one_or_none()
    return found


def normal(username: str) -> str:
    """Names do not differ by case or by spaces around them; what no database takes is left out."""
    return username.encode("utf-8", "ignore").decode().replace("\0", "").strip().lower()


def _end_sessions(user_id: str, why: str) -> None:
    for row in db.session.scalars(
        select(Session).where(Session.user_id == user_id, Session.revoked.is_(None))
    ):
        row.revoked, row.revoked_why = now(), why
