"""A new phone's first fill: page after page from a real server, gzip included."""

import gzip
import json
import statistics
import tempfile
from pathlib import Path

from tests.bench import many
from tests.bench.served import Line, Served, prepare, put_away
from tests.bench.work import timed
from tests.support.actors import Actor, add_person

PAGE = 500
SIZES = {"5000": 5_000, "50000": 50_000}
TURNS = {"5000": 7, "50000": 2}


def measure_first_fill() -> dict[str, float]:
    """Records per second of the server's answering; what the phone does with them is not in it."""
    figures: dict[str, float] = {}
    for name, size in SIZES.items():
        with tempfile.TemporaryDirectory() as folder:
            app = prepare(Path(folder))
            author = add_person(app, "op1")
            actor = Actor(app, "op1")
            many.fill(app, size, author)
            put_away(app)
            server = Served(Path(folder))
            server.start()
            try:
                line = Line(server.port, actor.headers)
                _fill(line)
                cpu = server.cpu_seconds()
                turns = [_fill(line) for _ in range(TURNS[name])]
                cpu = server.cpu_seconds() - cpu
                line.close()
            finally:
                server.stop()
        assert {records for records, _, _ in turns} == {size}, turns
        figures |= {
            f"fill_{name}_records_per_s": size / statistics.median(took for _, took, _ in turns),
            f"fill_{name}_bytes_per_record": turns[0][2] / size,
            f"fill_{name}_cpu_ms_per_record": cpu * 1000 / (size * len(turns)),
        }
    return figures


def _fill(line: Line) -> tuple[int, float, int]:
    """Records, seconds and bytes on the wire of one whole fill."""
    cursor, records, seconds, size, more = None, 0, 0.0, 0, True
    while more:
        body = json.dumps({"cursor": cursor, "limit": PAGE}).encode()
        answers: list[tuple[int, bytes]] = []
        seconds += timed(
            lambda body=body, answers=answers: answers.append(
                line.post("/api/sync/pull", body, Accept_Encoding="gzip")
            )
        )
        status, answer = answers[0]
        assert status == 200, answer
        page = json.loads(gzip.decompress(answer))
        cursor, more = page["cursor"], page["has_more"]
        records, size = records + len(page["records"]), size + len(answer)
    return records, seconds, size
