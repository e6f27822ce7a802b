"""Ten changes among few, many and a million records: the time to pull them, and the rows read."""

import statistics
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import event

from server.extensions import db
from tests.bench import many
from tests.bench.served import prepare, put_away
from tests.bench.work import edit, timed
from tests.support.actors import Actor, add_person
from tests.support.device import SoftDevice

SIZES = {"5000": 5_000, "50000": 50_000, "1000000": 1_000_000}
CHANGES = 10
TURNS = 25
WALK = 1_000_000
"""Counted for a plan that walks the whole table, so that no goal survives it."""


def measure_increment() -> dict[str, float]:
    """All sizes turn by turn, so that whatever else the machine does meets each of them alike."""
    figures: dict[str, float] = {}
    with ExitStack() as stack:
        phones = {}
        for name, size in SIZES.items():
            app = prepare(Path(stack.enter_context(tempfile.TemporaryDirectory())))
            stack.callback(put_away, app)
            author = add_person(app, "op1")
            phone = SoftDevice(Actor(app, "op1"))
            figures[f"build_{name}_s"] = timed(
                lambda app=app, size=size, author=author: many.fill(app, size, author)
            )
            phones[name] = (phone, many.ids(app, CHANGES * TURNS))
            phone.push(edit(phone, many.ids(app, 1)[0], "to learn the epoch"))
            phone.cursor = {"epoch": phone.epoch, "scopes": {many.SCOPE: size}}
            phone.pull()
        times: dict[str, list[float]] = {name: [] for name in SIZES}
        rows: dict[str, int] = dict.fromkeys(SIZES, 0)
        for turn in range(TURNS):
            for name, (phone, ids) in phones.items():
                took, read = _turn(phone, ids[turn * CHANGES :][:CHANGES], turn)
                times[name].append(took)
                rows[name] = max(rows[name], read)
    for name in SIZES:
        figures[f"increment_{name}_ms"] = statistics.median(times[name]) * 1000
        figures[f"increment_{name}_best_ms"] = min(times[name]) * 1000
        figures[f"increment_{name}_rows"] = rows[name]
    small = times["5000"]
    for name in ("50000", "1000000"):
        ratios = [one / other for one, other in zip(times[name], small, strict=True)]
        figures[f"increment_{name}_time_ratio"] = statistics.median(ratios)
        figures[f"increment_{name}_best_ratio"] = min(times[name]) / min(small)
        figures[f"increment_{name}_rows_ratio"] = rows[name] / rows["5000"]
    return figures


def _turn(phone: SoftDevice, ids: list[str], turn: int) -> tuple[float, int]:
    """Change ten records and pull the changes: the seconds of the pull and the rows that it read."""
    results = phone.push(*(edit(phone, record_id, f"turn {turn}") for record_id in ids))
    assert all(result["outcome"] in ("applied", "merged") for result in results), results
    before = phone.cursor
    pulled: list[Any] = []
    took = timed(lambda: pulled.extend(phone.pull()))
    assert sorted(row["id"] for row in pulled) == sorted(ids)
    phone.cursor = before
    with _CountedRows(phone.actor.app) as counted:
        phone.pull()
    return took, counted.rows


class _CountedRows:
    """Counts the rows that queries bring, by what their cursors fetched."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.rows = 0

    def __enter__(self) -> "_CountedRows":
        with self.app.app_context():
            self.engine = db.engine
        event.listen(self.engine, "after_cursor_execute", self._explain)
        return self

    def __exit__(self, *_: Any) -> None:
        event.remove(self.engine, "after_cursor_execute", self._explain)

    def _explain(self, conn: Any, cursor: Any, statement: str, given: Any, *_: Any) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            raw = conn.connection.driver_connection
            self.rows += len(raw.execute(statement, given).fetchall())
            plan = raw.execute(f"EXPLAIN QUERY PLAN {statement}", given).fetchall()
            if any("SCAN records" in step[3] for step in plan):
                self.rows += WALK
