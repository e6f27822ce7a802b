"""One phone, no network and no server process: push and pull against the floor."""

import statistics
import tempfile
import time
from pathlib import Path

from tests.bench.served import prepare, put_away
from tests.bench.work import BATCH, batch, timed
from tests.support.actors import Actor, add_person
from tests.support.device import SoftDevice

ROUNDS = 25


def measure_alone() -> dict[str, float]:
    """Push, then a first fill with what was pushed."""
    with tempfile.TemporaryDirectory() as folder:
        app = prepare(Path(folder))
        add_person(app, "op1")
        phone = SoftDevice(Actor(app, "op1"))
        figures = _push(phone)
        figures |= _pull(phone, figures["floor_rows_per_s"])
        put_away(app)
    return figures


def _push(phone: SoftDevice) -> dict[str, float]:
    """Creates and edits of signed ops, taken in turn with bare inserts of the very same batch."""
    floors, pushes = [], []
    work = {"floor": 0.0, "push": 0.0}  # processor seconds: what else runs here does not count
    for index in range(ROUNDS):
        ops = batch(phone, BATCH)
        begun = time.process_time()
        floors.append(timed(lambda ops=ops: phone.actor.post("/bench/insert", json={"ops": ops})))
        between = time.process_time()
        pushes.append(timed(lambda ops=ops: phone.push(*ops)))
        work["floor"] += between - begun
        work["push"] += time.process_time() - between
        if index == 0:
            floors.clear()
            pushes.clear()
            work = {"floor": 0.0, "push": 0.0}
    floor, push = statistics.median(floors), statistics.median(pushes)
    return {
        "floor_rows_per_s": BATCH / floor,
        "push_ops_per_s": BATCH / push,
        "push_ratio": floor / push,
        "push_ratio_best": min(floors) / min(pushes),
        "push_cpu_ratio": work["floor"] / work["push"],
        "push_cpu_ms_per_op": work["push"] * 1000 / (BATCH * (ROUNDS - 1)),
    }


def _pull(phone: SoftDevice, floor_rows_per_s: float) -> dict[str, float]:
    """A first fill in pages of 500 against the floor's rows per second."""
    times, rows = [], 0
    for _ in range(5):
        phone.cursor = None
        start = time.perf_counter()
        rows = len(phone.pull(500))
        times.append(time.perf_counter() - start)
    rate = rows / statistics.median(times)
    return {"pull_rows_per_s": rate, "pull_ratio": rate / floor_rows_per_s}
