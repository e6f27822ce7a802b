"""The Flask extensions, unbound. Nothing here reads settings; `server.create_app` binds them."""

from pathlib import Path
from typing import Any

from flask_jwt_extended import JWTManager
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase

NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Parent of all models; constraint names are fixed so that migrations can name them."""

    metadata = MetaData(naming_convention=NAMES)


db: Any = SQLAlchemy(
    metadata=Base.metadata,
    # A value read inside a transaction stays readable after its commit.
    session_options={"expire_on_commit": False},
)
migrate = Migrate(directory=str(Path(__file__).parent.parent / "migrations"))
limiter = Limiter(key_func=get_remote_address, storage_uri="memory://")
tokens = JWTManager()
