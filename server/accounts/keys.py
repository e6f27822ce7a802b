"""Public keys of devices: P-256 JWKs, checked when they come and read back for signatures."""

import base64
import binascii
import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec

from server.errors import Problem

COORDINATE_BYTES = 32


def checked_jwk(jwk: Mapping[str, Any]) -> str:
    """The key as JSON text with its four members; a private, foreign or broken key is a problem."""
    if "d" in jwk or jwk.get("kty") != "EC" or jwk.get("crv") != "P-256":
        raise Problem("invalid_key")
    kept = {name: jwk.get(name) for name in ("crv", "kty", "x", "y")}
    text = json.dumps(kept, sort_keys=True, separators=(",", ":"))
    try:
        public_key(text)
    except (ValueError, TypeError, AttributeError) as error:
        raise Problem("invalid_key") from error
    return text


@lru_cache(maxsize=4096)
def public_key(jwk_text: str) -> ec.EllipticCurvePublicKey:
    """The key of a stored JWK. Raises ValueError when it is not a point of the curve."""
    jwk = json.loads(jwk_text)
    x, y = (int.from_bytes(_coordinate(jwk[name]), "big") for name in ("x", "y"))
    return ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key()


def _coordinate(text: str) -> bytes:
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise ValueError("not base64url") from error
    if len(data) != COORDINATE_BYTES:
        raise ValueError("not a P-256 coordinate")
    return data
