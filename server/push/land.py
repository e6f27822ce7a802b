"""Lands one op on its record: finds what the rules ask for, lets them merge, stages the result."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from server.push import attached, judge, submit
from server.push.context import Push, Refused, refuse
from server.push.links import describe
from server.push.people import Person
from server.push.rows import Live, OpRow, landed_at, latest, new_id
from server.spoken import kinds
from sync.conflict import decide
from sync.merge import changed_since, merge
from sync.operation import Op
from sync.order import target
from sync.record import Chain, Fault, Merged, Record, Stamp

GONE = "this record was deleted so long ago that it is no longer kept"


@dataclass(frozen=True, slots=True)
class Landing:
    """An op about to land: as `actor`'s, who is its author or the supervisor who adopts it."""

    op: Any
    row: OpRow
    actor: Person


def land(push: Push, landing: Landing) -> Live | None:
    """Apply an op; fills its row and returns the record to answer with (P6). Raises `Refused`."""
    op, row, actor = landing.op, landing.row, landing.actor
    found = _target(push, op, actor)
    chain = chain_of(push, op)
    if op["kind"] == "quarantine":
        return judge.settle(push, landing, found, chain)
    if found is not None and found.record.scope not in actor.scopes:
        raise refuse("not_allowed", "the record lies in a site that you do not hold")
    stamp = Stamp(
        actor.id,
        push.store.received_text,
        attached.here(push, op, found.record.scope if found else op["scope"]),
    )
    if op["kind"] == "conflict" and op["action"] == "edit" and found:
        return _decide(push, landing, found, chain, stamp)
    conflict = push.store.open_conflict(op["record_id"]) if found else None
    merged = merge(
        found.record if found else None,
        op,
        kind=kinds()[op["kind"]],
        chain=chain,
        roles=actor.roles,
        stamp=stamp,
        conflict=conflict.record if conflict else None,
        at_base=_at_base(push, op, chain) if found and op["action"] == "delete" else None,
    )
    if merged.fault:
        raise Refused(merged.fault)
    submit.check(push, op, found.record if found else None, merged.record)
    live = keep(push, landing, found, merged, conflict)
    row.rev = live.record.rev
    return live


def keep(
    push: Push, landing: Landing, found: Live | None, merged: Merged, conflict: Live | None
) -> Live:
    """Stage what came of an op: tombstones, the record, its conflict; fill the row."""
    op, row = landing.op, landing.row
    stamped = push.stamped(landing.actor.id, op)
    record = merged.record
    if record is None:
        raise RuntimeError("a landed op leaves a record")
    for tombstone in merged.tombstones:
        origin = found if tombstone.id == record.id else conflict
        made = origin.created if origin else stamped
        grave = push.store.put(tombstone, stamped, created=made)
        if tombstone.id == record.id and not row.seq:
            row.scope, row.seq = tombstone.scope, grave.seq
    record = attached.name(push, record, merged.added, found.record if found else None, op["scope"])
    live = push.store.put(
        record,
        stamped,
        created=found.created if found else stamped,
        about=found.about if found else None,
    )
    if not row.seq:
        row.scope, row.seq = record.scope, live.seq
    if merged.conflict:
        row.conflict_id = _keep_conflict(push, landing, merged.conflict, conflict)
    row.outcome = merged.outcome
    describe(row, merged.effects)
    return live


def chain_of(push: Push, op: Op) -> dict[str, int]:
    """The op's ancestors by `after` links, with the rev that each landed at (§4)."""
    chain: dict[str, int] = {}
    after = op.get("after")
    while after is not None and after not in chain:
        rows = push.store.ops_of(after)
        if not rows or rows[0].record_id != op["record_id"]:
            break
        chain[after] = rows[0].rev or 0
        after = rows[0].after
    return chain


def _target(push: Push, op: Op, actor: Person) -> Live | None:
    if op["kind"] != "quarantine" and op["scope"] not in actor.scopes:
        raise refuse("not_allowed", "you do not hold this site")
    if op["action"] == "move" and op["changes"]["scope"]["to"] not in actor.scopes:
        raise refuse("not_allowed", "you do not hold the other site")
    rows = push.store.rows_of(op["record_id"])
    found = target(op, [*(live.record for live in rows), *push.store.graves_of(op["record_id"])])
    if isinstance(found, Fault):
        raise Refused(found)
    if found is not None and not found.kind:
        raise refuse("gone", GONE)
    return latest(rows) if rows else None


def _at_base(push: Push, op: Op, chain: Chain) -> dict[str, Any]:
    rows = push.store.landed_since(op["record_id"], op["base_rev"])
    history: list[tuple[int, str, Mapping[str, Any]]] = [
        (landed_at(row, op["record_id"]) or 0, row.op_id, attached.effects(row)) for row in rows
    ]
    return changed_since(history, op["base_rev"], chain)


def _keep_conflict(push: Push, landing: Landing, record: Record, before: Live | None) -> str:
    stamped = push.stamped(landing.actor.id, landing.op)
    if not record.id:
        record.id = new_id()
    push.store.put(
        record,
        stamped,
        created=before.created if before else stamped,
        about=landing.op["record_id"],
    )
    return record.id


def _decide(push: Push, landing: Landing, conflict: Live, chain: Chain, stamp: Stamp) -> Live:
    """Land a decision on the conflict and on its record, in one transaction (C2)."""
    op, row = landing.op, landing.row
    record_id = conflict.record.fields["record_id"]
    rows = push.store.rows_of(record_id)
    if not rows:
        raise refuse("gone", GONE)
    subject = latest(rows)
    merged = decide(
        conflict.record,
        subject.record,
        op,
        kinds=kinds(),
        chain=chain,
        roles=landing.actor.roles,
        stamp=stamp,
    )
    if merged.fault:
        raise Refused(merged.fault)
    row.outcome = merged.outcome
    if merged.conflict is None:
        row.conflict_id = conflict.record.id
        if not row.seq:
            row.scope = conflict.record.scope
            row.seq = push.store.take_seq(row.scope)
        return conflict
    stamped = push.stamped(landing.actor.id, op)
    if merged.record is not None:
        push.store.put(merged.record, stamped, created=subject.created, about=subject.about)
        row.decided_id, row.decided_rev = record_id, merged.record.rev
    live = push.store.put(merged.conflict, stamped, created=conflict.created, about=conflict.about)
    if not row.seq:
        row.scope, row.seq = live.record.scope, live.seq
    row.rev = live.record.rev
    describe(row, merged.effects)
    return live
