"""A supervisor settles an op that was set apart: adopts, releases or discards it (P4a)."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from server.push import held
from server.push.context import Push, Refused, refuse
from server.push.quarantine import settled_by
from server.push.rows import Live, OpRow
from server.spoken import kinds
from sync.merge import merge
from sync.order import settlement
from sync.record import Chain, Fault, Stamp

if TYPE_CHECKING:
    from server.push.land import Landing

OPEN = frozenset({"held", "quarantined"})


def settle(push: Push, landing: "Landing", found: Live | None, chain: Chain) -> Live:
    """Land an edit of a quarantine record and do what it orders. Raises `Refused`."""
    from server.push.land import keep

    if found is None:
        raise refuse("invalid", "this record is not known")
    _may_judge(landing, found)
    order = settlement(landing.op)
    if isinstance(order, Fault):
        raise Refused(order)
    if order is not None:
        _in_time(landing, found.record.fields["state"])
    stamp = Stamp(landing.actor.id, push.store.received_text)
    merged = merge(
        found.record,
        landing.op,
        kind=kinds()["quarantine"],
        chain=chain,
        roles=landing.actor.roles,
        stamp=stamp,
    )
    if merged.fault:
        raise Refused(merged.fault)
    if order is None or merged.record is None:
        live = keep(push, landing, found, merged, None)
    else:
        row = push.store.op(found.about or "")
        after = _carry_out(push, landing, row, order)
        told = settled_by(landing.actor.id, push.store.received_text, after)
        merged.record.fields = {**merged.record.fields, "settled": told}
        live = keep(push, landing, found, merged, None)
        push.store.settle_op(after, row, live.seq)
        held.follow(push, after)
    landing.row.rev = live.record.rev
    return live


def _in_time(landing: "Landing", state: str) -> None:
    """The first decision stands: whoever decides must have seen the state that there is."""
    if state not in OPEN or landing.op["changes"]["state"]["from"] != state:
        raise refuse("decided_before", f"it had changed before this decision: {state}")


def _may_judge(landing: "Landing", found: Live) -> None:
    """Whoever holds the op's site, though the record may lie in its author's own scope."""
    said = found.record.fields["op"]
    site = said.get("scope") if isinstance(said, dict) else None
    if found.record.scope not in landing.actor.scopes and site not in landing.actor.scopes:
        raise refuse("not_allowed", "the op belongs to a site that you do not hold")


def _carry_out(push: Push, landing: "Landing", row: OpRow, order: str) -> OpRow:
    """The op's row as the order leaves it."""
    after = replace(row)
    if order == "discarded":
        after.outcome, after.code, after.message = "quarantined", "discarded", None
    elif order == "adopted":
        op = _adoptable(row, landing.op)
        after.adopted_by = landing.actor.id
        after.code = after.message = None
        held.apply(push, op, after, landing.actor)
    else:
        author = push.person(row.author_id)
        if author is None:
            raise refuse("not_allowed", "its author is no longer active")
        held.apply(push, held.stored_op(row), after, author)
    return after


def _adoptable(row: OpRow, decision: Any) -> Any:
    """The op as its adopter pushes it: the reason given for adopting counts for it, too (M7)."""
    op = held.stored_op(row)
    if not op.get("reason"):
        change = decision["changes"].get("reason") or {}
        op["reason"] = change.get("to") or decision.get("reason")
    return op
