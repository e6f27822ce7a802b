"""A hundred photos of 300 KB by tus to a real server, in turn with a bare view that keeps files."""

import base64
import statistics
import tempfile
from pathlib import Path

from tests.bench.floor import PHOTOS
from tests.bench.served import Line, Served, prepare, put_away
from tests.bench.work import timed
from tests.support.actors import Actor, add_person
from tests.support.photos import photo
from tests.support.tus import BYTES, UPLOADS, metadata, sha256

COUNT = 100
WARM = 3
SIZE = (1120, 840)
LEAST, MOST = 280_000, 330_000


def measure_photos() -> dict[str, float]:
    """Create, send, verified and kept, against the same bytes in a file and a row."""
    with tempfile.TemporaryDirectory() as folder:
        app = prepare(Path(folder))
        add_person(app, "op1")
        actor = Actor(app, "op1")
        put_away(app)
        server = Served(Path(folder))
        server.start()
        try:
            figures = _measure(server, Line(server.port, actor.headers))
        finally:
            server.stop()
    return figures


def _measure(server: Served, line: Line) -> dict[str, float]:
    ways = {"tus": _by_tus, "floor": _bare}
    times: dict[str, list[float]] = {name: [] for name in ways}
    cpu = dict.fromkeys(ways, 0.0)
    for number, content in enumerate(_photos()):
        for name, way in ways.items():
            before = server.cpu_seconds()
            took = timed(lambda way=way, content=content: way(line, content))
            if number >= WARM:
                times[name].append(took)
                cpu[name] += server.cpu_seconds() - before
    line.close()
    return {
        "photos_per_s": COUNT / sum(times["tus"]),
        "photos_floor_per_s": COUNT / sum(times["floor"]),
        "photos_ratio": sum(times["floor"]) / sum(times["tus"]),
        "photos_median_ratio": statistics.median(times["floor"]) / statistics.median(times["tus"]),
        "photos_cpu_ratio": cpu["floor"] / cpu["tus"],
        "photos_cpu_ms_each": cpu["tus"] * 1000 / COUNT,
        "photos_floor_cpu_ms_each": cpu["floor"] * 1000 / COUNT,
    }


def _photos() -> list[bytes]:
    """One picture with another comment in each, since a known photo is not sent again."""
    model = photo(*SIZE, quality=90)
    assert LEAST < len(model) < MOST, len(model)
    made = []
    for number in range(WARM + COUNT):
        comment = f"number {number}".encode()
        segment = b"\xff\xfe" + (len(comment) + 2).to_bytes(2, "big") + comment
        made.append(model[:2] + segment + model[2:])
    return made


def _by_tus(line: Line, content: bytes) -> None:
    tus = {"Tus_Resumable": "1.0.0"}
    length = str(len(content))
    begun = line.ask(
        "POST", UPLOADS, Upload_Length=length, Upload_Metadata=metadata(content), **tus
    )
    begun.read()
    assert begun.status == 201
    digest = base64.b64encode(bytes.fromhex(sha256(content))).decode()
    sent = line.ask(
        "PATCH",
        begun.headers["Location"],
        content,
        Upload_Offset="0",
        Upload_Checksum=f"sha256 {digest}",
        Content_Type=BYTES,
        **tus,
    )
    sent.read()
    assert sent.status == 204
    assert sent.headers["Upload-Offset"] == length


def _bare(line: Line, content: bytes) -> None:
    answer = line.ask("POST", PHOTOS, content, Content_Type=BYTES)
    answer.read()
    assert answer.status == 204
