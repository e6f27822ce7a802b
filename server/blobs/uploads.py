"""The life of an upload: begun, continued, finished or given up, forgotten when it expires.

Knows no HTTP; what it refuses is a `Problem`.
"""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path

from flask import current_app
from sqlalchemy import bindparam, delete, select
from uuid_utils import uuid7

from server.accounts.who import Who
from server.blobs import arrival
from server.blobs.headers import Checksum, Claim
from server.blobs.parts import Part, Writer
from server.blobs.pictures import TYPES
from server.blobs.room import require_room
from server.clock import now
from server.errors import NO_ROOM, Problem
from server.extensions import db
from server.models import Upload
from server.transaction import writing

LIFETIME = timedelta(days=7)
"""A phone that stays away longer begins anew; it still has the photo (B3)."""

PIECE = 16 * 1024
"""Read and written at once: what a killed server may lose of an upload."""

ALL = 1_000_000
_EXPIRED = select(Upload.id).where(Upload.expires <= bindparam("moment")).limit(bindparam("limit"))

Read = Callable[[int], bytes]


def folder() -> Path:
    """Where the bytes of all unfinished uploads gather."""
    return Path(current_app.config["DATA_DIR"]) / "uploads"


def part_of(upload_id: str) -> Part:
    """The bytes of this upload so far."""
    return Part(folder(), upload_id)


def begin(who: Who, length: int, claim: Claim) -> Upload:
    """A new upload; a photo that the scope already has is finished from the start (B1).

    A blob of another scope changes nothing: its bytes must be brought, as of any other.
    """
    if claim.scope not in who.scopes:
        raise Problem("forbidden")
    if length > current_app.config["MAX_UPLOAD"]:
        raise Problem("too_large", max_bytes=current_app.config["MAX_UPLOAD"])
    if length < 1 or (claim.type and claim.type not in TYPES.values()):
        raise Problem("not_a_photo")
    forget_expired(limit=20)
    with writing() as session:
        here = arrival.is_here(session, claim.sha256, claim.scope)
        if not here:
            require_room(session, who.user_id, claim.scope, length)
        moment = now()
        upload = Upload(
            id=str(uuid7()),
            user_id=who.user_id,
            device_id=who.device_id,
            scope=claim.scope,
            sha256=claim.sha256,
            length=length,
            claim=claim.raw,
            finished=here,
            created=moment,
            expires=moment + LIFETIME,
        )
        session.add(upload)
    return upload


def find(who: Who, upload_id: str) -> Upload:
    """An upload that this person or this device began, in a scope still held (B4); else 404.

    Lets go of the database: the request may go on for minutes on a slow network.
    """
    upload: Upload | None = db.session.get(Upload, upload_id)
    if upload:
        db.session.expunge(upload)
    db.session.rollback()
    mine = upload and (
        upload.user_id == who.user_id or (who.device_id and upload.device_id == who.device_id)
    )
    if not upload or not mine or upload.scope not in who.scopes:
        raise Problem("not_found")
    if upload.expires <= now():
        forget(upload_id)
        raise Problem("upload_expired")
    return upload


def offset_of(upload: Upload) -> int:
    """How many bytes need not be sent again.

    Bytes that are complete but were not yet verified, as after a crash, are verified now:
    nobody hears "all here" of a photo that is not available.
    """
    size = upload.length if upload.finished else part_of(upload.id).size
    if size == upload.length and not upload.finished:
        return receive(upload, size, BytesIO().read)
    return size


def receive(
    upload: Upload,
    offset: int,
    read: Read,
    announced: int | None = None,
    checksum: Checksum | None = None,
) -> int:
    """Append what `read` gives at `offset`, finish if that was the last byte; the new offset.

    `announced` is the body's length if known. Whatever arrived before a cut is kept (B4).
    """
    if upload.finished:
        return _receive_again(upload, offset, read)
    part = part_of(upload.id)
    with part.writer(now) as writer:
        if offset != part.size:
            raise Problem("upload_offset")
        if announced is not None and announced > upload.length - offset:
            raise Problem("too_large", max_bytes=upload.length - offset)
        try:
            reached = _take(writer, offset, upload.length, read, announced, checksum)
            if reached == upload.length:
                _complete(upload, part)
        except OSError as error:
            if error.errno in NO_ROOM:
                # Its bytes first: the row may lie on the same disk, and cannot go before they do.
                part.remove()
                forget(upload.id)
            raise
    return reached


def _complete(upload: Upload, part: Part) -> None:
    """Verify and keep. Content that will never do is dropped, so that the client begins anew."""
    try:
        picture = arrival.verify(upload.sha256, part.path)
    except Problem:
        forget(upload.id)
        raise
    arrival.keep(upload, part.path, picture)
    part.remove()


def forget(upload_id: str) -> None:
    """Drop an upload with its bytes; a photo that has arrived stays."""
    with writing() as session:
        session.execute(delete(Upload).where(Upload.id == upload_id))
    part_of(upload_id).remove()


def give_up(upload: Upload) -> None:
    """The client's own end of an upload (tus termination); `Busy` while another writes it."""
    with part_of(upload.id).writer(now):
        forget(upload.id)


def forget_expired(limit: int = ALL) -> int:
    """Drop uploads whose time is over; how many."""
    connection = db.session.connection()
    upload_ids = connection.scalars(_EXPIRED, {"moment": now(), "limit": limit}).all()
    for upload_id in upload_ids:
        forget(upload_id)
    return len(upload_ids)


def forget_strays() -> int:
    """Drop part files whose upload is in no table, as after a restored backup; how many."""
    known = set(db.session.scalars(select(Upload.id)))
    found = {path.stem for path in folder().glob("*") if path.suffix in (".part", ".lock")}
    for upload_id in found - known:
        part_of(upload_id).remove()
    return len(found - known)


def _take(
    writer: Writer,
    start: int,
    end: int,
    read: Read,
    announced: int | None,
    checksum: Checksum | None,
) -> int:
    """Write the body to the part file; the offset reached. More than `end` is refused whole."""
    offset = start
    while piece := read(min(PIECE, end - offset + 1)):
        if offset + len(piece) > end:
            writer.cut(start)
            raise Problem("too_large", max_bytes=end - start)
        writer.write(offset, piece)
        offset += len(piece)
        if checksum:
            checksum.hasher.update(piece)
    whole = announced is None or offset - start == announced
    if checksum and whole and checksum.hasher.digest() != checksum.digest:
        writer.cut(start)
        raise Problem("checksum_mismatch")
    # What is whole goes to the store, and to the disk there; a rest must survive here.
    if offset < end:
        writer.to_disk()
    return offset


def _receive_again(upload: Upload, offset: int, read: Read) -> int:
    """A client that did not ask how far the upload is may repeat it; the bytes are not needed."""
    if offset not in (0, upload.length):
        raise Problem("upload_offset")
    while read(PIECE):
        pass
    return upload.length
