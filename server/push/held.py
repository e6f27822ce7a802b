"""Ops that wait for an earlier one of their phone, and what becomes of them when it comes (P4)."""

import json
from dataclasses import replace
from typing import Any

from server.push import quarantine
from server.push.context import Push, Refused, refuse
from server.push.people import Person
from server.push.rows import OpRow
from server.spoken import spoken
from sync.operation import Op
from sync.order import Earlier, turn
from sync.record import Fault
from sync.upcast import read


def turn_of(push: Push, op: Op) -> str:
    """`apply` or `hold`; raises `Refused` when the op follows one that was set apart.

    A fork counts as unseen: its phone offers it again under another device (O2).
    """
    earlier = None
    if op.get("after") is not None:
        rows = [row for row in push.store.ops_of(op["after"]) if row.stands]
        earlier = Earlier(rows[0].record_id, _state(rows[0])) if rows else None
    decision = turn(op, earlier)
    if decision.fault:
        raise Refused(decision.fault)
    return decision.action


def follow(push: Push, row: OpRow) -> None:
    """Settle what waited for an op that has now landed or been set apart, and so on."""
    waiting = [row]
    while waiting:
        earlier = waiting.pop()
        if earlier.outcome == "held" or not earlier.stands:
            continue
        _close_forks(push, earlier)
        for before in push.store.held_after(earlier.op_id):
            waiting.append(_release(push, before))


def stored_op(row: OpRow) -> Any:
    """A stored op in today's words: it may be older than this server (P5). Raises `Refused`."""
    op, fault = read(json.loads(row.body or "null"), spoken())
    if fault:
        raise Refused(fault)
    return op


def apply(push: Push, op: Any, row: OpRow, actor: Person) -> None:
    """Land a stored op now; raises `Refused`."""
    from server.push.land import Landing, land

    land(push, Landing(op, row, actor))


def _release(push: Push, before: OpRow) -> OpRow:
    after = replace(before)
    mark, fault = push.store.mark(), None
    try:
        op = stored_op(before)
        if turn_of(push, op) == "hold":
            return before
        author = push.person(before.author_id)
        if author is None:
            raise refuse("not_allowed", "its author is no longer active")
        apply(push, op, after, author)
    except Refused as refused:
        push.store.undo(mark)
        fault = refused.fault
        after = replace(before, outcome="quarantined", code=fault.code, message=fault.message)
    told = quarantine.tell_settled(push, after, _told(fault), fault)
    push.store.settle_op(after, before, told.seq)
    return after


def _told(fault: Fault | None) -> str:
    return "quarantined" if fault else "released"


def _close_forks(push: Push, row: OpRow) -> None:
    """An op that a new device brought needs nobody's judgement of its fork any more (O2, P4a)."""
    if row.outcome == "quarantined":
        return
    for other in push.store.ops_of(row.op_id):
        if other.code == "forked_device" and other.content_hash == row.content_hash:
            told = push.store.quarantine_of(other.op_key)
            if told.record.fields["state"] == "quarantined":
                quarantine.tell_settled(push, other, "released", became=row)


def _state(row: OpRow) -> str:
    return row.outcome if row.outcome in ("held", "quarantined") else "landed"
