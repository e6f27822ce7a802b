"""The headers of tus 1.0, read and checked. No request, no database."""

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from server.errors import Problem

if TYPE_CHECKING:
    from hashlib import _Hash

VERSION = "1.0.0"
EXTENSIONS = "creation,creation-with-upload,termination,checksum,expiration"
BODY_TYPE = "application/offset+octet-stream"
LONGEST_METADATA = 4096

# "sha-256" is how the sync protocol spells it; tus demands sha1 of every server with checksums.
ALGORITHMS = {"sha256": hashlib.sha256, "sha-256": hashlib.sha256, "sha1": hashlib.sha1}

_SHA256 = re.compile(r"[0-9a-f]{64}")


class BadHeader(Problem):
    """A header of the request is missing or cannot be read."""

    def __init__(self, name: str) -> None:
        super().__init__("bad_header", header=name)


@dataclass(frozen=True)
class Claim:
    """What the client says of the file it is about to send. None of it is believed."""

    sha256: str
    scope: str
    type: str | None
    raw: str


@dataclass(frozen=True)
class Checksum:
    """The checksum of one request's body."""

    digest: bytes
    hasher: "_Hash"


def is_sha256(text: str) -> bool:
    """Whether this is a SHA-256 in small hexadecimal digits."""
    return _SHA256.fullmatch(text) is not None


def read_number(name: str, value: str | None) -> int:
    """A size or offset in bytes: decimal digits and nothing else."""
    if value is None or not re.fullmatch(r"[0-9]{1,15}", value):
        raise BadHeader(name)
    return int(value)


def read_metadata(value: str | None) -> Claim:
    """`Upload-Metadata`: `sha256`, `scope`, `type`; a `name` is echoed to its sender, no more."""
    if not value or len(value) > LONGEST_METADATA:
        raise BadHeader("Upload-Metadata")
    pairs: dict[str, str] = {}
    for pair in value.split(","):
        key, _, encoded = pair.strip().partition(" ")
        if not re.fullmatch(r"[!-+\--~]+", key) or key in pairs:
            raise BadHeader("Upload-Metadata")
        pairs[key] = _decode(encoded)
    sha256 = pairs.get("sha256", "").lower()
    if not is_sha256(sha256) or not pairs.get("scope"):
        raise BadHeader("Upload-Metadata")
    return Claim(sha256, pairs["scope"], pairs.get("type"), value)


def read_checksum(value: str | None) -> Checksum | None:
    """`Upload-Checksum`: algorithm and base64 digest of this request's bytes."""
    if value is None:
        return None
    name, _, encoded = value.partition(" ")
    try:
        checksum = Checksum(base64.b64decode(encoded, validate=True), ALGORITHMS[name]())
    except (KeyError, binascii.Error, ValueError):
        raise BadHeader("Upload-Checksum") from None
    if len(checksum.digest) != checksum.hasher.digest_size:
        raise BadHeader("Upload-Checksum")
    return checksum


def _decode(encoded: str) -> str:
    try:
        return base64.b64decode(encoded, validate=True).decode()
    except (binascii.Error, UnicodeError, ValueError):
        raise BadHeader("Upload-Metadata") from None
