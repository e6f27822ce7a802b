"""Tells people of ops that were not applied (P4, P4a): each is a synced record, nothing is lost."""

from dataclasses import replace
from typing import Any

from server.push.context import Push
from server.push.incoming import Incoming
from server.push.rows import Live, OpRow, Stamped, new_id
from sync.record import Fault, Record

HELD = Fault("held", "waits for an earlier change of the same phone")


def set_apart(push: Push, op: Incoming, row: OpRow, fault: Fault) -> None:
    """Store an op that is not applied, and say why."""
    row.outcome, row.code = "quarantined", fault.code
    row.message = fault.message.replace("\0", "")
    _tell(push, op, row, fault, "quarantined")


def hold(push: Push, op: Incoming, row: OpRow) -> None:
    """Store an op that waits for the one it follows (P4)."""
    row.outcome = "held"
    _tell(push, op, row, HELD, "held")


def tell_settled(
    push: Push, row: OpRow, state: str, fault: Fault | None = None, became: OpRow | None = None
) -> Live:
    """Bring an op's quarantine record up to date after the server has settled the op.

    `became`: the row under which it landed, where that is another one.
    """
    live = push.store.quarantine_of(row.op_key)
    fields = {**live.record.fields, "state": state}
    if state == "released":
        fields["settled"] = settled_by(None, push.store.received_text, became or row)
    if fault:
        fields.update(code=fault.code, reason=fault.message)
    rev = live.record.rev + 1
    versions = {**live.record.versions, "state": {"rev": rev, "op": row.op_key}}
    record = replace(live.record, rev=rev, fields=fields, versions=versions)
    now = push.store.received_text
    stamped = Stamped(live.created.by, now, now)
    return push.store.put(record, stamped, created=live.created, about=live.about)


def settled_by(by: str | None, at: str, row: OpRow) -> dict[str, Any]:
    """What a quarantine record tells of its end: who decided, when, and what came of the op.

    `by` is None where no person decided: the op that it waited for has come.
    """
    return {"by": by, "at": at, **row.answer()}


def _tell(push: Push, op: Incoming, row: OpRow, fault: Fault, state: str) -> None:
    owner, scope = _owner(push, op, row)
    stamped = Stamped(owner, push.store.received_text, push.store.received_text)
    record = Record(
        id=new_id(),
        kind="quarantine",
        scope=scope,
        rev=1,
        fields={"op": op.raw, "code": fault.code, "reason": fault.message, "state": state},
        versions={},
        created_by=owner,
    )
    live = push.store.put(record, stamped, created=stamped, about=row.op_key)
    row.scope, row.seq = scope, live.seq


def _owner(push: Push, op: Incoming, row: OpRow) -> tuple[str, str]:
    """Whom a set-apart op belongs to, and in which scope it is told.

    Its author, if the claim holds; else whoever sent it. In the op's scope if that person may read
    it, else in the person's own.
    """
    claimed = push.people.has_used(op.author_id, op.device_id)
    person = push.person(op.author_id) if claimed else None
    owner = person or push.person(row.session_user)
    owner_id = owner.id if owner else row.session_user
    readable = owner is not None and op.scope in owner.scopes
    return owner_id, op.scope if readable else f"person:{owner_id}"
