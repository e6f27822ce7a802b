"""The server is killed in the middle of work, again and again; phones send what was not answered."""

import os
import random
import signal
from collections import Counter

import pytest

from server.blobs import storage
from tests.faults.fleet import at_work
from tests.faults.phone import Job
from tests.faults.place import Place
from tests.faults.poller import Poller
from tests.support.caller import Caller

SEEDS = int(os.environ.get("FAULT_SEEDS", "1"))
KILLS, PHONES, BATCHES, PHOTOS = 3, 3, 8, 1
OUTCOMES = {"applied", "merged", "duplicate"}


@pytest.mark.parametrize("seed", range(SEEDS))
def test_p3_what_was_acknowledged_is_on_disk_after_each_kill_and_lands_once(
    place: Place, seed: int
) -> None:
    rng, server = random.Random(seed), place.server
    server.start()
    jobs = [
        Job(server.port, "op2", seed * PHONES + n, BATCHES, photos=PHOTOS) for n in range(PHONES)
    ]
    with Poller(server.port) as poller, at_work(*jobs) as fleet:
        for _ in range(KILLS):
            fleet.hear(rng.randint(5, 25))
            server.kill()
            fleet.heard_so_far()
            assert fleet.on_disk() <= set(place.ops())
            assert {photo["sha256"] for photo in fleet.told("photo")} <= place.blobs()
            place.verifies()
            server.start()
            fleet.heard_so_far()
        fleet.finish()
        poller.finish()
    assert fleet.told("lost"), "no phone noticed that the server was killed"
    assert Counter(place.ops()) == Counter(fleet.sent)
    assert {outcome for outcomes in fleet.acked.values() for outcome in outcomes} <= OUTCOMES
    assert place.records("issue") == PHONES * BATCHES * 4
    assert place.seqs()["A"] == PHONES * (BATCHES * 3 + 2 * PHOTOS) == poller.seqs["A"][-1]
    assert poller.seqs["B"] == list(range(1, PHONES * BATCHES * 2 + 1))
    assert poller.mirror == poller.everything()
    photos_are_whole(place, fleet.told("photo"))
    place.verifies()


def photos_are_whole(place: Place, photos: list[dict[str, str]]) -> None:
    """Each photo is there as it was taken, none besides, and nothing of an upload is left."""
    hashes = {photo["sha256"] for photo in photos}
    assert len(hashes) == PHONES * PHOTOS
    reader = Caller(place.server.port, "manager")
    for sha256 in hashes:
        assert reader.get(f"/api/blobs/{sha256}?size=view").status_code == 200
    with place.disk():
        keys = set(storage.blob_store().each_key())
    originals = {storage.original_key(sha256) for sha256 in hashes}
    assert {key for key in keys if not key.startswith("renditions/")} == originals
    assert not list((place.server.data_dir / "uploads").glob("*.part"))


def test_a_worker_that_dies_alone_is_replaced(sqlite_place: Place) -> None:
    server = sqlite_place.server
    server.start()
    (worker,) = set(server.pids) - {server.pid}
    os.kill(worker, signal.SIGKILL)
    server.is_ready()
    assert worker not in server.pids
