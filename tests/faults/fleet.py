"""Several phones, each a process of its own, and what they tell while they work."""

import contextlib
import json
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from tests.faults.phone import Job
from tests.support.caller import PATIENCE
from tests.support.server import ROOT

Event = dict[str, Any]
PROGRESS = ("sending", "acked", "piece")


class Fleet:
    """Phones at work. `acked` holds the outcomes that each op was ever answered with."""

    def __init__(self, processes: list[subprocess.Popen[str]]) -> None:
        self._processes = processes
        self._events: queue.Queue[Event] = queue.Queue()
        self._working = len(processes)
        self.acked: dict[str, list[str]] = {}
        self.sent: set[str] = set()
        self.heard: list[Event] = []
        self._readers = [threading.Thread(target=self._read, args=(p,)) for p in processes]
        for reader in self._readers:
            reader.start()

    def _read(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout
        last = ""
        for line in process.stdout:
            event = json.loads(line)
            last = event["event"]
            self._events.put(event)
        if last not in ("done", "broken"):
            self._events.put({"event": "broken", "why": "a phone ended early"})

    def all_say(self, name: str) -> None:
        """Wait until as many phones as there are have told this event."""
        for _ in self._processes:
            while self.next()["event"] != name:
                pass

    def go(self) -> None:
        """Let all begin, once all are there."""
        self.all_say("ready")
        for process in self._processes:
            assert process.stdin
            process.stdin.write("go\n")
            process.stdin.flush()

    def next(self) -> Event:
        """The next thing that any phone tells."""
        event = self._events.get(timeout=2 * PATIENCE)
        assert event["event"] != "broken", event["why"]
        self.heard.append(event)
        if event["event"] == "sending":
            self.sent.update(event["ops"])
        for op_id, outcome in event.get("outcomes", {}).items():
            self.acked.setdefault(op_id, []).append(outcome)
        self._working -= event["event"] == "done"
        return event

    def hear(self, count: int) -> None:
        """Wait for so many requests and answers, or for the end of all work."""
        while count and self._working:
            count -= self.next()["event"] in PROGRESS

    def heard_so_far(self) -> None:
        """Take in what was told already."""
        while not self._events.empty():
            self.next()

    def finish(self) -> None:
        """Wait until every phone has brought everything."""
        while self._working:
            self.next()

    def on_disk(self) -> set[str]:
        """The ops of which the server has said that they are."""
        return {op for op, outcomes in self.acked.items() if set(outcomes) != {"retry"}}

    def told(self, name: str) -> list[Event]:
        """All events of this name so far."""
        return [event for event in self.heard if event["event"] == name]

    def close(self) -> None:
        """End what is left."""
        for process in self._processes:
            process.kill()
            process.wait()
        for reader in self._readers:
            reader.join()
        for process in self._processes:
            for stream in (process.stdin, process.stdout):
                if stream:
                    stream.close()


@contextlib.contextmanager
def at_work(*jobs: Job) -> Iterator[Fleet]:
    """One process for each job, all working from the same moment on."""
    fleet = Fleet([_start(job) for job in jobs])
    try:
        fleet.go()
        yield fleet
    finally:
        fleet.close()


def _start(job: Job) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.phone"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin
    process.stdin.write(json.dumps(asdict(job)) + "\n")
    process.stdin.flush()
    return process
