"""What lies on one phone, whoever holds it: the device's chain, the queue, answered ops, photos."""

import copy
import hashlib
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from tests.simulation.chance import Chance
from tests.simulation.memory import Json, said
from tests.simulation.screen import Screen
from tests.support.actors import Actor
from tests.support.device import SoftDevice, b64url, canonical

SIGNING = ec.ECDSA(hashes.SHA256(), deterministic_signing=True)


class SimDevice(SoftDevice):
    """A device whose key and signatures come from the seed."""

    def __init__(self, actor: Actor, chance: Chance) -> None:
        self.key = chance.new_key()
        answer = actor.post("/api/devices", json={"name": "phone", "public_key": self.jwk()})
        assert answer.status_code == 201, answer.get_data(as_text=True)
        self.device_id = answer.get_json()["device_id"]
        self.device_seq = 0
        self.prev_hash = None

    def sign(self, op: Json) -> None:
        r, s = decode_dss_signature(self.key.sign(canonical(op), SIGNING))
        op["signature"] = b64url(r.to_bytes(32, "big") + s.to_bytes(32, "big"))

    def seal(self, op: Json) -> Json:
        """The op as the next link of this device's chain (O2, O3)."""
        self.device_seq += 1
        link = {"device_id": self.device_id, "device_seq": self.device_seq}
        sealed = {**said(op), **link, "prev_hash": self.prev_hash}
        self.sign(sealed)
        self.prev_hash = b64url(hashlib.sha256(canonical(sealed)).digest())
        return sealed


@dataclass
class Photo:
    """A photo that the server has not confirmed yet (B3)."""

    sha256: str
    scope: str
    content: bytes
    path: str | None = None
    """Where its upload goes on (B4)."""


@dataclass
class Answered:
    """An op that was answered, kept until a backup has passed it (F9)."""

    op: Json
    seq: int | None = None


@dataclass
class Handset:
    """Survives its app being killed: all of this is on the phone's disk."""

    device: SimDevice
    people: set[str] = field(default_factory=set)
    """Whom the server expects on this device (O5)."""
    outbox: list[Json] = field(default_factory=list)
    acked: dict[str, Answered] = field(default_factory=dict)
    sent: list[Json] = field(default_factory=list)
    photos: list[Photo] = field(default_factory=list)
    epoch: str | None = None
    order: dict[str, int] = field(default_factory=dict)
    chains: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    """By author and record: their ops on this phone that are not known to be set apart."""
    screens: dict[str, Screen] = field(default_factory=dict)
    """What each of its people sees."""

    def cloned(self) -> "Handset":
        """The same phone once more, restored from a copy of its storage."""
        apart = {"device", "screens"}
        twin = copy.deepcopy({k: v for k, v in vars(self).items() if k not in apart})
        return Handset(copy.copy(self.device), **twin)

    def keep(self, op: Json) -> None:
        """The local commit: the op is in the queue as a whole, or this was never called."""
        self.order[op["op_id"]] = len(self.order)
        self.outbox.append(op)

    def answered(self, op: Json) -> None:
        """The server has it on disk."""
        self.outbox.remove(op)
        self.sent.append(op)
        self.acked[op["op_id"]] = Answered(op)

    def take_epoch(self, epoch: str) -> bool:
        """Another epoch: what was answered is offered again, under the present device (F9)."""
        if self.epoch in (None, epoch):
            self.epoch = epoch
            return False
        self.epoch = epoch
        again = [one.op for one in self.acked.values()]
        self.outbox = sorted([*self.outbox, *again], key=lambda op: self.order[op["op_id"]])
        for op in again:
            self.sent.remove(op)
        self.acked = {}
        self.adopt_strays()
        return True

    def adopt_strays(self) -> None:
        """Sign ops of an earlier registration anew (O2)."""
        for place, op in enumerate(self.outbox):
            if op["device_id"] != self.device.device_id:
                self.outbox[place] = self.device.seal(op)

    def register(self, actor: Actor, chance: Chance, *, revoked: bool = False) -> None:
        """A new registration; a revoked phone's queue stays under its old name (P4b)."""
        self.device = SimDevice(actor, chance)
        self.people = {actor.user_id}
        if not revoked:
            self.adopt_strays()

    def wipe(self) -> set[Any]:
        """The browser threw everything away; the names of what may be gone for good."""
        gone: set[Any] = {op["op_id"] for op in self.outbox} | set(self.acked)
        gone |= {photo.sha256 for photo in self.photos}
        self.outbox, self.acked, self.photos, self.chains = [], {}, [], {}
        self.sent = [op for op in self.sent if op["op_id"] not in gone]
        return gone
