"""What people were told is saved, remembered apart from the phones that hold it."""

import json
from typing import Any

Json = dict[str, Any]
CARRIER = frozenset({"device_id", "device_seq", "prev_hash", "signature"})
"""What changes when an op is offered again by another device (O2)."""


def said(op: Json) -> Json:
    """What an op says, whoever carries it."""
    return {name: value for name, value in op.items() if name not in CARRIER}


class Memory:
    """Every edit and photo that a person saved, and those that went down with a phone."""

    def __init__(self) -> None:
        self.edits: dict[str, Json] = {}
        self.photos: set[str] = set()
        self.lost: set[str] = set()
        """Op ids and hashes whose only copy may have been on a phone that was wiped, and photos
        that a restored server had confirmed after its backup (B3)."""
        self.outlived: set[str] = set()
        """Edits of what a person saw in a history that the server has lost since (F9): its revs
        were given anew, so that no rev tells any more whose value was seen."""

    def saved(self, op: Json, *, outlived: bool) -> None:
        """A person has read *saved*."""
        assert op["op_id"] not in self.edits, "an id was made twice"
        self.edits[op["op_id"]] = json.loads(json.dumps(said(op)))
        if outlived:
            self.outlived.add(op["op_id"])

    def restored(self, gone: Any) -> None:
        """The server went back to a backup that lacks these photos."""
        self.destroyed(gone)
        self.outlived.update(self.edits)

    def destroyed(self, names: Any) -> None:
        """These were on a phone that is no more."""
        self.lost.update(names)
