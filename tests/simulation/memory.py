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

    def saved(self, op: Json) -> None:
        """A person has read *saved*."""
        assert op["op_id"] not in self.edits, "an id was made twice"
        self.edits[op["op_id"]] = json.loads(json.dumps(said(op)))

    def destroyed(self, names: Any) -> None:
        """These were on a phone that is no more."""
        self.lost.update(names)
