"""Where whole blobs and their renditions lie: a folder or S3, through obstore.

Knows no database and no permissions; a key is made from a verified hash, never from a name.
"""

import errno
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import obstore
from flask import current_app
from obstore.exceptions import BaseError
from obstore.store import LocalStore, ObjectStore, S3Store

from server.errors import NO_ROOM, Problem, retry_after

CHUNK = 64 * 1024
FULL = tuple(f"os error {number})" for number in NO_ROOM)
"""What obstore's message says when nothing more goes in."""


class StorageUnavailable(Problem):
    """The store does not answer, or answers nonsense; worth trying again later."""

    def __init__(self) -> None:
        super().__init__("unavailable", headers=retry_after())


@dataclass(frozen=True)
class Stored:
    """A stored object: its size in bytes, and the bytes piece by piece."""

    size: int
    pieces: Iterator[bytes]

    def whole(self) -> bytes:
        """All bytes at once, for what must be decoded as a whole."""
        return b"".join(self.pieces)


def original_key(sha256: str) -> str:
    """Key of the bytes as they were taken: the evidence."""
    return f"originals/{sha256[:2]}/{sha256}"


def rendition_key(sha256: str, size: str) -> str:
    """Key of a re-encoded picture for viewing."""
    return f"renditions/{size}/{sha256[:2]}/{sha256}.jpg"


class BlobStore:
    """Keeps bytes under a key. `url` is `file:///folder` or `s3://bucket/prefix`.

    S3 takes its endpoint, region and credentials from the usual AWS_* variables.
    """

    def __init__(self, url: str) -> None:
        self._store: ObjectStore
        parts = urlsplit(url)
        if parts.scheme == "s3":
            self._folder = None
            self._store = S3Store.from_url(
                url,
                virtual_hosted_style_request=False,
                # Whether the endpoint is https is the operator's choice, made in its address.
                client_options={"allow_http": True, "connect_timeout": "5s", "timeout": "60s"},
                retry_config={"max_retries": 2, "retry_timeout": timedelta(seconds=15)},
            )
        elif parts.scheme == "file":
            self._folder = Path(parts.path)
            self._store = LocalStore(self._folder, mkdir=True)
        else:
            raise ValueError(f"BLOB_URL must begin with file:// or s3://, not {url!r}")

    def put(self, key: str, content: Path | bytes) -> None:
        """Store all of `content` or nothing; on return it survives a power cut (B3).

        A full disk is an OSError with ENOSPC.
        """
        try:
            obstore.put(self._store, key, content)
        except (BaseError, OSError) as error:
            if any(sign in str(error) for sign in FULL):
                raise OSError(errno.ENOSPC, "the blob store is full") from error
            raise StorageUnavailable from error
        if self._folder:
            _to_disk(self._folder / key)

    def get(self, key: str) -> Stored | None:
        """The object, or None when there is none."""
        try:
            found = obstore.get(self._store, key)
        except FileNotFoundError:
            return None
        except (BaseError, OSError) as error:
            raise StorageUnavailable from error
        pieces = (bytes(piece) for piece in found.stream(min_chunk_size=CHUNK))
        return Stored(found.meta["size"], pieces)

    def delete(self, key: str) -> None:
        """Forget the object; one that is not there is as good as deleted."""
        try:
            obstore.delete(self._store, key)
        except FileNotFoundError:
            return
        except (BaseError, OSError) as error:
            raise StorageUnavailable from error

    def each_key(self) -> Iterator[str]:
        """Every key there is: for backup, doctor and tests."""
        for page in obstore.list(self._store):
            yield from (entry["path"] for entry in page)


def blob_store() -> BlobStore:
    """This application's store, opened at its first use in each process."""
    if "blob_store" not in current_app.extensions:
        current_app.extensions["blob_store"] = BlobStore(current_app.config["BLOB_URL"])
    store: BlobStore = current_app.extensions["blob_store"]
    return store


def _to_disk(path: Path) -> None:
    """obstore renames into place but does not sync: do that, the new folders included."""
    for place in (path, path.parent, path.parent.parent):
        descriptor = os.open(place, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
