"""What holds, whatever happens (I1 to I4, I6, I8 to I11): seeded stories on the real server."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from server.evidence.standing import verify_records
from server.extensions import db
from server.models import Op, Record, Scope
from server.push.verify import verify_history
from tests.support.actors import Actor, add_person
from tests.support.device import SoftDevice, new_id
from tests.support.photos import photo
from tests.support.tus import Tus, sha256

PEOPLE = {"lead": "A", "super": "A", "op2": "AB", "manager": "AB"}
STEPS = {"found": "reported", "reported": "in_hand", "in_hand": "solved", "solved": "verified"}
CLOCKS = ["1999-01-01T00:00:00Z", "2026-11-23T16:00:00+08:00", "2031-05-05T05:05:05-11:00"]
ANSWERS = {"applied", "merged", "duplicate", "conflict", "held", "quarantined"}


class Phone:
    """A phone that writes offline, sends badly, and reads page by page."""

    def __init__(self, app: Flask, name: str, chance: random.Random) -> None:
        add_person(app, name)
        self.name, self.chance = name, chance
        self.device = SoftDevice(Actor(app, name))
        self.rows: dict[str, Any] = {}
        self.own: dict[str, dict[str, Any]] = {}
        self.queue: list[dict[str, Any]] = []

    def write(self) -> None:
        """Do something to an issue, known or new, by whatever this phone's clock says."""
        known = [r for r in self.rows.values() if r["kind"] == "issue" and not r["deleted"]]
        clock = self.chance.choice(CLOCKS)
        if not known or self.chance.random() < 0.05:
            scope = self.chance.choice(PEOPLE[self.name])
            made = {"title": f"by {self.name}"}
            self.queue.append(self.device.create("issue", scope, made, device_time=clock))
            return
        row = self.chance.choice(known)
        mine = self.own.setdefault(row["id"], {})
        action, changes = self._changes({**row["fields"], **mine})
        mine |= {key: change["to"] for key, change in changes.items() if "to" in change}
        op = self.device.op(
            action,
            "issue",
            row["scope"],
            changes,
            record_id=row["id"],
            base_rev=row["rev"],
            device_time=clock,
        )
        self.queue.append(op)

    def _changes(self, fields: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        word = f"{self.name} {self.chance.randrange(3)}"
        what = self.chance.randrange(20)
        if what == 0:
            return "delete", {}
        if what < 3:
            return "edit", {"tags": {"add": [word[:4]], "remove": fields.get("tags", [])[:1]}}
        if what < 5:
            return "edit", {"remarks": {"add": [{"id": new_id(), "text": word}]}}
        if what < 8:
            now = fields["status"]
            return "edit", {"status": {"from": now, "to": STEPS.get(now, "in_hand")}}
        key = self.chance.choice(["title", "place"])
        return "edit", {key: {"from": fields.get(key), "to": word}}

    def send(self) -> list[dict[str, Any]]:
        """Send some, in any order, some of them twice; only half of the answers are believed."""
        ops = self.queue[:5]
        batch = [*ops, *self.chance.sample(ops, len(ops) // 2)]
        self.chance.shuffle(batch)
        results = self.device.push(*batch) if batch else []
        if self.chance.random() < 0.5:
            self.queue = self.queue[5:]
        return results

    def read(self, limit: int | None = None) -> None:
        """Read on from the cursor, in small pages."""
        for row in self.device.pull(limit or self.chance.choice([1, 2, 7])):
            self.rows[row["id"]] = row
            self.own.pop(row["id"], None)

    def afresh(self) -> dict[str, Any]:
        """All that a new phone of this person would get."""
        self.device.cursor = None
        return {row["id"]: row for row in self.device.pull(500)}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_i1_to_i11_hold_after_phones_wrote_sent_and_read_at_random(
    any_app: Flask, seed: int
) -> None:
    chance = random.Random(seed)
    phones = [Phone(any_app, name, chance) for name in PEOPLE]
    results: list[dict[str, Any]] = []
    for scope in ("A", "B", "A"):
        first = phones[-1].device.create("issue", scope, {"title": "made"})
        results += phones[-1].device.push(first)
    for phone in phones:
        phone.read()
    for _ in range(80):
        phone = chance.choice(phones)
        deed = chance.randrange(4)
        if deed < 2:
            phone.write()
        elif deed == 2:
            results += phone.send()
        else:
            phone.read()
    written = {op["op_id"] for phone in phones for op in phone.queue}
    for phone in phones:
        while phone.queue:
            results += phone.send()
    written |= {result["op_id"] for result in results}
    for phone in phones:
        phone.read()

    outcomes = {result["outcome"] for result in results}
    assert outcomes <= ANSWERS
    assert {"applied", "merged", "duplicate", "conflict"} <= outcomes, "a dull story"
    every_op_is_kept_once(any_app, written)
    devices_at_rest_equal_the_server(phones)
    the_history_verifies_and_seqs_are_whole(any_app)


def every_op_is_kept_once(app: Flask, written: set[str]) -> None:
    """I1, I2: each op is in the history exactly once; what did not land is told as quarantine."""
    with app.app_context():
        rows = db.session.execute(sa.select(Op.op_id, Op.outcome)).all()
        told = db.session.scalar(
            sa.select(sa.func.count()).select_from(Record).where(Record.kind == "quarantine")
        )
    counted = Counter(op_id for op_id, _ in rows if op_id in written)
    assert set(counted) == written
    assert set(counted.values()) <= {1}
    assert told is not None
    assert told >= sum(outcome in ("held", "quarantined") for _, outcome in rows)


def devices_at_rest_equal_the_server(phones: list[Phone]) -> None:
    """I3, I4, I6: what was read bit by bit is what a new phone gets, and the same for colleagues."""
    for phone in phones:
        assert phone.rows == phone.afresh(), "a cursor skipped or kept something"
        scopes = {row["scope"] for row in phone.rows.values()}
        assert scopes <= {*PEOPLE[phone.name], "common", f"person:{phone.device.actor.user_id}"}
    issues = [
        {i: r for i, r in phone.rows.items() if r["kind"] in ("issue", "conflict")}
        for phone in phones
    ]
    in_a = [{i: r for i, r in rows.items() if r["scope"] == "A"} for rows in issues]
    assert all(rows == in_a[0] for rows in in_a)
    assert in_a[0]


def the_history_verifies_and_seqs_are_whole(app: Flask) -> None:
    """I9: the chain verifies; no two changes share a seq, and none lies ahead of its scope."""
    with app.app_context():
        assert verify_history() == []
        assert list(verify_records()) == []
        for scope, seq in db.session.execute(sa.select(Scope.scope, Scope.seq)):
            taken = list(db.session.scalars(sa.select(Record.seq).where(Record.scope == scope)))
            assert len(taken) == len(set(taken))
            assert max(taken, default=0) <= seq


def test_i10_a_reader_at_rest_reads_nothing_more_and_pages_end(any_app: Flask) -> None:
    phone = Phone(any_app, "lead", random.Random(1))
    phone.device.push(*[phone.device.create("issue", "A", {"title": str(n)}) for n in range(9)])
    pages = []
    cursor: Any = None
    while True:
        body = {"cursor": cursor, "limit": 4}
        page = phone.device.actor.post("/api/sync/pull", json=body).get_json()
        pages.append(len(page["records"]))
        cursor = page["cursor"]
        if not page["has_more"]:
            break
    assert sum(pages) - pages.count(0) >= 9
    assert all(size <= 4 for size in pages)
    assert len(pages) <= sum(pages) // 4 + 2
    body = {"cursor": cursor, "limit": 4}
    at_rest = phone.device.actor.post("/api/sync/pull", json=body).get_json()
    assert (at_rest["records"], at_rest["has_more"]) == ([], False)


def test_i8_available_means_that_the_bytes_are_here(any_app: Flask) -> None:
    device = Phone(any_app, "lead", random.Random(1)).device
    here, gone = photo(), b"never sent"
    entries = [
        {"id": new_id(), "sha256": sha256(part), "bytes": len(part), "type": "image/jpeg"}
        for part in (here, gone)
    ]
    changes = {"title": {"from": None, "to": "Leak"}, "photos": {"add": entries}}
    op = device.op("create", "issue", "A", changes)
    device.push(op)
    Tus(device.actor).upload(here)
    (row,) = [row for row in device.pull() if row["id"] == op["record_id"]]
    shown = {entry["sha256"]: entry["available"] for entry in row["fields"]["photos"]}
    assert shown == {sha256(here): True, sha256(gone): False}
    asked = {"scope": "A", "sha256": list(shown)}
    missing = device.actor.post("/api/blobs/missing", json=asked).get_json()["missing"]
    assert missing == [sha256(gone)]
