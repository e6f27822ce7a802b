"""A batch of ops, one after the other, in one write transaction. One bad op stops no other (P2)."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

import structlog
from sqlalchemy.exc import DBAPIError, IntegrityError

from server.errors import Problem
from server.push import held, quarantine, replies, write
from server.push.context import Push, Refused, refuse
from server.push.incoming import Incoming
from server.push.land import Landing, land
from server.push.people import Person
from server.push.rows import Live, OfferRow, OpRow
from server.push.store import NeedScope, Store
from server.transaction import writing
from sync.operation import fingerprint
from sync.record import Fault

ATTEMPTS = 12
T = TypeVar("T")
log = structlog.get_logger()

FORKED = Fault("forked_device", "another change has this number: the device was copied")
REUSED = Fault("op_id_reused", "another change has this id")


def in_store(scopes: set[str], received: datetime, work: Callable[[Store], T]) -> T:
    """Run `work` on a store and flush it, all in one transaction.

    Starts over when it turns out that one more scope must be locked, or when a parallel push
    stored the same op through another scope.
    """
    for _ in range(ATTEMPTS):
        try:
            with writing() as session:
                store = Store(session, received, scopes)
                if missing := scopes - store.locked:
                    write.ensure_scopes(session, missing)
                    continue
                done = work(store)
                store.flush()
            return done
        except NeedScope as need:
            scopes = scopes | {need.scope}
        except IntegrityError:
            log.info("push_raced")
    raise Problem("unavailable", headers={"Retry-After": "1"})


def take(push: Push, op: Incoming) -> str:
    """Give one op its outcome and return the answer; nothing but its own work can be undone."""
    mark = push.store.mark()
    try:
        return _take(push, op)
    except (NeedScope, DBAPIError):
        raise
    except Exception:
        log.exception("op_failed", op_id=op.op_id)
        push.store.undo(mark)
        return replies.retry(op)


def _take(push: Push, op: Incoming) -> str:
    if seen := _seen(push, op):
        _offered_again(push, op, seen)
        return replies.duplicate(op, seen)
    key, fault = _place(push, op)
    record: Live | None = None
    row = push.new_row(op, key)
    mark = push.store.mark()
    try:
        if fault:
            raise Refused(fault)
        actor = _author(push, op)
        if held.turn_of(push, op.op) == "hold":
            quarantine.hold(push, op, row)
        else:
            record = land(push, Landing(op.op, row, actor))
    except Refused as refused:
        push.store.undo(mark)
        row = push.new_row(op, key)
        quarantine.set_apart(push, op, row, refused.fault)
    push.store.add_op(row)
    held.follow(push, row)
    return replies.result(op, row, record)


def _seen(push: Push, op: Incoming) -> OpRow | None:
    """The row of this very op, if it was answered before, under whatever device (P1)."""
    rows = push.store.ops_of(op.op_id)
    for row in rows:
        # Set apart by an earlier release, it was hashed whole.
        same = row.content_hash == op.content_hash or row.content_hash == fingerprint(op.raw)
        if same and row.stands:
            return row
    return next((row for row in rows if row.op_key == op.hash_key), None) if rows else None


def _offered_again(push: Push, op: Incoming, seen: OpRow) -> None:
    """Note the place of a known op in another device's chain (O2), else what follows it there would
    seem to have lost the one before it."""
    elsewhere = (op.device_id, op.device_seq) != (seen.device_id, seen.device_seq)
    if elsewhere and op.signature_ok and push.store.slot(op.device_id, op.device_seq) is None:
        push.store.offer(
            OfferRow(
                op.device_id,
                op.device_seq,
                op.op_id,
                op.op_hash,
                op.prev_hash,
                op.op["signature"],
                push.user_id,
                push.store.received_text,
            )
        )


def _place(push: Push, op: Incoming) -> tuple[str, Fault | None]:
    """The key under which the op is kept, and its fault as far as it shows from outside."""
    if not op.op_id:
        return op.hash_key, op.fault
    if any(row.op_key == op.op_id for row in push.store.ops_of(op.op_id)):
        return op.hash_key, REUSED
    if op.device_seq and push.store.slot(op.device_id, op.device_seq) is not None:
        return op.hash_key, FORKED
    return op.op_id, op.fault


def _author(push: Push, op: Incoming) -> Person:
    """The author, whose claim is taken if that person has signed in on the device (O5, P4b)."""
    phone = push.people.phones.get(op.device_id)
    if phone is None:
        raise refuse("not_allowed", "this device is not registered")
    if phone.revoked:
        raise refuse("revoked_device", "this device was revoked")
    if not push.people.has_used(op.author_id, op.device_id):
        raise refuse("not_allowed", "its author has not signed in on this device")
    author = push.person(op.author_id)
    if author is None:
        raise refuse("not_allowed", "its author is no longer active")
    return author
