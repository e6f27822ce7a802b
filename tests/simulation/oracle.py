"""What must hold, whatever happened (sync-protocol §9), judged from the outside of the server."""

import json
from typing import Any

from flask import Flask
from sqlalchemy import select

from server.evidence.standing import verify_records
from server.extensions import db
from server.models import Op, Scope, wire
from server.push.verify import verify_history
from tests.simulation.phone import Json, SimPhone

PLAIN = frozenset({"title", "place", "shift", "answers/ph/value"})
LANDED = frozenset({"applied", "merged", "conflict"})


def judge(app: Flask, phones: list[SimPhone]) -> None:
    """Check the invariants after everything was delivered; raises AssertionError."""
    with app.app_context():
        ops = list(db.session.scalars(select(Op).order_by(Op.n)))
        rows = [json.loads(wire.text(row)) for row in db.session.execute(select(*wire.COLUMNS))]
        counters = {scope.scope: scope.seq for scope in db.session.scalars(select(Scope))}
        nothing_is_lost(phones, ops, rows)
        phones_equal_the_server(phones, rows)
        nothing_is_replaced_unseen(ops)
        nobody_conflicts_with_their_own_chain(ops)
        revs_count_what_landed(ops, rows)
        seqs_are_unique_and_reach_the_counter(rows, ops, counters)
        assert verify_history() == [], "invariant 9"
        assert list(verify_records()) == [], "H2: records are what their ops made of them"


def nothing_is_lost(phones: list[SimPhone], ops: list[Op], rows: list[Json]) -> None:
    """1, 2, 7: each edit is in the history once; if not applied, people are told of it."""
    by_id = {op.op_key: op for op in ops}
    told = {
        row["fields"]["op"]["op_id"]: row["fields"]["state"]
        for row in rows
        if row["kind"] == "quarantine"
    }
    for phone in phones:
        assert phone.outbox == []
        for op in phone.sent:
            kept = by_id[op["op_id"]]
            assert json.loads(kept.body or "") == op, "invariant 1"
            if kept.outcome not in LANDED:
                state = told[op["op_id"]]
                wanted = {"held": {"held"}}.get(kept.outcome, {"quarantined", "discarded"})
                assert state in wanted, "invariant 1"
    assert len({op.op_id for op in ops}) == len(ops), "invariant 2"


def phones_equal_the_server(phones: list[SimPhone], rows: list[Json]) -> None:
    """3, 4, 6: by incremental pulls alone each phone holds what it may read, and no more."""
    for phone in phones:
        scopes = {*phone.scopes, "common", f"person:{phone.actor.user_id}"}
        boss = not {"supervisor", "manager"}.isdisjoint(phone.roles)
        expected = {
            (row["scope"], row["id"]): row
            for row in rows
            if row["scope"] in scopes
            and (row["kind"] != "quarantine" or boss or row["created"]["by"] == phone.actor.user_id)
        }
        assert phone.rows == expected, "invariant 3"


def nothing_is_replaced_unseen(ops: list[Op]) -> None:
    """5: whoever changed a value had seen the change before it, or made it (M1, M7)."""
    by_id = {op.op_id: op for op in ops}
    last: dict[tuple[str, str], tuple[int, str]] = {}
    landed = [op for op in ops if op.rev is not None and op.kind in ("issue", "inspection")]
    decided = [op for op in ops if op.decided_rev is not None]
    steps = [(op.rev, op.record_id, op, True) for op in landed]
    steps += [(op.decided_rev, op.decided_id, op, False) for op in decided]
    for rev, rid, op, ordinary in sorted(steps, key=lambda step: step[0]):
        body = json.loads(op.body or "{}")
        for key in json.loads(op.effects or "{}"):
            if ordinary and key not in ("status", "tags", "remarks", "scope", "deleted"):
                before, writer = last.get((rid, key), (0, ""))
                seen = before <= body["base_rev"] or writer in ancestors(by_id, op)
                assert seen, f"invariant 5: {key} of {rid} at {rev}"
            last[rid, key] = (rev, op.op_id)


def nobody_conflicts_with_their_own_chain(ops: list[Op]) -> None:
    """M12: where plain fields ended in conflict, somebody else had changed the record meanwhile.

    Steps and sealed values clash with what their author has seen, too (M6, M7).
    """
    by_id = {op.op_id: op for op in ops}
    for op in ops:
        if op.outcome != "conflict" or op.kind not in ("issue", "inspection"):
            continue
        body = json.loads(op.body or "{}")
        if not PLAIN.issuperset(body["changes"]):
            continue
        since, own = body["base_rev"], ancestors(by_id, op)
        others = [
            other
            for other in ops
            if op.record_id in (other.record_id, other.decided_id)
            and other.op_id not in own
            and since < (other.decided_rev or other.rev or 0) < (op.rev or 0)
        ]
        assert others, "M12"


def ancestors(by_id: dict[str, Op], op: Op) -> set[str]:
    """The ops that this one follows on its own phone."""
    found: set[str] = set()
    after = op.after
    while after in by_id and after not in found:
        found.add(after)
        after = by_id[after].after
    return found


def revs_count_what_landed(ops: list[Op], rows: list[Json]) -> None:
    """2: pushed any number of times, each op raised its record's rev once (a move twice)."""
    revs: dict[str, int] = {}
    for op in ops:
        if op.rev is not None and op.kind in ("issue", "inspection"):
            body = json.loads(op.body or "{}")
            moved = body["action"] == "move" and "scope" in json.loads(op.effects or "{}")
            revs[op.record_id] = revs.get(op.record_id, 0) + 1 + moved
        if op.decided_rev is not None:
            revs[op.decided_id or ""] = revs.get(op.decided_id or "", 0) + 1
    for rid, rev in revs.items():
        assert max(row["rev"] for row in rows if row["id"] == rid) == rev, "invariant 2"


def seqs_are_unique_and_reach_the_counter(
    rows: list[Json], ops: list[Op], counters: dict[str, int]
) -> None:
    """9: a scope's seqs are taken once each, up to its counter."""
    for scope, counter in counters.items():
        seqs: list[Any] = [row["seq"] for row in rows if row["scope"] == scope]
        assert len(seqs) == len(set(seqs)), "invariant 9"
        highest = max([*seqs, *(op.seq for op in ops if op.scope == scope)], default=0)
        assert highest == counter, "invariant 9"
