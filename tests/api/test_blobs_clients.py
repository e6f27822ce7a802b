"""Other people's tus clients against a real server, over a network that breaks (B1, B4)."""

import http.client
import shutil
import threading
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import requests
from tusclient.client import TusClient
from tusclient.exceptions import TusCommunicationError, TusUploadFailed
from tusclient.uploader import Uploader
from werkzeug.serving import make_server

from tests.conftest import application
from tests.e2e.support.wire import Wire
from tests.support.actors import PASSWORD, add_person
from tests.support.photos import photo
from tests.support.server import Server
from tests.support.tus import BYTES, sha256

PHOTO = photo(2000, 1500)
HALF = len(PHOTO) // 2


class Caller:
    """A person signed in on a server elsewhere, with tuspy in hand."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        body = {"username": "op1", "password": PASSWORD, "transport": "bearer"}
        answer = requests.post(f"{self.url}/api/auth/login", json=body, timeout=30)
        self.headers = {"Authorization": f"Bearer {answer.json()['access_token']}"}

    def uploader(self, content: bytes = PHOTO, **given: Any) -> Uploader:
        client = TusClient(f"{self.url}/api/blobs/uploads", headers=self.headers)
        claim = {"sha256": sha256(content), "type": "image/jpeg", "scope": "A", "name": "p.jpg"}
        return client.uploader(file_stream=BytesIO(content), metadata=claim, **given)

    def original(self, content: bytes = PHOTO) -> bytes:
        where = f"{self.url}/api/blobs/{sha256(content)}"
        return requests.get(where, headers=self.headers, timeout=30).content


@pytest.fixture
def granian(migrated_sqlite: Path, tmp_path: Path) -> Iterator[Server]:
    """The server as it runs in production, in a process of its own."""
    shutil.copy(migrated_sqlite, tmp_path / "roundbook.sqlite3")
    with application({"DATA_DIR": tmp_path}) as app:
        add_person(app, "op1")
    server = Server(tmp_path)
    server.start()
    yield server
    server.kill()


@pytest.fixture
def werkzeug(app) -> Iterator[int]:
    """Flask's own development server, in a thread; its port."""
    app.config["CLOCK"] = None
    add_person(app, "op1")
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(params=["granian", "werkzeug"])
def port(request: pytest.FixtureRequest) -> int:
    server = request.getfixturevalue(request.param)
    return server if isinstance(server, int) else server.port


@pytest.fixture
def wire(port: int) -> Iterator[Wire]:
    relay = Wire(port)
    yield relay
    relay.close()


def eventually(holds: Callable[[], bool]) -> None:
    """Ask a server that is at work until it says so; each question is a round trip."""
    assert any(holds() for _ in range(2000))


def test_b1_tuspy_uploads_whole_and_in_pieces_with_checksums(port):
    caller = Caller(port)
    caller.uploader().upload()
    assert caller.original() == PHOTO
    other = photo(seed=2)
    caller.uploader(other, chunk_size=5000, upload_checksum=True).upload()
    assert caller.original(other) == other


def test_b1_tuspy_uploads_the_same_photo_twice_without_a_word(port):
    caller = Caller(port)
    caller.uploader().upload()
    caller.uploader().upload()
    assert caller.original() == PHOTO


def test_b4_tuspy_resumes_after_the_network_broke_in_the_middle(port, wire):
    caller = Caller(wire.port)
    uploader = caller.uploader()
    uploader.set_url(uploader.create_url())
    wire.cut_after(HALF)
    with pytest.raises((TusUploadFailed, TusCommunicationError)):
        uploader.upload()
    wire.mend()
    eventually(lambda: uploader.get_offset() > HALF // 2)
    assert uploader.get_offset() < len(PHOTO)
    uploader.retries, uploader.retry_delay = 100, 0
    uploader.offset = uploader.get_offset()
    uploader.upload()
    assert caller.original() == PHOTO


def test_b4_a_server_killed_in_the_middle_of_a_piece_goes_on_from_there(granian):
    caller = Caller(granian.port)
    uploader = caller.uploader()
    uploader.set_url(uploader.create_url())
    line = http.client.HTTPConnection("127.0.0.1", granian.port, timeout=30)
    line.putrequest("PATCH", uploader.url.removeprefix(caller.url))
    headers = {
        **caller.headers,
        "Tus-Resumable": "1.0.0",
        "Upload-Offset": "0",
        "Content-Type": BYTES,
        "Content-Length": str(len(PHOTO)),
    }
    for name, value in headers.items():
        line.putheader(name, value)
    line.endheaders(PHOTO[:HALF])
    eventually(lambda: uploader.get_offset() > HALF // 2)
    granian.kill()
    line.close()
    granian.start()
    resumed = uploader.get_offset()
    assert HALF // 2 < resumed <= HALF
    uploader.offset = resumed
    uploader.upload()
    assert caller.original() == PHOTO


def test_b4_a_connection_that_hangs_keeps_nobody_out_for_long(app, werkzeug, clock):
    """A phone that lost its network leaves a half-open connection; its next session takes over."""
    app.config["CLOCK"] = clock
    caller = Caller(werkzeug)
    uploader = caller.uploader()
    uploader.set_url(uploader.create_url())
    hung = http.client.HTTPConnection("127.0.0.1", werkzeug, timeout=30)
    headers = {
        **caller.headers,
        "Tus-Resumable": "1.0.0",
        "Upload-Offset": "0",
        "Content-Type": BYTES,
        "Content-Length": str(len(PHOTO)),
    }
    hung.putrequest("PATCH", uploader.url.removeprefix(caller.url))
    for name, value in headers.items():
        hung.putheader(name, value)
    hung.endheaders(PHOTO[:HALF])
    eventually(lambda: uploader.get_offset() > HALF // 2)
    uploader.offset = uploader.get_offset()
    with pytest.raises(TusUploadFailed) as refused:
        uploader.upload()
    assert refused.value.status_code == 423
    clock.forward(seconds=20)
    uploader.upload()
    hung.close()
    assert caller.original() == PHOTO
