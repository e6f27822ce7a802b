"""Makes a backup while the server works: one snapshot of all rows, then the photos they name."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import select

from server.backup import folder as files
from server.backup import rows
from server.blobs.storage import blob_store, original_key
from server.clock import iso, now
from server.epoch import epoch
from server.errors import NO_ROOM
from server.extensions import db
from server.models import Blob, Meta, Scope
from server.operations import schema
from server.transaction import snapshot, writing

DURABLE = "durable_through"


def make(target: Path) -> files.Manifest:
    """Write a backup into `target`, which must not exist yet, check it, and note it (F9).

    Raises BadBackup when what was written is not what was read, or could not be written; then
    nothing of it stays, so that it can be made again.
    """
    if target.exists():
        raise files.BadBackup(f"{target} is there already")
    unfinished = target.with_name(target.name + ".unfinished")
    if unfinished.exists():
        raise files.BadBackup(f"{unfinished} is left of a backup that was cut off; remove it")
    try:
        manifest = write(unfinished)
        unfinished.rename(target)
    except BaseException as error:
        shutil.rmtree(unfinished, ignore_errors=True)
        if isinstance(error, OSError) and error.errno in NO_ROOM:
            raise files.BadBackup(f"there is no room for a backup at {target}") from error
        raise
    note_durable(manifest.scopes)
    return manifest


def write(unfinished: Path) -> files.Manifest:
    """Write and check all files of a backup.

    Photos never change and rows come after their photo, so the snapshot's photos are all there.
    """
    manifest = files.Manifest(iso(now()), epoch(), schema.present() or "")
    db.session.rollback()
    with snapshot() as connection:
        for table in rows.tables():
            count = Counted(rows.read(connection, table))
            sha256 = files.keep(files.rows_path(unfinished, table.name), count)
            manifest.tables[table.name] = {"rows": count.rows, "sha256": sha256}
        for scope, seq in connection.execute(select(Scope.scope, Scope.seq)):
            manifest.scopes[scope] = seq
        for sha256, size in connection.execute(select(Blob.sha256, Blob.bytes)):
            manifest.blobs[sha256] = size
    for sha256 in manifest.blobs:
        copy_photo(unfinished, sha256)
    files.write_manifest(unfinished, manifest)
    files.check_files(unfinished)
    return manifest


def copy_photo(target: Path, sha256: str) -> None:
    """Copy one photo and compare its hash on the way."""
    stored = blob_store().get(original_key(sha256))
    if stored is None or files.keep(files.blob_path(target, sha256), stored.pieces) != sha256:
        raise files.BadBackup(f"photo {sha256} is missing or altered in the store")


def note_durable(scopes: dict[str, int]) -> None:
    """Phones may forget what they keep for a restore up to here."""
    with writing() as session:
        session.merge(Meta(key=DURABLE, value=json.dumps(scopes, sort_keys=True)))


class Counted:
    """Lines as bytes, counted on the way."""

    def __init__(self, lines: Iterator[str]) -> None:
        self.rows = 0
        self._lines = lines

    def __iter__(self) -> Iterator[bytes]:
        for line in self._lines:
            self.rows += 1
            yield line.encode()
