"""One push from request to answer: people, checks and hashes first, then one write transaction."""

from datetime import datetime

from server.accounts.who import Who
from server.clock import now
from server.errors import Problem
from server.extensions import db
from server.push.apply import in_store, take
from server.push.context import Push
from server.push.incoming import Incoming, named, read_ops
from server.push.load import Batch
from server.push.people import People, load_people
from server.push.schemas import Envelope
from server.push.store import Store
from server.push.times import Clock, offset_ms


def push_batch(who: Who, envelope: Envelope) -> list[str]:
    """Take every op of a batch and return one answer each, in order; all is on disk then (P3)."""
    received = now()
    devices = named(envelope.ops, "device_id") | {envelope.device_id}
    users = named(envelope.ops, "author_id") | {who.user_id}
    people = load_people(db.session(), users, devices)
    _may_carry(who, envelope, people)
    ops = read_ops(envelope.ops, people)
    clock = _clock(envelope.sent_at, ops, received)

    def work(store: Store) -> list[str]:
        store.prefetch(_wanted(ops))
        push = Push(store, people, who.user_id, who.session_id, clock)
        return [take(push, op) for op in ops]

    return in_store(_scopes(ops, people), received, work)


def _may_carry(who: Who, envelope: Envelope, people: People) -> None:
    """Whoever carries ops has signed in on their device (O5)."""
    for device_id in {envelope.device_id, *people.phones}:
        if not people.has_used(who.user_id, device_id):
            raise Problem("device_not_yours")


def _clock(sent_at: str | None, ops: list[Incoming], received: datetime) -> Clock:
    """How far the device's clock is ahead: evidence only (H1, invariant 11)."""
    measured = offset_ms(sent_at, received) if sent_at is not None else None
    if measured is not None:
        return Clock(measured, True)
    timed = [op for op in ops if op.fault is None]
    if not timed:
        return Clock(None, False)
    newest = max(timed, key=lambda op: op.device_seq)
    return Clock(offset_ms(newest.op["device_time"], received), False)


def _scopes(ops: list[Incoming], people: People) -> set[str]:
    """The scopes that the batch will surely write; what else it needs is locked by starting over."""
    held = frozenset().union(*(person.scopes for person in people.persons.values()))
    wanted = {op.scope for op in ops}
    for op in ops:
        if op.fault is None and op.op["action"] == "move":
            wanted.add(op.op["changes"]["scope"]["to"])
    return wanted & held


def _wanted(ops: list[Incoming]) -> Batch:
    batch = Batch()
    for op in ops:
        batch.op_ids.add(op.op_id)
        batch.record_ids.add(op.record_id)
        if op.after is not None:
            batch.afters.add(op.after)
        if op.device_seq:
            batch.slots.add((op.device_id, op.device_seq))
        batch.blobs.update((sha256, op.scope) for sha256 in op.blobs)
    return batch
