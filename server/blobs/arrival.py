"""A blob has come in whole: verify it, keep it, and tell the records that name it (B1, B2)."""

import hashlib
from pathlib import Path

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from server.blobs import storage
from server.blobs.pictures import Picture, inspect
from server.clock import now
from server.errors import Problem
from server.extensions import db
from server.models import Blob, BlobScope, Upload
from server.push.arrived import blob_arrived, homes
from server.push.write import lock
from server.transaction import insert_or_ignore, writing

_HERE = select(BlobScope.scope).where(
    BlobScope.sha256 == bindparam("sha256"), BlobScope.scope == bindparam("scope")
)
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
    between costs a repetition and never leaves a row without its bytes. If a record that named
    them here has moved meanwhile, its new site has them as well (F6).
    """
    storage.blob_store().put(storage.original_key(upload.sha256), path)
    scopes = {upload.scope}
    while True:
        with writing() as session:
            # The scopes' rows first, as every writer does, so that no two wait for each other.
            lock(session, scopes)
            further = homes(session, upload.sha256, upload.scope) - scopes
            if not further:
                _note(upload, picture, scopes)
                return
        scopes |= further


def _note(upload: Upload, picture: Picture, scopes: set[str]) -> None:
    insert_or_ignore(
        Blob,
        sha256=upload.sha256,
        bytes=upload.length,
        type=picture.type,
        width=picture.width,
        height=picture.height,
        created=now(),
    )
    for scope in sorted(scopes):
        if insert_or_ignore(BlobScope, sha256=upload.sha256, scope=scope):
            blob_arrived(upload.sha256, scope)
    db.session.connection().execute(_FINISH, {"upload": upload.id})
