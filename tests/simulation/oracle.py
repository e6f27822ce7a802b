"""What must hold, whatever happened (sync-protocol §9), judged from the outside of the server.

I3, I4, I6 and I10 are watched during the run as well (`watch`); I11 compares two runs.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any, Protocol

from flask import Flask
from sqlalchemy import select

from server.evidence.standing import verify_records
from server.extensions import db
from server.models import Op, Scope, wire
from server.push.verify import verify_history
from tests.simulation import pictures, unseen
from tests.simulation.memory import Json, Memory, said

LANDED = frozenset({"applied", "merged", "conflict"})
WORK = ("issue", "inspection")


class Phone(Protocol):
    """What the oracle asks of a phone, simulated or real."""

    sent: list[Json]
    outbox: list[Json]
    rows: dict[tuple[str, str], Json]
    scopes: list[str]
    roles: list[str]
    actor: Any


class Truth:
    """All that the server holds at rest."""

    def __init__(self) -> None:
        self.ops = list(db.session.scalars(select(Op).order_by(Op.n)))
        query = select(*wire.COLUMNS)
        self.rows: list[Json] = [json.loads(wire.text(row)) for row in db.session.execute(query)]
        self.counters = {one.scope: one.seq for one in db.session.scalars(select(Scope))}
        self.by_id: dict[str, list[Op]] = defaultdict(list)
        for op in self.ops:
            self.by_id[op.op_id].append(op)
        self.told: dict[str, list[str]] = defaultdict(list)
        for row in self.rows:
            if row["kind"] == "quarantine" and isinstance(row["fields"]["op"], dict):
                self.told[row["fields"]["op"].get("op_id")].append(row["fields"]["state"])

    def standing(self, op_id: str) -> Op | None:
        """Of the rows of one op id the one that counts: what landed, else the ordinary one."""
        rows = sorted(self.by_id[op_id], key=lambda op: (op.outcome in LANDED, op.op_key == op_id))
        return rows[-1] if rows else None


def judge(
    app: Flask,
    phones: Sequence[Phone],
    memory: Memory | None = None,
    waiting: Collection[str] | None = None,
) -> None:
    """Check the invariants after everything was delivered; raises AssertionError.

    `memory` is what people were told is saved, else what the phones have sent; `waiting` the hashes
    of photos that are still on a phone, if known.
    """
    memory = memory or remembered(phones)
    with app.app_context():
        db.session.rollback()
        truth = Truth()
        nothing_is_lost(truth, phones, memory)
        nothing_is_doubled(truth)
        revs_count_what_landed(truth)
        phones_equal_the_server(truth, phones)
        unseen.nothing_is_replaced_unseen(truth, memory)
        unseen.losing_values_stay_readable(truth)
        unseen.nobody_conflicts_with_their_own_chain(truth)
        poison_delays_only_its_own_chain(truth)
        pictures.photos_are_whole_and_somewhere(truth.rows, memory, waiting)
        seqs_are_unique_and_reach_the_counter(truth)
        assert verify_history() == [], "I9: the chain does not verify"
        assert list(verify_records()) == [], "H2: records are not what their ops made of them"


def remembered(phones: Iterable[Phone]) -> Memory:
    """What the phones themselves say they sent."""
    memory = Memory()
    for phone in phones:
        for op in phone.sent:
            memory.edits[op["op_id"]] = said(op)
    return memory


def nothing_is_lost(truth: Truth, phones: Sequence[Phone], memory: Memory) -> None:
    """I1: each edit is in the history as it was saved; if not applied, people are told of it."""
    for phone in phones:
        assert phone.outbox == [], "I1: something was never answered"
    for op_id, edit in memory.edits.items():
        kept = truth.standing(op_id)
        if kept is None:
            assert op_id in memory.lost, f"I1: {op_id} was saved and is nowhere: {edit}"
            continue
        assert said(json.loads(kept.body or "{}")) == edit, f"I1, O1: {op_id} was altered"
        if kept.outcome not in LANDED:
            wanted = {"held": {"held"}}.get(kept.outcome, {"quarantined", "discarded"})
            assert wanted.intersection(truth.told[op_id]), f"I1: nobody is told of {op_id}"
        elif edit["kind"] in WORK:
            additions_are_there(truth, edit)


def additions_are_there(truth: Truth, edit: Json) -> None:
    """I1, I2, M4, M5: each remark and photo that landed is in its record, once."""
    rows = [row for row in truth.rows if row["id"] == edit["record_id"]]
    fields = max(rows, key=lambda row: row["rev"])["fields"]
    for name in ("remarks", "photos"):
        for entry in edit["changes"].get(name, {}).get("add", ()):
            found = [one["id"] for one in fields.get(name, ())].count(entry["id"])
            assert found == 1, f"I1, I2: {name} {entry['id']} is there {found} times"


def nothing_is_doubled(truth: Truth) -> None:
    """I2: an op lands once, whatever carried it and however often."""
    for op_id, rows in truth.by_id.items():
        assert sum(op.outcome in LANDED for op in rows) <= 1, f"I2: {op_id} landed twice"
        assert sum(op.op_key == op_id for op in rows) <= 1, f"I2: {op_id} is there twice"


def revs_count_what_landed(truth: Truth) -> None:
    """I2: pushed any number of times, each op raised its record's rev once (a move twice)."""
    revs: Counter[str] = Counter()
    for op in truth.ops:
        if op.rev is not None and op.kind in WORK:
            moved = op.kind in WORK and "scope" in json.loads(op.effects or "{}")
            revs[op.record_id] += 1 + moved
        if op.decided_rev is not None:
            revs[op.decided_id or ""] += 1
    for rid, rev in revs.items():
        top = max(row["rev"] for row in truth.rows if row["id"] == rid)
        assert top == rev, f"I2: {rid} is at {top} after {rev} changes"


def phones_equal_the_server(truth: Truth, phones: Sequence[Phone]) -> None:
    """I3, I4, I6: by incremental pulls alone each phone holds what it may read, and no more."""
    for phone in phones:
        me = phone.actor.user_id
        scopes = {*phone.scopes, "common", f"person:{me}"}
        boss = not {"supervisor", "manager"}.isdisjoint(phone.roles)
        expected = {
            (row["scope"], row["id"]): row
            for row in truth.rows
            if row["scope"] in scopes
            and (row["kind"] != "quarantine" or boss or row["created"]["by"] == me)
        }
        assert phone.rows == expected, f"I3: the phone of {me} shows something else"


def poison_delays_only_its_own_chain(truth: Truth) -> None:
    """I7, P4: what waits, or was set apart with another one, follows that very one on its record.

    What landed without a supervisor's help landed after the one that it follows.
    """
    for op in truth.ops:
        if op.outcome in LANDED and op.after and op.settled is None:
            first = truth.standing(op.after)
            assert first is not None, f"P4: {op.op_id} landed before its turn"
            assert (first.rev or 0) < (op.rev or 0) or op.rev is None, f"P4: {op.op_id} overtook"
        if op.outcome == "held" or op.code == "after_quarantined":
            before = truth.standing(op.after or "")
            alone = before is None or before.outcome not in LANDED
            assert alone, f"I7: {op.op_id} is {op.outcome} behind one that landed"
            assert before is None or before.record_id == op.record_id, "I7: another record's"


def seqs_are_unique_and_reach_the_counter(truth: Truth) -> None:
    """I9: a scope's seqs are taken once each, up to its counter."""
    for scope, counter in truth.counters.items():
        seqs = [row["seq"] for row in truth.rows if row["scope"] == scope]
        assert len(seqs) == len(set(seqs)), f"I9: a seq of {scope} was given twice"
        highest = max([*seqs, *(op.seq for op in truth.ops if op.scope == scope)], default=0)
        assert highest <= counter, f"I9: {scope} is ahead of its counter"
