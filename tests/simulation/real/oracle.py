"""Whether the promise was kept: what people were told is saved, against what the server then holds."""

import json
from typing import Any

from sqlalchemy import select

from server.extensions import db
from server.models import Op, wire
from server.push.verify import verify_history
from tests.simulation.real.delivery import Held
from tests.simulation.real.memory import meaning
from tests.simulation.real.town import Town
from tests.support.actors import PEOPLE as USUAL

Json = dict[str, Any]
OVERSEERS = frozenset({"supervisor", "manager"})
TOLD = frozenset({"held", "quarantined", "adopted", "released", "discarded"})
LANDED = frozenset({"applied", "merged", "conflict"})
OWN = frozenset({"owner", "state", "at"})


def judge(town: Town, held: Held) -> None:
    """Check the invariants after everything was delivered; raises AssertionError."""
    with town.server.app.app_context():
        ops = list(db.session.scalars(select(Op).order_by(Op.n)))
        rows = [json.loads(wire.text(row)) for row in db.session.execute(select(*wire.COLUMNS))]
        saved_is_kept(town, ops, rows)
        photos_are_kept(town)
        phones_show_the_server(town, held, rows)
        queues_are_empty_or_say_why(town)
        if not town.restored:
            # A base that a restored server forgot may mean another change by then.
            nothing_is_replaced_unseen(ops)
        assert verify_history() == [], "invariant 9"


def saved_is_kept(town: Town, ops: list[Op], rows: list[Json]) -> None:
    """I1, I2: each saved op is on the server once, as it was meant; if not applied, it is told."""
    by_id: dict[str, list[Op]] = {}
    for op in ops:
        by_id.setdefault(op.op_id, []).append(op)
    told = {
        row["fields"]["op"]["op_id"]: row["fields"]["state"]
        for row in rows
        if row["kind"] == "quarantine"
    }
    for op_id, meant in town.memory.ops.items():
        # A copied phone's op may be kept twice: set apart under one device, landed under another.
        kept = by_id.get(op_id, [])
        if not kept and op_id in town.memory.excused:
            continue
        assert kept, f"I1: {op_id} of {meant['author_id']} is nowhere: {meant}"
        assert all(meaning(json.loads(op.body or "")) == meant for op in kept), "I1: not as meant"
        landed = [op for op in kept if op.outcome in LANDED]
        assert len(landed) <= 1, f"I2: {op_id} landed twice"
        assert landed or told.get(op_id) in TOLD, f"I1: nobody is told of {op_id}"


def nothing_is_replaced_unseen(ops: list[Op]) -> None:
    """I5: what a value replaced is what its author saw there, or had put there."""
    by_id = {op.op_id: op for op in ops if op.outcome in LANDED}
    writers: dict[tuple[str, str], str] = {}
    for op in sorted(by_id.values(), key=lambda one: (one.rev or 0, one.n)):
        changes = json.loads(op.body or "{}")["changes"]
        for key, before in json.loads(op.effects or "{}").items():
            change = changes.get(key, {})
            own = writers.get((op.record_id, key)) in ancestors(by_id, op)
            if "from" in change and key != "status" and not own:
                seen = before in (change["from"], change["to"])
                assert seen, f"I5: {key} of {op.record_id} was {before} when {op.op_id} came"
            writers[op.record_id, key] = op.op_id


def ancestors(by_id: dict[str, Op], op: Op) -> set[str]:
    """The ops that this one follows on its own phone."""
    found: set[str] = set()
    after = op.after
    while after in by_id and after not in found:
        found.add(after)
        after = by_id[after].after
    return found


def photos_are_kept(town: Town) -> None:
    """B3, I8: each saved photo is on the server, or whole on a phone that says why.

    One that the server confirmed and lost in a restore is at least told (F9).
    """
    there = town.server.photos()
    on_phones: set[str] = set()
    for phone in town.phones.values():
        stored = phone.rows()
        full = {row["id"]: row.get("full") for row in stored["bytes"]}
        told = {row["id"] for row in stored["attention"]} if town.restored else set()
        for row in stored["photos"]:
            whole = full.get(row["id"]) == row["sha256"]
            if row["state"] != "confirmed" and (whole or row["id"] in told):
                on_phones.add(row["sha256"])
    for sha256, scopes in town.memory.photos.items():
        kept = sha256 in on_phones or all((sha256, scope) in there for scope in scopes)
        assert kept or sha256 in town.memory.excused_photos, f"B3: photo {sha256} is lost"


def phones_show_the_server(town: Town, held: Held, rows: list[Json]) -> None:
    """I3, I4, I6: by its own pulls each phone holds what its person may read, and no more."""
    for (name, person), records in held.items():
        user = town.server.ids[person]
        shown = {
            row["id"]: {key: value for key, value in row.items() if key not in OWN}
            for row in records
            if row["owner"] == user
        }
        readable = {*town.server.scopes_of(person), "common", f"person:{user}"}
        boss = not OVERSEERS.isdisjoint(USUAL[person][0])
        expected: dict[str, Json] = {}
        for row in sorted(rows, key=lambda one: one["rev"]):
            hidden = row["kind"] == "quarantine" and not boss and row["created"]["by"] != user
            if (row["scope"] in readable and not hidden) or (
                boss and told_elsewhere(row, readable)
            ):
                expected[row["id"]] = row
        assert shown.keys() == expected.keys(), f"I3: {person} on {name} sees other records"
        for record_id, row in expected.items():
            assert shown[record_id] == row, f"I3: {person} on {name} sees another {record_id}"


def told_elsewhere(row: Json, readable: set[str]) -> bool:
    """An op of one's site that lies in its author's own scope, for those who judge it (P4a)."""
    told = row["fields"].get("op") if row["kind"] == "quarantine" else None
    elsewhere = row["scope"].startswith("person:")
    return elsewhere and isinstance(told, dict) and told.get("scope") in readable


def queues_are_empty_or_say_why(town: Town) -> None:
    """I1, I7: what has not gone out lies in a list that a person sees."""
    for phone in town.phones.values():
        stored = phone.rows()
        told = {row["id"] for row in stored["attention"]}
        for row in stored["ops"]:
            assert row["state"] == "aside", f"I10: {row['op_id']} is still {row['state']}"
            assert row["op_id"] in told, "I1: an op is set aside without a word"
        for row in stored["photos"]:
            if row["state"] == "refused":
                assert row["id"] in told, "I1: a photo is refused without a word"
            elif row["state"] != "confirmed":
                able = [
                    name for name in phone.people if row["scope"] in town.server.scopes_of(name)
                ]
                assert not able, f"I10: a photo is still {row['state']} on {phone.name}"
