"""The work that is measured: ops as a phone makes them after a round, and how time is taken."""

import time
from collections.abc import Callable
from typing import Any

from tests.support.device import SoftDevice

BATCH = 200
"""As many ops as a phone sends at once."""

Json = dict[str, Any]

_FIELDS = {
    "title": "Leak at pump 2",
    "description": "膜组件下方有水迹，已放置托盘",
    "place": "membrane hall",
    "severity": "medium",
    "found_at": "2026-11-23T08:00:00+08:00",
}


def batch(phone: SoftDevice, count: int, scope: str = "A") -> list[Json]:
    """Half creates, half edits of them, as a phone sends them after a round."""
    made = creates(phone, count // 2, scope)
    return made + [edit(phone, op["record_id"], "Seal ordered", scope) for op in made]


def creates(phone: SoftDevice, count: int, scope: str = "A") -> list[Json]:
    """New issues."""
    return [phone.create("issue", scope, _FIELDS) for _ in range(count)]


def edit(phone: SoftDevice, record_id: str, text: str, scope: str = "A") -> Json:
    """Another description and a tag."""
    changes = {"description": {"from": None, "to": text}, "tags": {"add": ["pump"]}}
    return phone.op("edit", "issue", scope, changes, record_id=record_id, base_rev=1)


def timed(work: Callable[[], Any]) -> float:
    """Seconds of the wall clock."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
