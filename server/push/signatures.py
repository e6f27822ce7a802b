"""Checks a device's signature over an op (O3). A wrong one is noted, it never blocks."""

import json
import re
from base64 import urlsafe_b64decode
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed, encode_dss_signature

_ALGORITHM = ec.ECDSA(Prehashed(hashes.SHA256()))
_FORM = re.compile(r"[A-Za-z0-9_-]{86}")
"""64 bytes in base64url without padding. Python's decoder would pass over anything else in between."""
_helper = ThreadPoolExecutor(1, thread_name_prefix="signatures")
WORTH_SHARING = 20
Seal = tuple[str, bytes, object]
"""The device's key, the digest that it signed, the signature: the parameters of `signed_by`."""


def all_signed(seals: Sequence[Seal | None]) -> list[bool]:
    """`signed_by` of each, none for None. Many are shared out: verifying lets other threads run."""
    if len(seals) < WORTH_SHARING:
        return _signed(seals)
    middle = len(seals) // 2
    other = _helper.submit(_signed, seals[middle:])
    return _signed(seals[:middle]) + other.result()


def _signed(seals: Sequence[Seal | None]) -> list[bool]:
    return [seal is not None and signed_by(*seal) for seal in seals]


def signed_by(public_key: str, digest: bytes, signature: object) -> bool:
    """Whether `signature` (base64url of r‖s) over the SHA-256 `digest` is this key's.

    `public_key` is the device's JWK as JSON text.
    """
    if not isinstance(signature, str) or not _FORM.fullmatch(signature):
        return False
    raw = urlsafe_b64decode(signature + "==")
    r, s = int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big")
    try:
        _key(public_key).verify(encode_dss_signature(r, s), digest, _ALGORITHM)
    except InvalidSignature:
        return False
    return True


@lru_cache(maxsize=1024)
def _key(public_key: str) -> ec.EllipticCurvePublicKey:
    jwk = json.loads(public_key)
    x, y = (int.from_bytes(urlsafe_b64decode(jwk[part] + "=="), "big") for part in "xy")
    return ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key()
