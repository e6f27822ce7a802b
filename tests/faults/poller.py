"""A reader that pulls small pages without a pause, and keeps what it saw (F1, F2, I4)."""

import threading
from typing import Any

from tests.faults.phone import LATER, LOST
from tests.support.caller import Caller

PAGE = 7
PAUSE = 0.05


class Poller:
    """Pulls beside the writers, through every fault; `seqs` is what came, in order, per scope."""

    def __init__(self, port: int, username: str = "manager") -> None:
        self.caller = Caller(port, username)
        self.seqs: dict[str, list[int]] = {}
        self.mirror: dict[tuple[str, str], dict[str, Any]] = {}
        self._cursor: dict[str, Any] | None = None
        self._stop = threading.Event()
        self._failed: list[BaseException] = []
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> "Poller":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def finish(self) -> None:
        """Read to the end of the feed and stop."""
        self._stop.set()
        self._thread.join()
        if self._failed:
            raise self._failed[0]
        while self._page():
            pass

    def everything(self) -> dict[tuple[str, str], dict[str, Any]]:
        """What a reader who begins now is told."""
        fresh = Poller(self.caller.port, self.caller.username)
        fresh.finish_from_start()
        return fresh.mirror

    def finish_from_start(self) -> None:
        """All pages of a first fill."""
        while self._page():
            pass

    def _run(self) -> None:
        try:
            while not self._stop.is_set():
                try:
                    self._page()
                except LOST:
                    self._stop.wait(PAUSE)
        except BaseException as error:
            self._failed.append(error)

    def _page(self) -> bool:
        """Take one page; whether there is more."""
        answer = self.caller.post("/api/sync/pull", json={"cursor": self._cursor, "limit": PAGE})
        if answer.status_code in LATER:
            self._stop.wait(PAUSE)
            return True
        assert answer.status_code == 200, answer.get_data(as_text=True)
        page = answer.get_json()
        self._cursor = page["cursor"]
        for row in page["records"]:
            self.seqs.setdefault(row["scope"], []).append(row["seq"])
            self.mirror[row["scope"], row["id"]] = row
        return bool(page["has_more"])
