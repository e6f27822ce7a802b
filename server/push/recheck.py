"""Is a row of the history still what was written and signed? Looks at one row alone. Reads only."""

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.models import Device, Offer, Op
from server.push.links import commit, said_of
from server.push.rows import OpRow
from server.push.signatures import signed_by
from sync.operation import base64url, signed_form

_SIGNATURE = ',"signature":'


class Keys:
    """The devices' public keys, each read once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[str, str | None] = {}

    def of(self, device_id: str) -> str | None:
        """The key of a device as JSON text, None if there is no such device."""
        if device_id not in self._known:
            query = select(Device.public_key).where(Device.id == device_id)
            self._known[device_id] = self._session.scalar(query)
        return self._known[device_id]


def unlike_itself(row: OpRow, keys: Keys) -> str | None:
    """Why a row contradicts itself or its device's signature; None if it does not."""
    if row.body is not None:
        if commit(row.salt, row.body) != row.commitment:
            return "the op was altered"
        if row.signature_ok and not _is_signed(row, keys):
            return "the op is not what its phone signed"
    if row.effects is not None and commit(row.salt, row.effects) != row.effects_commitment:
        return "the values before it were altered"
    ends = settlings(row.settled)
    if (row.first is None) != (ends == []):
        return "what became of it was altered or removed"
    if ends is None or (ends and ends[-1][2] != said_of(row)):
        return "its final outcome was altered"
    return None


def settlings(text: str | None) -> list[Any] | None:
    """A row's settlings `[seq, link, said]`; None if this text holds none such any more."""
    try:
        found: list[Any] = [(int(seq), link, said) for seq, link, said in json.loads(text or "[]")]
    except (ValueError, TypeError):
        return None
    return found


def altered_offers(session: Session) -> Iterator[tuple[str, int, str, str]]:
    """Scope, row, op and reason of each place in another device's chain that was altered (O2)."""
    keys = Keys(session)
    pairs = select(Offer, Op.scope, Op.n, Op.body).join(
        Op, (Op.op_id == Offer.op_id) & (Op.op_key == Op.op_id), isouter=True
    )
    rows: Any = session.execute(pairs.order_by(Offer.received))
    for offer, scope, n, body in rows:
        if n is None:
            yield "", 0, offer.op_id, "offered again, but there is no such op"
        elif body is not None and not _offer_holds(offer, json.loads(body), keys):
            yield scope, n, offer.op_id, "its place in another phone's chain was altered"


def offered_form(offer: Offer, op: dict[str, Any]) -> bytes:
    """What the other device signed: the same op at a place of its own chain."""
    place = {
        "device_id": offer.device_id,
        "device_seq": offer.device_seq,
        "prev_hash": offer.prev_hash,
    }
    return signed_form({**op, **place})


def _offer_holds(offer: Offer, op: dict[str, Any], keys: Keys) -> bool:
    digest, key = sha256(offered_form(offer, op)).digest(), keys.of(offer.device_id)
    if key is None or base64url(digest) != offer.op_hash:
        return False
    return signed_by(key, digest, offer.signature)


def _is_signed(row: OpRow, keys: Keys) -> bool:
    """Whether the text of a sound op, which ends with its signature, is signed by its device."""
    form, found, rest = (row.body or "").rpartition(_SIGNATURE)
    digest, key = sha256(f"{form}}}".encode()).digest(), keys.of(row.device_id)
    if not found or key is None or base64url(digest) != row.op_hash:
        return False
    return signed_by(key, digest, json.loads(rest[:-1]))
