"""The push envelope: read it bounded, judge its shape (P2). Ops inside are judged one by one later."""

import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

from flask import Request

from server.errors import Problem

DEVICE_ID = re.compile(r"[\w:.@-]{1,80}")
MAX_OPS = 200
MAX_BYTES = 1024 * 1024
CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Envelope:
    """What a phone sent: its device, the epoch that it knows, and ops that nobody has judged.

    `sent_at` is what the phone's clock showed when it sent (H1), None if it did not say.
    """

    device_id: str
    epoch: str | None
    ops: list[Any]
    sent_at: str | None


def read_json(request: Request) -> Any:
    """Return the request's JSON, never holding more than `MAX_BYTES` of it (P2: 400, 413, 415)."""
    if request.mimetype != "application/json":
        raise Problem("wrong_content_type")
    body = b"".join(_plain_chunks(request))
    try:
        return json.loads(body, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise Problem("bad_request") from error


def parse_envelope(data: Any) -> Envelope:
    """Check the three members of a push body (P2)."""
    if not isinstance(data, dict):
        raise Problem("bad_request")
    device_id, epoch, ops = data.get("device_id"), data.get("epoch"), data.get("ops")
    if not isinstance(device_id, str) or not DEVICE_ID.fullmatch(device_id):
        raise Problem("bad_request", field="device_id")
    if epoch is not None and not isinstance(epoch, str):
        raise Problem("bad_request", field="epoch")
    if not isinstance(ops, list):
        raise Problem("bad_request", field="ops")
    if len(ops) > MAX_OPS:
        raise Problem("too_large", limit=MAX_OPS)
    sent_at = data.get("sent_at")
    return Envelope(device_id, epoch, ops, sent_at if isinstance(sent_at, str) else None)


def _plain_chunks(request: Request) -> Iterator[bytes]:
    encoding = request.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding in ("", "identity"):
        yield from _bounded(_raw_chunks(request))
    elif encoding in ("gzip", "x-gzip"):
        yield from _bounded(_gunzip(_bounded(_raw_chunks(request))))
    else:
        raise Problem("wrong_content_type")


def _raw_chunks(request: Request) -> Iterator[bytes]:
    if (request.content_length or 0) > MAX_BYTES:
        raise Problem("too_large", limit=MAX_BYTES)
    if request.content_length is None:
        yield request.get_data()  # read up to the cap by the gate already
    while chunk := request.stream.read(CHUNK):
        yield chunk


def _bounded(chunks: Iterator[bytes]) -> Iterator[bytes]:
    total = 0
    for chunk in chunks:
        total += len(chunk)
        if total > MAX_BYTES:
            raise Problem("too_large", limit=MAX_BYTES)
        yield chunk


def _gunzip(chunks: Iterator[bytes]) -> Iterator[bytes]:
    unzip = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        for chunk in chunks:
            waiting = chunk
            while waiting:
                yield unzip.decompress(waiting, CHUNK)
                waiting = unzip.unconsumed_tail
        while rest := unzip.decompress(b"", CHUNK):
            yield rest
    except zlib.error as error:
        raise Problem("bad_request") from error
    if not unzip.eof or unzip.unused_data:
        raise Problem("bad_request")


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
