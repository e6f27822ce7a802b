"""A drill: backup under load, crash, restore elsewhere, phones offer again what is missing (F9)."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event, Semaphore, Thread
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from server.extensions import db
from server.models import Op
from tests.conftest import application
from tests.contract.test_backup import run
from tests.support.actors import Actor, add_person
from tests.support.device import SoftDevice, new_id
from tests.support.photos import photo
from tests.support.sync import Json, change
from tests.support.tus import Tus, sha256

LANDED = {"applied", "merged"}


class Worker:
    """A person who records issues with photos, sends them, and keeps what no backup holds yet."""

    def __init__(self, app: Flask, username: str, seed: int) -> None:
        add_person(app, username)
        self.username, self.seed = username, seed
        self.device = SoftDevice(Actor(app, username))
        self.acked: list[tuple[Json, int]] = []
        """Answered ops with the seq of their scope that covers them."""
        self.queue: list[Json] = []
        self.photos: dict[str, bytes] = {}
        """Photos that the server has not confirmed."""
        self.confirmed: dict[str, tuple[bytes, int]] = {}
        """Confirmed ones, kept like answered ops."""
        self.all: dict[str, bytes] = {}
        self.failed: BaseException | None = None

    def record(self) -> None:
        """One issue with a photo, corrected twice; nothing is sent."""
        self.seed += 1
        content = photo(64, 48, seed=self.seed)
        entry = {"id": new_id(), "sha256": sha256(content), "bytes": len(content)}
        title = {"title": change(None, f"{self.username} {self.seed}")}
        photos = {"photos": {"add": [{**entry, "type": "image/jpeg"}]}}
        first = self.device.op("create", "issue", "A", title | photos)
        self.queue.append(first)
        for before, after in ((None, "Hall"), ("Hall", "Yard")):
            place = {"place": change(before, after)}
            op = self.device.op("edit", "issue", "A", place, record_id=first["record_id"])
            self.queue.append(op)
        self.photos[sha256(content)] = self.all[sha256(content)] = content

    def sync(self, photos: bool = True) -> None:
        """Records out, records in, photos out."""
        sent, self.queue = self.queue, []
        for result in self.device.push(*sent):
            assert result["outcome"] in {*LANDED, "duplicate"}, result
        self.device.pull()
        self.acked += [(op, self.device.cursor["scopes"]["A"]) for op in sent]
        if photos:
            self.send_photos()

    def send_photos(self) -> None:
        """What the server lacks is sent; what it has is kept until a backup has it."""
        asked = {"scope": "A", "sha256": sorted(self.photos)}
        answer = self.device.actor.post("/api/blobs/missing", json=asked)
        for hashed in answer.get_json()["missing"]:
            Tus(self.device.actor).upload(self.photos[hashed])
        self.device.pull()
        seq = self.device.cursor["scopes"]["A"]
        self.confirmed |= {hashed: (content, seq) for hashed, content in self.photos.items()}
        self.photos = {}

    def work(self, stop: Event, done: Semaphore) -> None:
        """Record and sync until told to stop."""
        try:
            while not stop.is_set():
                self.record()
                self.sync()
                done.release()
        except BaseException as failure:
            self.failed = failure
            done.release()
            raise

    def forget(self) -> None:
        """Let go of what the server's last backup holds."""
        body = {"cursor": self.device.cursor}
        page = self.device.actor.post("/api/sync/pull", json=body).get_json()
        through = page["durable_through"]["A"]
        self.acked = [(op, seq) for op, seq in self.acked if seq > through]
        self.confirmed = {k: (photo, s) for k, (photo, s) in self.confirmed.items() if s > through}

    def meet(self, app: Flask) -> list[Json]:
        """Sign in at the restored server; what it lacks is offered again, then the rest goes on."""
        self.device.actor = Actor(app, self.username, device_id=self.device.device_id)
        stale = self.device.actor.post("/api/sync/pull", json={"cursor": self.device.cursor})
        assert stale.status_code == 410
        self.device.cursor = None
        again = [op for op, _ in self.acked]
        answer = self.device.push_raw(*again)
        if answer.status_code == 403:
            # Registered after the backup: the server has never heard of this phone (O2).
            anew = SoftDevice(self.device.actor)
            for op in [*again, *self.queue]:
                anew.device_seq += 1
                op |= {"device_id": anew.device_id, "device_seq": anew.device_seq}
                anew.sign(op)
            self.device = anew
            answer = anew.push_raw(*again)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        self.photos |= {hashed: content for hashed, (content, _) in self.confirmed.items()}
        self.sync()
        return answer.get_json()["results"]


@pytest.fixture
def here(any_app: Flask, blob_url: str) -> Iterator[Flask]:
    """An installation on each database with each kind of photo store."""
    names = ("DATABASE_URL", "DATA_DIR", "CLOCK")
    settings = {name: any_app.config[name] for name in names}
    with application({**settings, "BLOB_URL": blob_url}) as app:
        yield app


@pytest.fixture
def empty(here: Flask, blob_url: str, tmp_path: Path) -> Iterator[Flask]:
    """An empty machine, after `flask init`."""
    settings = {"DATA_DIR": tmp_path / "elsewhere", "BLOB_URL": f"{blob_url}-restored"}
    with application({**settings, "CLOCK": here.config["CLOCK"]}) as elsewhere:
        run(elsewhere, "init")
        yield elsewhere


def rows(app: Flask) -> dict[str, Json]:
    """The fields of all issues of A; whether a photo has come is looked at apart."""
    reader = SoftDevice(Actor(app, "manager"))
    found = {}
    for row in reader.pull():
        if row["kind"] == "issue":
            photos = [{**entry, "available": None} for entry in row["fields"]["photos"]]
            found[row["id"]] = {**row["fields"], "photos": photos}
    return found


def test_f9_a_backup_under_load_a_crash_and_a_restore_cost_nobody_an_edit(
    here: Flask, empty: Flask, tmp_path: Path
) -> None:
    workers = [Worker(here, name, 1000 * n) for n, name in enumerate(["manager", "op2", "lead"])]
    add_person(here, "op1")
    stop, done = Event(), Semaphore(0)
    threads = [Thread(target=worker.work, args=(stop, done)) for worker in workers]
    for thread in threads:
        thread.start()
    for _ in range(4):
        done.acquire()
    kept = tmp_path / "kept"
    assert "kept and checked" in run(here, "backup", str(kept))
    for _ in range(4):
        done.acquire()
    stop.set()
    for thread in threads:
        thread.join()
    assert [worker.failed for worker in workers] == [None] * len(workers)

    newcomer = Worker(here, "op1", 9000)
    for worker in [*workers, newcomer]:
        worker.record()
        worker.sync(photos=False)
        worker.forget()
        assert worker.acked, "nothing came after the backup: a dull drill"
    before = rows(here)
    for worker in [*workers, newcomer]:
        worker.record()

    assert "whole" in run(here, "restore", "--check", str(kept))
    run(empty, "restore", str(kept))
    assert set(rows(empty)) < set(before)
    outcomes = [r["outcome"] for worker in [*workers, newcomer] for r in worker.meet(empty)]
    assert set(outcomes) <= {*LANDED, "duplicate"}
    assert LANDED & set(outcomes)

    after = rows(empty)
    assert {name: after[name] for name in before} == before
    assert len(after) == len(before) + len(workers) + 1
    every_op_is_there_once(empty, workers)
    the_photos_agree(empty, [*workers, newcomer])
    assert "as they were written" in run(empty, "verify")


def every_op_is_there_once(app: Flask, workers: list[Worker]) -> None:
    """I1, I2: whatever a phone was answered for is in the history, once, and landed."""
    with app.app_context():
        found: dict[str, list[str]] = {}
        for op_id, outcome in db.session.execute(select(Op.op_id, Op.outcome)):
            found.setdefault(op_id, []).append(outcome)
    wanted = [op["op_id"] for worker in workers for op, _ in worker.acked]
    assert wanted
    for op_id in wanted:
        assert len(found[op_id]) == 1
        assert set(found[op_id]) <= LANDED


def the_photos_agree(app: Flask, workers: list[Worker]) -> None:
    """I8: every photo is here, byte for byte, and every record says so."""
    actor = Actor(app, "manager")
    known: dict[str, bytes] = {}
    for worker in workers:
        known |= worker.all
    for hashed, content in known.items():
        with actor.get(f"/api/blobs/{hashed}") as answer:
            assert answer.get_data() == content
    said: dict[str, bool] = {}
    for row in SoftDevice(actor).pull():
        for entry in row["fields"].get("photos", ()):
            said[entry["sha256"]] = entry["available"]
    assert said == dict.fromkeys(known, True)


def test_f9_a_move_from_sqlite_to_postgresql_takes_the_queues_of_the_phones(
    app: Flask, pg_app: Flask, tmp_path: Path
) -> None:
    pg_app.config["BLOB_URL"] = f"file://{tmp_path / 'elsewhere'}"
    worker = Worker(app, "manager", 1)
    worker.record()
    worker.sync()
    worker.record()
    sent: Any = list(worker.queue)
    worker.device.push(*sent[:1])  # its answer was lost
    run(app, "backup", str(tmp_path / "kept"))
    run(pg_app, "restore", str(tmp_path / "kept"))
    before = rows(pg_app)
    results = worker.meet(pg_app)
    assert [result["outcome"] for result in results] == ["duplicate"] * 3
    after = rows(pg_app)
    assert len(before) == len(after) == 2
    assert after[sent[0]["record_id"]]["place"] == "Yard"
    every_op_is_there_once(pg_app, [worker])
    the_photos_agree(pg_app, [worker])
    run(pg_app, "verify")
