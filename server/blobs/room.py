"""Whether there is room for another photo: on the disk, in the site's quota, in a person's hands,
among the server's threads.

Asked before the first byte, so that a phone does not send megabytes to be refused.
"""

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import BoundedSemaphore

from flask import current_app
from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from server.errors import Problem, retry_after
from server.models import Blob, BlobScope, Upload

OPEN_UPLOADS = 1000
"""Unfinished uploads of one person; a phone sends a few at a time."""

SPARE_BYTES = 64 * 1024 * 1024
"""Left free on the disk for the database, whose commits matter more than a photo."""

AT_ONCE = 32
"""Photos that come in at the same time, half of the threads that serve (server/__main__.py)."""

_seats = BoundedSemaphore(AT_ONCE)


@contextmanager
def a_seat() -> Iterator[None]:
    """Take in one photo; 503 while as many as allowed crawl in, so that text never waits (B2)."""
    if not _seats.acquire(blocking=False):
        raise Problem("unavailable", headers=retry_after())
    try:
        yield
    finally:
        _seats.release()


_OPEN = (
    select(func.count())
    .where(Upload.user_id == bindparam("user_id"), Upload.finished.is_(False))
    .scalar_subquery()
)
_KEPT = (
    select(func.coalesce(func.sum(Blob.bytes), 0))
    .join(BlobScope, BlobScope.sha256 == Blob.sha256)
    .where(BlobScope.scope == bindparam("scope"))
    .scalar_subquery()
)
_COMING = (
    select(func.coalesce(func.sum(Upload.length), 0))
    .where(Upload.scope == bindparam("scope"), Upload.finished.is_(False))
    .scalar_subquery()
)
_TAKEN = select(_OPEN, _KEPT + _COMING)


def require_room(session: Session, user_id: str, scope: str, length: int) -> None:
    """Raise a problem unless `length` bytes more are acceptable for this person and scope."""
    given = {"user_id": user_id, "scope": scope}
    mine, taken = session.connection().execute(_TAKEN, given).one()
    if mine >= OPEN_UPLOADS:
        raise Problem("too_many_requests")
    if int(taken) + length > current_app.config["BLOB_QUOTA"]:
        raise Problem("over_quota")
    folder: Path = current_app.config["DATA_DIR"]
    folder.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(folder).free < length + SPARE_BYTES:
        raise OSError(errno.ENOSPC, "no room for another upload")
