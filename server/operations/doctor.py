"""What `flask doctor` looks at. Changes nothing."""

import os
import shutil
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from flask import current_app
from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError

from server.clock import iso, now
from server.extensions import db
from server.models import Meta, Record
from server.models.records import PURGED, TOMBSTONES_STAY
from server.operations import schema

LEAST_FREE = 1024**3
PURGE_WITHIN = timedelta(days=30)


class Finding(NamedTuple):
    """One thing that was looked at."""

    subject: str
    well: bool
    words: str


def examine() -> list[Finding]:
    """All findings, the basic ones first."""
    return [data_folder(), disk(), *database(), phone_app(), secret()]


def data_folder() -> Finding:
    """Whether the server can keep anything."""
    folder: Path = current_app.config["DATA_DIR"]
    well = folder.is_dir() and os.access(folder, os.W_OK)
    return Finding("data folder", well, "writable" if well else "missing or not writable")


def disk() -> Finding:
    """Whether photos will still fit tomorrow."""
    folder: Path = current_app.config["DATA_DIR"]
    free = shutil.disk_usage(folder if folder.is_dir() else folder.anchor).free
    return Finding("disk", free >= LEAST_FREE, f"{free / 1024**3:.1f} GiB free")


def database() -> list[Finding]:
    """Whether the database answers, is sound, and has the tables of this program."""
    try:
        there, wanted = schema.present(), schema.needed()
        tables = f"at {there or 'nothing'}, this program needs {wanted}"
        findings = [Finding("tables", there == wanted, tables)]
        if db.engine.dialect.name == "sqlite":
            answer = str(db.session.scalar(text("PRAGMA quick_check")))
            findings.append(Finding("database file", answer == "ok", answer))
        if there == wanted:
            findings.append(old_deletions())
    except SQLAlchemyError as error:
        return [Finding("database", False, type(error).__name__)]
    return [Finding("database", True, db.engine.dialect.name), *findings]


def old_deletions() -> Finding:
    """Whether what was deleted long ago is purged now and then, as it should be (F8)."""
    limit = iso(now() - TOMBSTONES_STAY - PURGE_WITHIN)
    due = db.session.scalar(
        select(Record.updated_received)
        .where(text("records.deleted"), Record.updated_received < limit)
        .order_by(Record.updated_received)
        .limit(1)
    )
    last = db.session.scalar(select(Meta.value).where(Meta.key == PURGED)) or ""
    overdue = due is not None and last < iso(now() - PURGE_WITHIN)
    words = f"waiting since {due[:10]}; run: flask purge" if overdue else "purged in time"
    return Finding("old deletions", not overdue, words)


def phone_app() -> Finding:
    """Whether there is an app to serve."""
    well = (Path(current_app.config["PWA_DIST"]) / "index.html").is_file()
    return Finding("phone app", well, "built" if well else "not built; run: make build")


def secret() -> Finding:
    """Whether only the owner can read the secret that was made here."""
    path: Path = current_app.config["DATA_DIR"] / "secret.key"
    well = not path.exists() or path.stat().st_mode & 0o077 == 0
    return Finding("secret", well, "kept" if well else "secret.key is readable by others")
