"""What the phones have promised: every edit and photo that a person was told is saved."""

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
SIGNED_ANEW = ("device_id", "device_seq", "prev_hash", "signature")


def meaning(op: Json) -> Json:
    """An op without what a new registration may change (O2, P1)."""
    return {name: value for name, value in op.items() if name not in SIGNED_ANEW}


@dataclass
class Memory:
    """Ops by id, photos by hash; `excused` may be lost: a wiped phone is beyond the promise."""

    ops: dict[str, Json] = field(default_factory=dict)
    photos: dict[str, set[str]] = field(default_factory=dict)
    excused: set[str] = field(default_factory=set)
    excused_photos: set[str] = field(default_factory=set)

    def saved(self, ops: list[Json]) -> None:
        """A person has read "saved"."""
        for op in ops:
            self.ops[op["op_id"]] = meaning(op)
            for key, change in op["changes"].items():
                if key.split("/")[-1] in ("photos", "signature"):
                    for photo in change.get("add", []):
                        self.photos.setdefault(photo["sha256"], set()).add(op["scope"])

    def wiped(self, rows: dict[str, list[Json]]) -> None:
        """A browser threw these rows away."""
        self.excused |= {row["op_id"] for row in rows.get("ops", [])}
        self.excused |= {row["op_id"] for row in rows.get("acked", [])}
        self.excused_photos |= {row["sha256"] for row in rows.get("photos", [])}

    def brought_back(self, ops: list[Json]) -> None:
        """A saved file was read back: what it holds is promised again."""
        self.excused -= {op["op_id"] for op in ops}
