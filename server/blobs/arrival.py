"""A blob has come in whole: verify it, keep it, and tell the records that name it (B1, B2)."""

import hashlib
from pathlib import Path

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from server.blobs import storage
from server.blobs.pictures import Picture, inspect
from server.clock import now
from server.errors import Problem
from server.models import Blob, BlobScope, Scope, Upload
from server.push.store import blob_arrived
from server.transaction import insert_or_ignore, writing

_HERE = select(BlobScope.scope).where(
    BlobScope.sha256 == bindparam("sha256"), BlobScope.scope == bindparam("scope")
)
_LOCK = select(Scope.seq).where(Scope.scope == bindparam("scope")).with_for_update()
_FINISH = update(Upload).where(Upload.id == bindparam("upload")).values(finished=True)


def is_here(session: Session, sha256: str, scope: str) -> bool:
    """Whether this very scope has the blob (B1)."""
    return session.connection().scalar(_HERE, {"sha256": sha256, "scope": scope}) is not None


def verify(sha256: str, path: Path) -> Picture:
    """What the whole file is; a `Problem` if it is not what was announced, or no photo (B1, B6)."""
    with open(path, "rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != sha256:
        raise Problem("hash_mismatch")
    return inspect(path)


def keep(upload: Upload, path: Path, picture: Picture) -> None:
    """Make the verified bytes at `path` available in the upload's scope.

    First the bytes, durably, then the rows that speak of them, in one transaction: a crash in
    between costs a repetition and never leaves a row without its bytes.
    """
    storage.blob_store().put(storage.original_key(upload.sha256), path)
    with writing() as session:
        # The scope's row first, as every writer does, so that no two wait for each other.
        connection = session.connection()
        connection.execute(_LOCK, {"scope": upload.scope})
        insert_or_ignore(
            Blob,
            sha256=upload.sha256,
            bytes=upload.length,
            type=picture.type,
            width=picture.width,
            height=picture.height,
            created=now(),
        )
        if insert_or_ignore(BlobScope, sha256=upload.sha256, scope=upload.scope):
            blob_arrived(upload.sha256, upload.scope)
        connection.execute(_FINISH, {"upload": upload.id})
