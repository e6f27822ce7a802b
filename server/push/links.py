"""The hash chain of a scope's history (H2): what a row's link covers. Pure."""

import json
import os
from collections.abc import Iterable
from hashlib import sha256
from json import encoder
from typing import Any

from server.push.rows import OpRow
from server.push.text import dumps

# The encoder that `json.dumps` builds anew on every call, built once: every op is linked.
_encode = encoder.c_make_encoder(  # type: ignore[attr-defined]  # typeshed leaves it out
    None, None, encoder.encode_basestring_ascii, None, ":", ",", False, False, True
)


def new_salt() -> str:
    """Return a fresh salt, so that a commitment tells nothing once its text is erased."""
    return os.urandom(16).hex()


def commit(salt: str | None, text: str) -> str:
    """Return the salted commitment to a text that may be erased one day."""
    return sha256(f"{salt}{text}".encode()).hexdigest()


def link(previous: str, digest: str) -> str:
    """Return the link over a digest. Digests alone prove what stands between two rows, untold."""
    return sha256(f"{previous}\n{digest}".encode()).hexdigest()


def first_digest(row: OpRow) -> str:
    """Return the digest of a row as it was first answered."""
    said = json.loads(row.first) if row.first is not None else said_of(row)
    return _digest([
        row.op_key, row.op_id, row.device_id, row.device_seq, row.record_id, row.scope, row.kind,
        row.after, row.commitment, row.op_hash, row.content_hash, row.prev_hash,
        row.signature_ok, row.author_id, row.session_user, row.session_id, row.received,
        row.clock_offset_ms, row.clock_measured, row.seq, said,
    ])  # fmt: skip


def settling_digest(row: OpRow, index: int) -> str:
    """Return the digest of one of a row's settlings."""
    seq, _, said = json.loads(row.settled or "[]")[index]
    return _digest([row.op_key, seq, said])


def link_settling(previous: str, row: OpRow, index: int) -> str:
    """Put the link of a row's settling, later in the same chain, into the row; return it."""
    settlings = json.loads(row.settled or "[]")
    settlings[index][1] = made = link(previous, settling_digest(row, index))
    row.settled = dumps(settlings)
    return made


def chain(
    heads: dict[str, str], steps: Iterable[tuple[OpRow, int | None]]
) -> tuple[list[OpRow], list[OpRow]]:
    """Link new rows and settlings, each onto its scope's head; return the new and the settled rows."""
    new, settled = [], []
    for row, settling in sorted(steps, key=lambda step: position(*step)):
        if settling is None:
            row.link = heads[row.scope] = link(heads[row.scope], first_digest(row))
            new.append(row)
        else:
            heads[row.scope] = link_settling(heads[row.scope], row, settling)
            settled.append(row)
    return new, settled


def describe(row: OpRow, effects: dict[str, Any]) -> None:
    """Keep what an op's changes replaced, committed to so that it can be erased (H2)."""
    if not effects:
        return
    row.effects = dumps(effects)
    row.effects_commitment = commit(row.salt, row.effects)


def position(row: OpRow, settling: int | None) -> tuple[int, bool]:
    """Where a row, or one of its settlings, stands in its scope's chain."""
    if settling is None:
        return row.seq, True
    return json.loads(row.settled or "[]")[settling][0], False


def said_of(row: OpRow) -> list[object]:
    """What a link covers of an outcome."""
    return [
        row.outcome, row.code, row.message, row.rev, row.conflict_id, row.adopted_by,
        row.decided_id, row.decided_rev, row.effects_commitment,
    ]  # fmt: skip


def _digest(covered: list[object]) -> str:
    return sha256("".join(_encode(covered, 0)).encode()).hexdigest()
