"""tus-js-client, in Node, against the server as it runs in production (B1, B4)."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.conftest import application
from tests.e2e.support.wire import Wire
from tests.support.actors import PASSWORD, add_person
from tests.support.photos import photo
from tests.support.server import ROOT, Server
from tests.support.tus import sha256

PHOTO = photo(2000, 1500)
NODE = Path(sys.executable).with_name("node")


@pytest.fixture
def server(migrated_sqlite: Path, tmp_path: Path) -> Iterator[Server]:
    """The server in a process of its own, with one person."""
    data = tmp_path / "data"
    data.mkdir()
    shutil.copy(migrated_sqlite, data / "roundbook.sqlite3")
    with application({"DATA_DIR": data}) as app:
        add_person(app, "op1")
    running = Server(data)
    running.start()
    yield running
    running.kill()


class Client:
    """The program of somebody else, on a network of its own."""

    def __init__(self, port: int, file: Path) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.file = file
        file.write_bytes(PHOTO)

    def sign_in(self, port: int) -> None:
        body = {"username": "op1", "password": PASSWORD, "transport": "bearer"}
        answer = requests.post(f"http://127.0.0.1:{port}/api/auth/login", json=body, timeout=30)
        self.token = answer.json()["access_token"]

    def upload(self, piece: int, begun: str = "") -> "subprocess.CompletedProcess[str]":
        words = [f"{self.url}/api/blobs/uploads", self.token, self.file, sha256(PHOTO), str(piece)]
        command = [NODE, "tools/tus-client.ts", *words, *([begun] if begun else [])]
        return subprocess.run(command, cwd=ROOT / "pwa", capture_output=True, text=True, timeout=60)

    def original(self, port: int) -> bytes:
        where = f"http://127.0.0.1:{port}/api/blobs/{sha256(PHOTO)}"
        headers = {"Authorization": f"Bearer {self.token}"}
        return requests.get(where, headers=headers, timeout=30).content


@pytest.mark.parametrize("piece", [len(PHOTO), 64 * 1024], ids=["whole", "in pieces"])
def test_b1_tus_js_client_uploads(server: Server, tmp_path: Path, piece: int) -> None:
    client = Client(server.port, tmp_path / "p.jpg")
    client.sign_in(server.port)
    done = client.upload(piece)
    assert done.returncode == 0, done.stderr
    assert client.original(server.port) == PHOTO


def test_b4_tus_js_client_resumes_at_the_byte_where_the_network_broke(
    server: Server, tmp_path: Path
) -> None:
    wire = Wire(server.port)
    client = Client(wire.port, tmp_path / "p.jpg")
    client.sign_in(server.port)
    wire.cut_after(len(PHOTO) // 2)
    broken = client.upload(len(PHOTO))
    assert broken.returncode == 1
    begun = broken.stdout.strip()
    wire.mend()
    done = client.upload(len(PHOTO), begun)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == begun
    assert client.original(server.port) == PHOTO
    wire.close()
