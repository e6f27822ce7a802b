"""Whether the promise was kept: what people were told is saved, against what the server then holds."""

import json
from types import SimpleNamespace
from typing import Any

from sqlalchemy import select

from server.extensions import db
from server.models import Op, Scope, wire
from server.push.verify import verify_history
from tests.simulation import oracle as common
from tests.simulation.real.delivery import Held
from tests.simulation.real.memory import meaning
from tests.simulation.real.town import Town
from tests.support.actors import PEOPLE as USUAL

Json = dict[str, Any]
OVERSEERS = frozenset({"supervisor", "manager"})
TOLD = frozenset({"held", "quarantined", "adopted", "released", "discarded"})
GROWING = frozenset({"tags", "remarks", "photos", "signature"})
OWN = frozenset({"owner", "state", "at"})


def judge(town: Town, held: Held) -> None:
    """Check the invariants after everything was delivered; raises AssertionError."""
    with town.server.app.app_context():
        ops = list(db.session.scalars(select(Op).order_by(Op.n)))
        rows = [json.loads(wire.text(row)) for row in db.session.execute(select(*wire.COLUMNS))]
        counters = {scope.scope: scope.seq for scope in db.session.scalars(select(Scope))}
        saved_is_kept(town, ops, rows)
        photos_are_kept(town)
        phones_show_the_server(town, held, rows)
        queues_are_empty_or_say_why(town)
        if not town.restored:
            # After a restore revs are given anew: what a base meant is not to be told from outside.
            common.nothing_is_replaced_unseen([without_lists(op) for op in ops])
            common.nobody_conflicts_with_their_own_chain(ops)
            common.revs_count_what_landed(ops, rows)
        common.seqs_are_unique_and_reach_the_counter(rows, ops, counters)
        assert verify_history() == [], "invariant 9"


def without_lists(op: Op) -> Any:
    """The op as its values alone: what only grows replaces nothing (M2, M4, M5)."""
    effects = {
        key: effect
        for key, effect in json.loads(op.effects or "{}").items()
        if key.split("/")[-1] not in GROWING
    }
    return SimpleNamespace(
        **{column.key: getattr(op, column.key) for column in Op.__table__.columns}
        | {"effects": json.dumps(effects)}
    )


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
        landed = [op for op in kept if op.outcome in common.LANDED]
        assert len(landed) <= 1, f"I2: {op_id} landed twice"
        assert landed or told.get(op_id) in TOLD, f"I1: nobody is told of {op_id}"


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
            if row["scope"] in readable and not hidden:
                expected[row["id"]] = row
        assert shown.keys() == expected.keys(), f"I3: {person} on {name} sees other records"
        for record_id, row in expected.items():
            assert shown[record_id] == row, f"I3: {person} on {name} sees another {record_id}"


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
