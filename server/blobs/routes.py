"""Asking which photos are missing, and looking at those that are here. Never changes anything."""

from contextlib import suppress
from typing import Any

from flask import Response, request
from sqlalchemy import select

from server.accounts.who import current, signed_in
from server.blobs import pictures, storage
from server.blobs.described import PHOTO
from server.blobs.headers import is_sha256
from server.blobs.schemas import MissingAnswer, MissingQuery, SizeQuery
from server.errors import Problem
from server.extensions import db
from server.models import Blob, BlobScope
from server.openapi import Blueprint

bp = Blueprint("blobs", __name__, url_prefix="/api/blobs", description="Photos by their hash")

CACHING = "private, max-age=31536000, immutable"
"""A hash never means other bytes. `Vary` keeps the next person on the phone from this copy."""


@bp.post("/missing")
@signed_in
@bp.arguments(MissingQuery)
@bp.response(200, MissingAnswer)
def missing(query: dict[str, Any]) -> dict[str, Any]:
    """Which of these hashes the scope does not have yet; says nothing of other scopes (B1)."""
    if query["scope"] not in current().scopes:
        raise Problem("forbidden")
    here = db.session.scalars(
        select(BlobScope.sha256).where(
            BlobScope.scope == query["scope"], BlobScope.sha256.in_(query["sha256"])
        )
    )
    known = set(here)
    return {"missing": [one for one in dict.fromkeys(query["sha256"]) if one not in known]}


@bp.get("/<sha256>")
@signed_in
@bp.arguments(SizeQuery, location="query")
@bp.doc(responses=PHOTO)
def show(query: dict[str, Any], sha256: str) -> Response:
    """A photo: a safe rendition to look at, or the original as evidence to keep (B6)."""
    blob = readable(sha256)
    size = query.get("size")
    etag = f"{sha256}-{size}" if size else sha256
    if request.if_none_match.contains(etag):
        return labelled(Response(status=304), etag)
    return labelled(viewed(blob, size) if size else original(blob), etag)


def readable(sha256: str) -> Blob:
    """The blob, if a scope of this person has it; else 404, as if there were none (F4)."""
    if not is_sha256(sha256):
        raise Problem("not_found")
    blob: Blob | None = db.session.scalar(
        select(Blob)
        .join(BlobScope, BlobScope.sha256 == Blob.sha256)
        .where(Blob.sha256 == sha256, BlobScope.scope.in_(current().scopes))
        .limit(1)
    )
    if blob is None:
        raise Problem("not_found")
    db.session.expunge(blob)
    # Decoding and a slow reader take long: keep no connection meanwhile.
    db.session.rollback()
    return blob


def viewed(blob: Blob, size: str) -> Response:
    """The picture re-encoded without metadata, made at its first viewing and kept."""
    store = storage.blob_store()
    key = storage.rendition_key(blob.sha256, size)
    kept = store.get(key)
    if kept:
        return Response(kept.whole(), content_type="image/jpeg")
    made = pictures.render(opened(blob).whole(), size)
    # A store without room must not hide a photo: it is made again at the next viewing.
    with suppress(OSError, storage.StorageUnavailable):
        store.put(key, made)
    return Response(made, content_type="image/jpeg")


def original(blob: Blob) -> Response:
    """The bytes as they were taken, only ever to be saved; the name is made here."""
    stored = opened(blob)
    response = Response(stored.pieces, content_type=blob.type)
    response.content_length = stored.size
    name = f"{blob.sha256[:16]}.{pictures.ENDINGS[blob.type]}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def opened(blob: Blob) -> storage.Stored:
    """The stored original; that the table knows it and the store does not is a fault of ours."""
    stored = storage.blob_store().get(storage.original_key(blob.sha256))
    if stored is None:
        raise storage.StorageUnavailable
    return stored


def labelled(response: Response, etag: str) -> Response:
    """The headers that each answer with a photo carries."""
    response.set_etag(etag)
    response.headers["Cache-Control"] = CACHING
    response.headers["Vary"] = "Cookie, Authorization"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
