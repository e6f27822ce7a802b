"""Compares stored photos with their hashes. Reads only."""

import hashlib
from collections.abc import Iterator

from sqlalchemy import select

from server.blobs.storage import blob_store, original_key
from server.extensions import db
from server.models import Blob


def altered_photos() -> Iterator[tuple[str, str]]:
    """Each photo that is missing or is not what its hash says, with the reason."""
    for sha256 in db.session.scalars(select(Blob.sha256).order_by(Blob.sha256)):
        stored = blob_store().get(original_key(sha256))
        if stored is None:
            yield sha256, "missing"
            continue
        digest = hashlib.sha256()
        for piece in stored.pieces:
            digest.update(piece)
        if digest.hexdigest() != sha256:
            yield sha256, "altered"
