"""Writes the bundle of one record: a zip of evidence.json, histories, photos and the checker."""

import json
from collections.abc import Iterable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from sqlalchemy.orm import Session

from server.blobs.pictures import ENDINGS
from server.blobs.storage import StorageUnavailable, blob_store, original_key
from server.push import verify
from server.push.links import first_digest, settling_digest

Json = dict[str, Any]
HERE = Path(__file__).parent
IMPORT = "from server.evidence.follow import Follow, differences, entries\n"


def write(session: Session, told: Json, target: IO[bytes], at: datetime) -> None:
    """Write the bundle of what `gather` told, piece by piece: no photo or history is held whole."""
    with ZipFile(target, "w") as bundle:
        told["chains"] = _histories(session, told["ops"], bundle, at)
        for photo in told["photos"]:
            photo["file"] = _photo(photo, bundle, at)
        text = json.dumps(told, ensure_ascii=False, indent=1)
        _put(bundle, "evidence.json", [text.encode(errors="backslashreplace")], at)
        _put(bundle, "check.py", [program().encode()], at)
        _put(bundle, "README.txt", [(HERE / "README.txt").read_bytes()], at)


def program() -> str:
    """The checker in one file."""
    check, follow = ((HERE / name).read_text("utf-8") for name in ("check.py", "follow.py"))
    before, found, after = check.partition(IMPORT)
    if not found:
        raise RuntimeError("check.py does not name its other half")
    return before + follow + after


def _histories(session: Session, ops: list[Json], bundle: ZipFile, at: datetime) -> Json:
    """Each history from the first of these ops on, to its head: own steps named, others as digests.

    A digest tells nothing of a row, and yet nothing can be taken out, put in or exchanged before the
    head without another head coming of it.
    """
    chains: Json = {}
    for number, scope in enumerate(sorted({op["scope"] for op in ops})):
        mine = {op["op_key"]: op for op in ops if op["scope"] == scope}
        since = min(op["seq"] for op in mine.values())
        file = f"histories/{number}.txt"
        chains[scope] = {
            "file": file,
            "before": verify.link_before(session, scope, since),
            "head": verify.head(session, scope),
        }
        with closing(verify.steps(session, scope, since)) as steps:
            _put(bundle, file, (_line(step, step.row.op_key in mine) for step in steps), at)
    return chains


def _line(step: verify.Step, own: bool) -> bytes:
    if own:
        place = "first" if step.settling is None else step.settling
        return f"op {step.row.op_key} {place}\n".encode()
    if step.settling is None:
        return f"{first_digest(step.row)}\n".encode()
    return f"{settling_digest(step.row, step.settling)}\n".encode()


def _photo(photo: Json, bundle: ZipFile, at: datetime) -> str | None:
    """The original, byte for byte; None if it has not arrived."""
    if "type" not in photo:
        return None
    stored = blob_store().get(original_key(photo["sha256"]))
    if stored is None:
        raise StorageUnavailable
    name = f"photos/{photo['sha256']}.{ENDINGS[photo['type']]}"
    _put(bundle, name, stored.pieces, at, ZIP_STORED)
    return name


def _put(
    bundle: ZipFile, name: str, pieces: Iterable[bytes], at: datetime, how: int = ZIP_DEFLATED
) -> None:
    info = ZipInfo(name, at.timetuple()[:6])
    info.compress_type = how
    info.external_attr = 0o644 << 16
    with bundle.open(info, "w", force_zip64=True) as file:
        for piece in pieces:
            file.write(piece)
