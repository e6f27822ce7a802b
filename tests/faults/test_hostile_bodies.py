"""Bodies that never end, crawl, burst or lie, through the real server: others go on unharmed."""

import contextlib
import gzip
import http.client
import json
import select
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from server.blobs.room import AT_ONCE
from tests.faults.place import Place, a_place
from tests.support.caller import PATIENCE, Caller
from tests.support.device import SoftDevice
from tests.support.photos import photo
from tests.support.tus import BYTES, Tus

MIB = 1024 * 1024
PIECE = b"10000\r\n" + b" " * 65536 + b"\r\n"
PUSH = "/api/sync/push"
CROWD = 48  # more than there are threads, together with those that are let in


@pytest.fixture(scope="module")
def place(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """One server for all that strangers do to it here."""
    folder = tmp_path_factory.mktemp("hostile")
    shutil.copy(migrated_sqlite, folder / "roundbook.sqlite3")
    with a_place(folder) as place:
        place.server.start()
        yield place


@pytest.fixture
def device(place: Place) -> SoftDevice:
    return SoftDevice(Caller(place.server.port, "op2"))  # type: ignore[arg-type]  # same names


class Line:
    """A bare connection on which anything can be said."""

    def __init__(self, place: Place) -> None:
        self.socket = socket.create_connection(("127.0.0.1", place.server.port), PATIENCE)

    def say(self, method: str, path: str, *headers: str, body: bytes = b"") -> None:
        head = "\r\n".join((f"{method} {path} HTTP/1.1", "Host: x", *headers, "", ""))
        self.socket.sendall(head.encode() + body)

    def answer(self) -> tuple[int, bytes]:
        """The status and body of the first answer."""
        answer = http.client.HTTPResponse(self.socket)
        answer.begin()
        return answer.status, answer.read()

    def close(self) -> None:
        self.socket.close()


@pytest.fixture
def line(place: Place) -> Iterator[Line]:
    line = Line(place)
    yield line
    line.close()


def session_of(device: SoftDevice) -> str:
    return f"Authorization: {device.actor.headers['Authorization']}"


def peak(place: Place) -> int:
    """The most memory that a process of the server has held, in bytes."""
    statuses = [Path(f"/proc/{pid}/status").read_text() for pid in place.server.pids]
    lines = [line for text in statuses for line in text.splitlines() if line.startswith("VmHWM")]
    return max(int(line.split()[1]) * 1024 for line in lines)


@pytest.mark.parametrize("path", ["/api/auth/login", PUSH])
def test_an_endless_body_is_413_soon_and_is_never_held_in_memory(
    place: Place, device: SoftDevice, line: Line, path: str
) -> None:
    before, sent = peak(place), 0
    json_body = "Content-Type: application/json"
    line.say("POST", path, json_body, session_of(device), "Transfer-Encoding: chunked")
    with contextlib.suppress(OSError):
        while sent < 256 * MIB:
            line.socket.sendall(PIECE)
            sent += len(PIECE)
    assert sent < 64 * MIB, "the server went on reading"
    status, body = line.answer()
    assert (status, json.loads(body)["code"]) == (413, "too_large")
    assert peak(place) - before < 16 * MIB


def test_an_endless_photo_is_413_soon_and_nothing_of_it_stays(
    place: Place, device: SoftDevice, line: Line
) -> None:
    tus = Tus(device.actor)
    path, before, sent = tus.begin(photo()), peak(place), 0
    told = (f"Content-Type: {BYTES}", "Tus-Resumable: 1.0.0", "Upload-Offset: 0")
    line.say("PATCH", path, *told, session_of(device), "Transfer-Encoding: chunked")
    with contextlib.suppress(OSError):
        while sent < 256 * MIB:
            line.socket.sendall(PIECE)
            sent += len(PIECE)
    assert sent < 64 * MIB, "the server went on reading"
    assert line.answer()[0] == 413
    assert peak(place) - before < 16 * MIB
    assert tus.offset(path) == 0


def test_a_gzip_bomb_is_413_and_is_never_unpacked_whole(place: Place, device: SoftDevice) -> None:
    bomb = gzip.compress(b" " * (64 * MIB))
    before = peak(place)
    headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    answer = device.actor.post(PUSH, data=bomb, headers=headers)
    assert (answer.status_code, answer.get_json()["code"]) == (413, "too_large")
    assert peak(place) - before < 16 * MIB


def a_push(device: SoftDevice) -> tuple[str, bytes]:
    op = device.create("issue", "A", {"title": "Leak"})
    body = {"device_id": device.device_id, "epoch": None, "ops": [op]}
    return op["op_id"], json.dumps(body).encode()


def in_chunks(body: bytes, told: int | None = None) -> bytes:
    return b"%x\r\n" % (told or len(body)) + body + b"\r\n0\r\n\r\n"


@pytest.mark.parametrize("packed", [False, True])
def test_a_push_that_a_proxy_sends_on_in_chunks_lands(
    device: SoftDevice, line: Line, packed: bool
) -> None:
    _op_id, body = a_push(device)
    headers = ["Content-Type: application/json", "Transfer-Encoding: chunked"]
    if packed:
        headers.append("Content-Encoding: gzip")
    sent = in_chunks(gzip.compress(body) if packed else body)
    line.say("POST", PUSH, session_of(device), *headers, body=sent)
    status, answer = line.answer()
    assert (status, json.loads(answer)["results"][0]["outcome"]) == (200, "applied")


@pytest.mark.parametrize(
    "lie", ["longer", "shorter", "below zero", "two lengths", "cut chunk", "half a body"]
)
def test_a_body_that_is_not_as_long_as_it_says_is_never_acknowledged_without_being_kept(
    place: Place, device: SoftDevice, line: Line, lie: str
) -> None:
    op_id, body = a_push(device)
    length, many = len(body), in_chunks(body, len(body) + 100)
    header, sent = {
        "longer": (f"Content-Length: {length + 10}", body),
        "shorter": (f"Content-Length: {length - 10}", body),
        "below zero": ("Content-Length: -1", body),
        "two lengths": (f"Content-Length: {length}\r\nContent-Length: 3", body),
        "cut chunk": ("Transfer-Encoding: chunked", many),
        "half a body": (f"Content-Length: {length}", body[: length // 2]),
    }[lie]
    line.say("POST", PUSH, "Content-Type: application/json", session_of(device), header, body=sent)
    line.socket.shutdown(socket.SHUT_WR)
    status = 0
    with contextlib.suppress(OSError, http.client.HTTPException):
        status = line.answer()[0]
    assert status in (0, 200, 400)
    assert (op_id in place.ops()) == (status == 200)
    assert device.actor.get("/api/auth/me").status_code == 200


def test_hundreds_of_slow_connections_keep_nobody_out(place: Place, device: SoftDevice) -> None:
    with contextlib.ExitStack() as crowd:
        for n in range(300):
            line = Line(place)
            crowd.callback(line.close)
            slow_body = ("Content-Type: application/json", "Content-Length: 1000")
            if n % 10:
                line.socket.sendall(b"POST /api/auth/login HTTP/1.1\r\nHost:")
            else:
                line.say("POST", "/api/auth/login", *slow_body, body=b"{")
        _op_id, outcome = push_one(device)
        assert outcome == "applied"
        assert device.pull()


def push_one(device: SoftDevice) -> tuple[str, str]:
    op = device.create("issue", "A", {"title": "Leak"})
    return op["op_id"], device.push(op)[0]["outcome"]


def test_b2_photos_that_crawl_in_over_a_slow_network_keep_no_text_waiting(
    place: Place, device: SoftDevice
) -> None:
    tus, content = Tus(device.actor), photo(1600, 1200)
    paths = [tus.begin(content) for _ in range(AT_ONCE + CROWD)]
    told = (f"Content-Type: {BYTES}", "Tus-Resumable: 1.0.0", "Upload-Offset: 0")
    length = f"Content-Length: {len(content)}"
    with contextlib.ExitStack() as crowd:
        lines = []
        for path in paths:
            line = Line(place)
            crowd.callback(line.close)
            line.say("PATCH", path, *told, session_of(device), length, body=content[:1000])
            lines.append(line)
        told_later = answered(lines, CROWD)
        assert [line.answer()[0] for line in told_later] == [503] * CROWD
        assert push_one(device)[1] == "applied"
    path = tus.begin(content)
    for _ in range(1000):  # until the server has noticed that the crowd is gone
        answer: Any = tus.patch(path, 0, content)
        if answer.status_code != 503:
            break
    assert answer.status_code == 204


def answered(lines: list[Line], count: int) -> list[Line]:
    """Wait until so many of the lines have an answer to read."""
    by_socket, found = {line.socket: line for line in lines}, set()
    while len(found) < count:
        ready = select.select([s for s in by_socket if s not in found], [], [], PATIENCE)[0]
        assert ready, f"only {len(found)} were answered"
        found.update(ready)
    return [by_socket[one] for one in found]
