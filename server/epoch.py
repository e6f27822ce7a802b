"""The epoch: a random name of this server's history. A restore from a backup begins a new one."""

from uuid import uuid4

from sqlalchemy import select

from server.extensions import db
from server.models import Meta
from server.transaction import insert_or_ignore, writing

KEY = "epoch"
_KEPT = select(Meta.value).where(Meta.key == KEY)


def epoch() -> str:
    """The epoch, made at its first use."""
    found: str | None = db.session.connection().scalar(_KEPT)
    if found is None:
        with writing() as session:
            insert_or_ignore(Meta, key=KEY, value=str(uuid4()))
            found = session.scalars(_KEPT).one()
    return found


def begin_new_epoch() -> str:
    """What was acknowledged may be missing from here on: phones offer it again (F9)."""
    with writing() as session:
        row = session.get(Meta, KEY)
        if row is None:
            return epoch()
        row.value = str(uuid4())
        return row.value
