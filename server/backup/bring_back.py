"""Brings a backup back into an empty installation, or tries it out beside the running one."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import delete, exists, select

from server.backup import folder as files
from server.backup import rows
from server.backup.make import note_durable
from server.blobs.storage import blob_store, original_key
from server.epoch import begin_new_epoch
from server.extensions import db
from server.models import Op, User
from server.operations import schema
from server.push.system import SERVER
from server.push.verify import verify_history
from server.transaction import writing


def restore(source: Path) -> files.Manifest:
    """Bring rows and photos back, begin a new epoch (F9). Only into an empty installation.

    Raises BadBackup for a damaged backup, or when there is something here already.
    """
    manifest = files.check_files(source)
    if manifest.revision != schema.needed():
        raise files.BadBackup(f"the backup's tables are {manifest.revision}; see the CHANGELOG")
    if db.session.scalar(select(exists().select_from(User))) or db.session.scalar(
        select(exists().where(Op.author_id != SERVER))
    ):
        raise files.BadBackup("there are people or records here already")
    for sha256 in manifest.blobs:
        blob_store().put(original_key(sha256), files.blob_path(source, sha256))
    load(source, manifest)
    begin_new_epoch()
    note_durable(manifest.scopes)
    return manifest


def load(source: Path, manifest: files.Manifest) -> None:
    """Put all rows in the place of what `flask init` made, in one transaction; counts must agree."""
    with writing() as session:
        connection = session.connection()
        for table in reversed(rows.tables()):
            connection.execute(delete(table))
        for table in rows.tables():
            told = manifest.tables[table.name]["rows"]
            if rows.write(connection, table, files.lines(source, table.name)) != told:
                raise files.BadBackup(f"{table.name} does not hold {told} rows")
        rows.continue_numbering(connection)


def try_out(source: Path, make_app: Callable[[dict[str, object]], Flask]) -> list[str]:
    """Restore into a scratch database and verify its history there; what is wrong, in words."""
    manifest = files.check_files(source)
    with tempfile.TemporaryDirectory() as scratch:
        app = make_app({"DATA_DIR": scratch})
        with app.app_context():
            upgrade()
            load(source, manifest)
            found = [f"{row.scope}: row {row.row}: {row.why}" for row in verify_history()]
            db.session.remove()
            db.engine.dispose()
    return found
