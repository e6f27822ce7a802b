"""Which version of the tables is here, and which one this program needs."""

from functools import cache

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from server.config import ROOT
from server.extensions import db


@cache
def needed() -> str | None:
    """The newest migration of this program."""
    return ScriptDirectory(str(ROOT / "migrations")).get_current_head()


def present() -> str | None:
    """The migration that the database stands at. Raises SQLAlchemyError when it is down."""
    found: str | None = MigrationContext.configure(db.session.connection()).get_current_revision()
    return found
