"""What a push works on in memory: records, ops and scopes as plain values. No SQL here."""

from collections.abc import Collection
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from uuid_utils import uuid7

from server.models import wire
from server.push.text import dumps
from server.push.times import utc
from server.spoken import kinds
from sync.record import Record

JsonObject = dict[str, Any]
TIMES = ("started_at", "found_at", "arrived_at")
"""Fields that say when a thing happened, for lists by date; else its creation counts."""


@dataclass(frozen=True, slots=True)
class Stamped:
    """Who set something, by which clock, and when the server took it."""

    by: str
    device_time: str
    received: str


@dataclass(slots=True)
class Live:
    """A record in work with what only the server knows. Replaced, never changed in place."""

    record: Record
    seq: int
    about: str | None
    created: Stamped
    updated: Stamped

    def wire(self) -> str:
        """Return the record as it travels (P6)."""
        r, c, u = self.record, self.created, self.updated
        return wire.text(
            (r.id, r.kind, r.scope, r.rev, self.seq, r.deleted, r.moved, dumps(r.fields),
             c.by, c.device_time, c.received, u.by, u.device_time, u.received)
        )  # fmt: skip

    def values(self) -> tuple[Any, ...]:
        """Return the columns in the order of `RECORD_COLUMNS`."""
        r, c, u = self.record, self.created, self.updated
        return (
            r.kind, r.rev, self.seq, r.deleted, r.moved, dumps(r.fields), dumps(r.versions),
            _state(r), self.about, self._at(), c.by, c.device_time, c.received,
            u.by, u.device_time, u.received, r.scope, r.id,
        )  # fmt: skip

    def _at(self) -> str:
        return happened_at(self.record.fields) or self.created.received


RECORD_COLUMNS = (
    "kind", "rev", "seq", "deleted", "moved", "fields", "versions",
    "state", "about", "at", "created_by", "created_device_time", "created_received",
    "updated_by", "updated_device_time", "updated_received", "scope", "id",
)  # fmt: skip


def happened_at(fields: JsonObject) -> str | None:
    """When a thing happened by its own fields, in UTC; None where they do not say."""
    for name in TIMES:
        value = fields.get(name)
        if isinstance(value, str) and (moment := utc(value)):
            return moment
    return None


def _state(record: Record) -> str | None:
    status = kinds()[record.kind].status
    value = record.fields.get(status.field) if status else None
    return value if isinstance(value, str) else None


@dataclass(slots=True)
class OpRow:
    """One row of the history (H1): the op as received and what came of it."""

    op_key: str
    op_id: str
    device_id: str
    device_seq: int
    record_id: str
    scope: str
    kind: str
    after: str | None
    body: str | None
    salt: str | None
    commitment: str
    op_hash: str
    content_hash: str
    prev_hash: str | None
    signature_ok: bool
    author_id: str
    adopted_by: str | None
    session_user: str
    session_id: str
    received: str
    clock_offset_ms: int | None
    clock_measured: bool
    outcome: str = ""
    code: str | None = None
    message: str | None = None
    rev: int | None = None
    conflict_id: str | None = None
    decided_id: str | None = None
    decided_rev: int | None = None
    effects: str | None = None
    effects_commitment: str | None = None
    seq: int = 0
    link: str = ""
    first: str | None = None
    settled: str | None = None

    @property
    def stands(self) -> bool:
        """Whether the row speaks for its op id: a fork or a reuse only once a person settled it."""
        settled = self.outcome != "quarantined" or self.code == "discarded"
        return self.op_key == self.op_id or settled

    def answer(self) -> JsonObject:
        """Return what the answer says of this op: outcome, rev, conflict and code."""
        said: JsonObject = {"outcome": self.outcome}
        if self.rev is not None:
            said["rev"] = self.rev
        if self.conflict_id is not None:
            said["conflict_id"] = self.conflict_id
        if self.code is not None:
            said["code"] = self.code
        return said


OP_COLUMNS = tuple(OpRow.__dataclass_fields__)
op_values = attrgetter(*OP_COLUMNS)


@dataclass(frozen=True, slots=True)
class OfferRow:
    """An op that the history has, offered again by another device (O2): its place in that chain."""

    device_id: str
    device_seq: int
    op_id: str
    op_hash: str
    prev_hash: str | None
    signature: str
    session_user: str
    received: str


OFFER_COLUMNS = tuple(OfferRow.__dataclass_fields__)
offer_values = attrgetter(*OFFER_COLUMNS)


@dataclass(slots=True)
class ScopeRow:
    """The locked counter of a scope and the head of its history."""

    scope: str
    seq: int
    head: str


def latest(rows: Collection[Live]) -> Live:
    """Of the rows of one id the one that counts: the highest rev (F6)."""
    return max(rows, key=lambda live: live.record.rev)


def landed_at(row: OpRow, record_id: str) -> int | None:
    """The rev that an op, or a decision about it, gave a record."""
    return row.decided_rev if row.decided_id == record_id else row.rev


def new_id() -> str:
    """An id for what the server makes."""
    return str(uuid7())
