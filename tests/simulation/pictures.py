"""I8, B3, B5: photos, judged from the outside: what is said to be here is here, whole."""

from collections.abc import Collection
from hashlib import sha256

from sqlalchemy import select

from server.blobs.storage import blob_store, original_key
from server.extensions import db
from server.models import BlobScope
from tests.simulation.memory import Json, Memory


def photos_are_whole_and_somewhere(
    rows: list[Json], memory: Memory, waiting: Collection[str] | None
) -> None:
    """I8: `available` means that the hash matches; no record points at a photo that is nowhere."""
    here = {tuple(row) for row in db.session.execute(select(BlobScope.sha256, BlobScope.scope))}
    for digest in {digest for digest, _ in here}:
        stored = blob_store().get(original_key(digest))
        assert stored is not None, f"I8: {digest} is said to be here"
        assert sha256(stored.whole()).hexdigest() == digest, f"I8: {digest} is another photo"
    for row in rows:
        for entry in row["fields"].get("photos", ()) if row["kind"] == "issue" else ():
            where = (entry["sha256"], row["scope"])
            assert entry["available"] == (where in here), f"I8, B2: {row['id']} says {entry}"
            if waiting is not None and not entry["available"]:
                known = entry["sha256"] in waiting or entry["sha256"] in memory.lost
                assert known, f"I8, B3: the photo of {row['id']} exists nowhere: {entry}"
    flagged_where_used_twice(rows)


def flagged_where_used_twice(rows: list[Json]) -> None:
    """B5: of the records of a site that show one photo, all but the first are flagged."""
    moved = {row["id"] for row in rows if row.get("moved")}
    uses: dict[tuple[str, str], dict[str, bool]] = {}
    for row in rows:
        if row["kind"] == "issue" and row["id"] not in moved:
            for entry in row["fields"].get("photos", ()):
                seen = uses.setdefault((entry["sha256"], row["scope"]), {})
                seen[row["id"]] = seen.get(row["id"], False) or "reused" in entry
    for where, records in uses.items():
        assert list(records.values()).count(False) <= 1, f"B5: {where} was used unflagged"
