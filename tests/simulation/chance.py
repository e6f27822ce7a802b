"""One seed for everything that is drawn in a run: what people do, ids, keys, salts, the epoch."""

from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from types import SimpleNamespace
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from server import epoch
from server.accounts import devices, people, sessions
from server.blobs import uploads
from server.push import links, rows
from tests.conftest import Clock

DRAW_IDS = (rows, people, devices, sessions, uploads)
"""Whoever makes ids on the server."""


class Chance:
    """Each step draws from a source of its own, so that a step left out changes no other's luck."""

    def __init__(self, seed: int | str, clock: Clock) -> None:
        self.seed = seed
        self.clock = clock
        self.begin(0)

    def begin(self, step: int) -> None:
        """From here on everything is drawn for this step."""
        self.step = step
        self.dice = Random(f"{self.seed}/{step}/dice")
        self._bits = Random(f"{self.seed}/{step}/bits")

    def new_id(self) -> str:
        """A UUIDv7 of the fake clock."""
        bits, ms = self._bits.getrandbits(74), int(self.clock().timestamp() * 1000)
        number = ms << 80 | 7 << 76 | (bits >> 62) << 64 | 2 << 62 | bits & (2**62 - 1)
        return str(UUID(int=number))

    def new_key(self) -> ec.EllipticCurvePrivateKey:
        """A device's key."""
        return ec.derive_private_key(self._bits.getrandbits(250) + 1, ec.SECP256R1())

    @contextmanager
    def everywhere(self) -> Iterator[None]:
        """Let the server draw from here, too, while the block runs."""
        with pytest.MonkeyPatch.context() as patch:
            for module in DRAW_IDS:
                patch.setattr(module, "uuid7", self.new_id)
            patch.setattr(epoch, "uuid4", self.new_id)
            patch.setattr(links, "os", SimpleNamespace(urandom=self._random_bytes))
            yield

    def _random_bytes(self, count: int) -> bytes:
        return self._bits.randbytes(count)
