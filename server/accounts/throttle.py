"""Ten failed sign-ins slow down that name, known or not, and nobody else behind the address."""

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from server.clock import now
from server.errors import Problem
from server.models import LoginFailure
from server.transaction import insert_or_ignore, writing

ALLOWED = 10
FORGET = timedelta(minutes=15)
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(minutes=15)
DROP = timedelta(days=1)


def begin_attempt(username: str) -> None:
    """Count the attempt before it is judged, so that parallel guesses cannot slip through.

    Raises the problem `too_many_attempts` (429 with Retry-After) while the name is throttled.
    """
    key, moment = _key(username), now()
    with writing() as session:
        row = _locked(session, key, moment)
        if row.blocked_until and row.blocked_until > moment:
            seconds = int((row.blocked_until - moment).total_seconds()) + 1
            raise Problem("too_many_attempts", headers={"Retry-After": str(seconds)})
        row.count = 1 if moment - row.last > FORGET else row.count + 1
        row.last = moment
        if row.count >= ALLOWED:
            row.blocked_until = moment + min(FIRST_WAIT * 2 ** (row.count - ALLOWED), LONGEST_WAIT)


def _locked(session: Session, key: str, moment: datetime) -> LoginFailure:
    """The name's row, made if need be, and once more if a success elsewhere clears it just now."""
    mine = select(LoginFailure).where(LoginFailure.username == key).with_for_update()
    while True:
        if insert_or_ignore(LoginFailure, username=key, count=0, last=moment):
            session.execute(delete(LoginFailure).where(LoginFailure.last < moment - DROP))
        if row := session.scalars(mine).one_or_none():
            return row


def forget(username: str) -> None:
    """A success clears the count."""
    with writing() as session:
        session.execute(delete(LoginFailure).where(LoginFailure.username == _key(username)))


def _key(username: str) -> str:
    """Names that people mistype may be anything, a password even: only a hash is kept."""
    return hashlib.sha256(username.encode()).hexdigest()
