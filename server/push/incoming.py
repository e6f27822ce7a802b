"""One op as it arrived, read without trust: its usable parts, its hashes, its fault if any."""

import re
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from server.push.entries import hashes
from server.push.people import People
from server.push.signatures import Seal, all_signed
from server.push.text import dumps
from server.spoken import kinds, spoken
from sync.operation import base64url, content_hash, fingerprint, signed_form
from sync.record import Fault
from sync.upcast import read

_NAME = re.compile(r"[\w:.@-]{1,80}").fullmatch
_MAX_SEQ = 2**53
MAX_DEPTH = 64


@dataclass(slots=True)
class Incoming:
    """An op with the columns that the history keeps; unusable ones are empty.

    `raw` is what arrived, and what is kept, hashed and signed; `op` the same in today's words (P5).
    """

    op: Any
    raw: Any
    body: str
    op_id: str
    device_id: str
    device_seq: int
    record_id: str
    scope: str
    kind: str
    after: str | None
    author_id: str
    prev_hash: str | None
    op_hash: str
    content_hash: str
    seal: Seal | None
    fault: Fault | None
    blobs: frozenset[str]
    signature_ok: bool = False

    @property
    def hash_key(self) -> str:
        """The key under which a fork, a reuse or a nameless op is kept."""
        return f"{self.op_id}#{fingerprint(self.raw)}"


def read_ops(raws: list[Any], people: People) -> list[Incoming]:
    """Read the ops of a batch and check their signatures (O3); never raises, whatever arrived."""
    ops = [read_op(raw, people) for raw in raws]
    for op, signed in zip(ops, all_signed([op.seal for op in ops]), strict=True):
        op.signature_ok = signed
    return ops


def read_op(raw: Any, people: People) -> Incoming:
    """Read one op; its signature is not checked yet."""
    op, fault = read(raw, spoken())
    if fault is None:
        try:
            return _sound(raw, op, people)
        except ValueError:
            fault = Fault("invalid", "it cannot be hashed as RFC 8785 says")
    return _unsound(raw, fault, people)


def _unsound(raw: Any, fault: Fault, people: People) -> Incoming:
    """An op that is not applied now. It may be adopted one day, so its evidence counts as well."""
    if too_deep(raw):
        raw = {"unreadable": "nested too deeply"}
    op = raw if isinstance(raw, dict) else {}
    body, hashed, seal = dumps(raw), fingerprint(raw), None
    said = hashed
    with suppress(ValueError):
        form = signed_form(op)
        digest = sha256(form).digest()
        phone, signature = people.phones.get(_name(op, "device_id")), op.get("signature")
        if phone and isinstance(signature, str):
            seal, body = (phone.public_key, digest, signature), _text(form, signature)
        if op:
            hashed, said = base64url(digest), content_hash(op)
    return Incoming(
        op=raw,
        raw=raw,
        body=body,
        op_id=_name(op, "op_id"),
        device_id=_name(op, "device_id"),
        device_seq=_seq(op.get("device_seq")),
        record_id=_name(op, "record_id"),
        scope=_name(op, "scope"),
        kind=_kind(op.get("kind")),
        after=_name(op, "after") or None,
        author_id=_name(op, "author_id"),
        prev_hash=_name(op, "prev_hash") or None,
        op_hash=hashed,
        content_hash=said,
        seal=seal,
        fault=fault,
        blobs=frozenset(),
    )


def _sound(raw: dict[str, Any], op: dict[str, Any], people: People) -> Incoming:
    """An op whose form is right: it is written down once, and all hashes are of that text."""
    form = signed_form(raw)
    digest = sha256(form).digest()
    phone = people.phones.get(op["device_id"])
    signature = op.get("signature")
    return Incoming(
        op=op,
        raw=raw,
        body=_text(form, signature),
        op_id=op["op_id"],
        device_id=op["device_id"],
        device_seq=op["device_seq"],
        record_id=op["record_id"],
        scope=_name(op, "scope"),
        kind=op["kind"],
        after=op.get("after"),
        author_id=op["author_id"],
        prev_hash=_name(op, "prev_hash") or None,
        op_hash=base64url(digest),
        content_hash=_content_hash(raw, form),
        seal=(phone.public_key, digest, signature) if phone else None,
        fault=None,
        blobs=hashes(op),
    )


def _text(form: bytes, signature: Any) -> str:
    """The text that is kept: what was signed, to the letter, and the signature at its end."""
    return f'{form[:-1].decode()},"signature":{dumps(signature)}}}'


def _content_hash(op: dict[str, Any], form: bytes) -> str:
    """`sync.operation.content_hash`, cut out of the signed form instead of written anew.

    In canonical order nothing but plain values follows `changes`, so the last occurrence of each
    member is the op's own.
    """
    place = f',"device_id":{dumps(op["device_id"])},"device_seq":{op["device_seq"]}'.encode()
    before, found, after = form.rpartition(place)
    link = f',"prev_hash":{dumps(op.get("prev_hash"))}'.encode()
    middle, linked, end = after.rpartition(link)
    if not found or not linked:
        return content_hash(op)
    return base64url(sha256(before + middle + end).digest())


def too_deep(value: Any) -> bool:
    """Whether JSON is nested deeper than anything that could be stored and read again."""
    level = [value] if isinstance(value, (dict, list)) else []
    for _ in range(MAX_DEPTH):
        children = (c for n in level for c in (n.values() if isinstance(n, dict) else n))
        level = [child for child in children if isinstance(child, (dict, list))]
        if not level:
            return False
    return True


def named(ops: list[Any], part: str) -> set[str]:
    """The usable values of one part among ops that nobody has judged yet."""
    values = {
        value for op in ops if isinstance(op, dict) and isinstance(value := op.get(part), str)
    }
    return {value for value in values if _NAME(value)}


def _name(op: dict[str, Any], part: str) -> str:
    value = op.get(part)
    return value if isinstance(value, str) and _NAME(value) else ""


def _kind(value: Any) -> str:
    return value if isinstance(value, str) and value in kinds() else ""


def _seq(value: Any) -> int:
    usable = isinstance(value, int) and not isinstance(value, bool) and 0 < value < _MAX_SEQ
    return value if usable else 0
