"""Photos and files by their hash: what is here, in which scopes, named by which records.

The bytes lie in the blob store, never in the database.
"""

from datetime import datetime

from sqlalchemy import BigInteger, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from server.extensions import Base
from server.models.types import UtcDateTime


class Blob(Base):
    """A file that has arrived whole, its hash verified (B1)."""

    __tablename__ = "blobs"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    bytes: Mapped[int] = mapped_column(BigInteger)
    type: Mapped[str]
    width: Mapped[int | None]
    height: Mapped[int | None]
    created: Mapped[datetime] = mapped_column(UtcDateTime)


class BlobScope(Base):
    """This blob was brought into this scope; without a row it does not exist there."""

    __tablename__ = "blob_scopes"
    __table_args__ = (Index("ix_blob_scopes_scope", "scope"),)

    sha256: Mapped[str] = mapped_column(primary_key=True)
    scope: Mapped[str] = mapped_column(primary_key=True)


class BlobRef(Base):
    """A record names this hash, whether its bytes have arrived or not (B2, B5)."""

    __tablename__ = "blob_refs"
    __table_args__ = (Index("ix_blob_refs_record_id", "record_id"),)

    sha256: Mapped[str] = mapped_column(primary_key=True)
    scope: Mapped[str] = mapped_column(primary_key=True)
    record_id: Mapped[str] = mapped_column(primary_key=True)


class Upload(Base):
    """An upload by tus, resumable until it expires (B4).

    How far it has come is the size of its part file, which grows without a transaction.
    """

    __tablename__ = "uploads"
    __table_args__ = (Index("ix_uploads_scope", "scope"), Index("ix_uploads_expires", "expires"))

    id: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[str]
    device_id: Mapped[str | None]
    scope: Mapped[str]
    sha256: Mapped[str]
    length: Mapped[int] = mapped_column(BigInteger)
    claim: Mapped[str] = mapped_column(Text)
    """`Upload-Metadata` as it was sent, to be echoed; nothing else is made of it."""
    finished: Mapped[bool] = mapped_column(default=False)
    created: Mapped[datetime] = mapped_column(UtcDateTime)
    expires: Mapped[datetime] = mapped_column(UtcDateTime)
