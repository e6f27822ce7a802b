"""The folder of a backup: row files, photos, and a manifest with the hash of each."""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

FORMAT = 1
MANIFEST = "manifest.json"
CHUNK = 1024 * 1024


class BadBackup(Exception):
    """The folder is not a whole backup; the message names the first thing that is wrong."""


@dataclass
class Manifest:
    """What a backup holds. `scopes` says up to which seq, `tables` row counts and hashes."""

    created: str
    epoch: str
    revision: str
    format: int = FORMAT
    scopes: dict[str, int] = field(default_factory=dict)
    tables: dict[str, dict[str, int | str]] = field(default_factory=dict)
    blobs: dict[str, int] = field(default_factory=dict)


def rows_path(folder: Path, table: str) -> Path:
    """Where the rows of a table lie."""
    return folder / "tables" / f"{table}.jsonl"


def blob_path(folder: Path, sha256: str) -> Path:
    """Where a photo lies."""
    return folder / "blobs" / sha256[:2] / sha256


def keep(path: Path, pieces: Iterable[bytes]) -> str:
    """Write a file through to the disk and return its SHA-256."""
    path.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with path.open("xb") as file:
        for piece in pieces:
            digest.update(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()


def hash_of(path: Path) -> str:
    """The SHA-256 of a file as it lies there now."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(CHUNK):
            digest.update(piece)
    return digest.hexdigest()


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """The last file of a backup: without it the folder is none."""
    text = json.dumps(asdict(manifest), indent=1, sort_keys=True)
    keep(folder / MANIFEST, [text.encode()])


def read_manifest(folder: Path) -> Manifest:
    """The manifest, or BadBackup."""
    try:
        manifest = Manifest(**json.loads((folder / MANIFEST).read_text()))
    except (OSError, ValueError, TypeError) as error:
        raise BadBackup(f"{folder} holds no backup: {error}") from error
    if manifest.format != FORMAT:
        raise BadBackup(f"this program reads format {FORMAT}, not {manifest.format}")
    return manifest


def check_files(folder: Path) -> Manifest:
    """Compare every file with the manifest; raises BadBackup at the first difference."""
    manifest = read_manifest(folder)
    for table, told in manifest.tables.items():
        path = rows_path(folder, table)
        if not path.is_file() or hash_of(path) != told["sha256"]:
            raise BadBackup(f"the rows of {table} are missing or altered")
    for sha256, size in manifest.blobs.items():
        path = blob_path(folder, sha256)
        if not path.is_file() or path.stat().st_size != size or hash_of(path) != sha256:
            raise BadBackup(f"photo {sha256} is missing or altered")
    return manifest


def lines(folder: Path, table: str) -> Iterator[str]:
    """The rows of a table, line by line."""
    with rows_path(folder, table).open(encoding="utf-8", newline="\n") as file:
        yield from file
