"""A phone as a process of its own: `python -m tests.faults.phone`, its job on standard input.

It keeps what was not acknowledged and sends it again (P7), only less patiently than the app.
What happens to it goes out as lines of JSON.
"""

import http.client
import json
import random
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic
from typing import Any, NoReturn

from tests.support.caller import PATIENCE, Answer, Caller
from tests.support.device import SoftDevice, new_id
from tests.support.photos import photo
from tests.support.tus import Tus, sha256

PIECE = 24 * 1024
LATER = (429, 503, 507)
LOST = (OSError, http.client.HTTPException)
Json = dict[str, Any]


@dataclass(frozen=True)
class Job:
    """What a phone is to do: `batches` pushes, then `photos` uploads.

    Each batch: creates in the sites A and B, an edit of an own record, a remark on the record
    `shared`, and with `poison` an op that no server can apply. `given` are batches that another
    phone has made, to be carried before.
    """

    port: int
    username: str
    seed: int
    batches: int = 6
    creates: int = 4
    shared: str = ""
    poison: bool = False
    photos: int = 0
    given: list[list[Json]] = field(default_factory=list)


def main() -> None:
    """Do the job that was sent."""
    job = Job(**json.loads(sys.stdin.readline()))
    phone = Phone(job)
    say("ready", device_id=phone.device.device_id)
    sys.stdin.readline()
    for ops in job.given:
        phone.send(ops)
    for n in range(job.batches):
        phone.send(phone.batch(n))
    for n in range(job.photos):
        phone.bring(photo(1600, 1200, seed=job.seed * 100 + n))
    say("done")


def say(event: str, **more: Any) -> None:
    """One line that the test reads."""
    print(json.dumps({"event": event, **more}), flush=True)


class Phone:
    """Makes ops, pushes them until each was answered, and uploads photos byte after byte."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.rng = random.Random(job.seed)
        self.device = SoftDevice(Caller(job.port, job.username))  # type: ignore[arg-type]  # same names
        self.own: list[str] = []
        self.until = monotonic() + 2 * PATIENCE
        self._waiting = threading.Event()

    def batch(self, n: int) -> list[Json]:
        """The next ops, all of which must land, whatever happens on the way."""
        device, ops = self.device, []
        for k in range(self.job.creates):
            op = device.create("issue", "AB"[k % 2], {"title": f"{n}.{k}"})
            ops.append(op)
            if op["scope"] == "A":
                self.own.append(op["record_id"])
        tags = {"tags": {"add": [f"batch {n}"], "remove": []}}
        ops.append(self._edit(self.rng.choice(self.own), tags))
        if self.job.shared:
            entry = {"id": new_id(), "text": device.device_id}
            ops.append(self._edit(self.job.shared, {"remarks": {"add": [entry]}}))
        if self.job.poison:
            ops.insert(self.rng.randrange(len(ops)), device.op("create", "no such kind", "A"))
        return ops

    def _edit(self, record_id: str, changes: Json) -> Json:
        return self.device.op("edit", "issue", "A", changes, record_id=record_id, base_rev=1)

    def send(self, ops: list[Json]) -> None:
        """Push until none of the ops is left without an answer that lets the phone forget it."""
        waiting = ops
        while waiting:
            say("sending", ops=[op["op_id"] for op in waiting])
            answer = self.ask(self.device.push_raw, *waiting)
            if answer is None:
                continue
            results = answer.get_json()["results"]
            say("acked", outcomes={result["op_id"]: result["outcome"] for result in results})
            again = {result["op_id"] for result in results if result["outcome"] == "retry"}
            waiting = [op for op in waiting if op["op_id"] in again]

    def ask(self, request: Callable[..., Any], *given: Any) -> Answer | None:
        """The answer; None, after a moment, if there was none or one to come back later."""
        if monotonic() > self.until:
            broken("it does not end")
        try:
            answer: Answer = request(*given)
        except LOST as error:
            say("lost", why=type(error).__name__)
            self._waiting.wait(self.rng.uniform(0, 0.1))
            return None
        if answer.status_code in LATER:
            if not answer.headers.get("Retry-After", "").isdigit():
                broken(f"{answer.status_code} without Retry-After")
            say("later", status=answer.status_code, code=answer.get_json()["code"])
            self._waiting.wait(self.rng.uniform(0, 0.1))
            return None
        if answer.status_code >= 400 and answer.status_code not in (404, 409):
            broken(f"{answer.status_code} {answer.get_data(as_text=True)}")
        return answer

    def bring(self, content: bytes) -> None:
        """Text first (B2), then the photo, from wherever it was cut (B4)."""
        entry = {"id": new_id(), "sha256": sha256(content), "bytes": len(content)}
        entry["type"] = "image/jpeg"
        self.send([self._edit(self.own[0], {"photos": {"add": [entry], "remove": []}})])
        tus = Tus(self.device.actor)
        path = self._begin(tus, content)
        stands: int | None = 0
        confirmed = 0
        while confirmed < len(content):
            if stands is None:
                stands = self._stand(tus, path, confirmed)
                confirmed = max(confirmed, stands or 0)
                continue
            answer = self.ask(tus.patch, path, stands, content[stands : stands + PIECE])
            stands = None
            if answer and answer.status_code == 204:
                stands = confirmed = int(answer.headers["Upload-Offset"])
                say("piece", at=stands)
        say("photo", sha256=sha256(content))

    def _begin(self, tus: Tus, content: bytes) -> str:
        while not (answer := self.ask(tus.create, content)):
            pass
        return answer.headers["Location"]

    def _stand(self, tus: Tus, path: str, confirmed: int) -> int | None:
        """How much the server has; never less than it has confirmed (B4)."""
        answer = self.ask(tus.open, "HEAD", path)
        if answer is None:
            return None
        at = int(answer.headers["Upload-Offset"])
        if at < confirmed:
            broken(f"the server has {at} bytes of {confirmed} that it confirmed")
        say("resumed", at=at)
        return at


def broken(why: str) -> NoReturn:
    """Something that a phone must never meet."""
    say("broken", why=why)
    sys.exit(1)


if __name__ == "__main__":
    main()
