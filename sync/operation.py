"""The op as bytes: canonical form, what is signed, and the two hashes. No keys, no verification."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from hashlib import sha256
from json import encoder
from typing import Any

import rfc8785

Op = Mapping[str, Any]
"""An op as it was pushed: parsed JSON, never altered (O1)."""

CARRIER = frozenset({"device_id", "device_seq", "prev_hash", "signature"})
"""What may differ when one op is offered again by another device (O2, P1)."""


def _refuse(value: Any) -> Any:
    raise TypeError(f"{type(value).__name__} is not JSON")


# The encoder that `json.dumps` would build anew on every call, built once. Ops are parsed JSON and
# hold no cycles to look for.
_encode = encoder.c_make_encoder(  # type: ignore[attr-defined]  # typeshed leaves it out
    None, _refuse, encoder.encode_basestring, None, ":", ",", True, False, False
)
_MOST = 2**53 - 1


def canonical(value: Any) -> bytes:
    """RFC 8785 canonical JSON of a JSON value (O3).

    Raises ValueError for what RFC 8785 cannot hold: NaN, infinities, integers beyond ±(2^53 - 1),
    lone surrogates, nesting that is too deep.
    """
    try:
        text = "".join(_encode(value, 0))
        if _doubtful(value) or not (text.isascii() or _in_basic_plane(text)):
            return rfc8785.dumps(value)
        return text.encode()
    except (rfc8785.CanonicalizationError, RecursionError, TypeError) as problem:
        raise ValueError(str(problem)) from problem


def _in_basic_plane(text: str) -> bool:
    """Whether each character is one UTF-16 unit: then Python sorts keys as RFC 8785 does."""
    return len(text.encode("utf-16-le")) == 2 * len(text)


def _doubtful(value: Any) -> bool:
    """Whether a number lies where Python's encoder and RFC 8785 part: whole floats, exponents, and
    integers beyond 2^53. Texts part only by the order of keys outside the basic plane."""
    kind = type(value)
    if kind is dict or kind is list:
        # A plain loop: a generator for each small object costs more than the encoding itself.
        for inner in value.values() if kind is dict else value:
            if type(inner) is not str and _doubtful(inner):
                return True
        return False
    if kind is int:
        return not -_MOST <= value <= _MOST
    return kind is float and (not 1e-4 <= abs(value) < 1e16 or value.is_integer())


def signed_form(op: Op) -> bytes:
    """The bytes that a device signs: the op without `signature`, `prev_hash` included (O3)."""
    plain = dict(op)
    plain.pop("signature", None)
    return canonical(plain)


def op_hash(op: Op) -> str:
    """What the device's next op holds as `prev_hash`: SHA-256 of the signed form (O3)."""
    return base64url(sha256(signed_form(op)).digest())


def content_hash(op: Op) -> str:
    """What an op says, whoever carries it: equal when offered again by another device (P1)."""
    return base64url(sha256(canonical({k: v for k, v in op.items() if k not in CARRIER})).digest())


def fingerprint(value: Any) -> str:
    """A stable name for anything that arrived as JSON, canonical or not. Never raises."""
    try:
        return base64url(sha256(canonical(value)).digest())
    except ValueError:
        try:
            text = json.dumps(value, sort_keys=True)
        except (RecursionError, ValueError, TypeError):
            text = "unwritable"
        return base64url(sha256(text.encode()).digest())


def base64url(raw: bytes) -> str:
    """base64url without padding."""
    return urlsafe_b64encode(raw).rstrip(b"=").decode()
