"""A real Roundbook server in its own process, which a test may stop, kill and start again."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 60.0  # seconds that a loaded machine may take to start a process


def free_port() -> int:
    """A TCP port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """One server over one data folder; the port stays the same through restarts."""

    module = "server"

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def environment(self) -> dict[str, str]:
        """The settings that this server runs with."""
        kept = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "BLOB_URL"}}
        return kept | {
            "DATA_DIR": str(self.data_dir),
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
            "DEMO": "1",
        }

    @property
    def group(self) -> int:
        """The process group of the running server."""
        assert self._process
        return self._process.pid

    def flask(self, *words: str) -> None:
        """Run one `flask` command on this server's data."""
        command = [sys.executable, "-m", "flask", "--app", "server", *words]
        subprocess.run(command, cwd=ROOT, env=self.environment, check=True, capture_output=True)

    def start(self) -> None:
        """Start and come back when it answers."""
        with (self.data_dir / "server.log").open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", self.module],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        waiting = threading.Event()
        for _ in range(int(PATIENCE / 0.05)):
            if self._ready():
                return
            if self._process.poll() is not None:
                break
            waiting.wait(0.05)
        raise RuntimeError((self.data_dir / "server.log").read_text("utf-8", "replace")[-4000:])

    def _ready(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
        with contextlib.suppress(OSError), contextlib.closing(connection):
            connection.request("GET", "/readyz")
            return connection.getresponse().status == 200
        return False

    def has_part_of_an_upload(self) -> None:
        """Wait until the first bytes of a photo lie in this server's folder."""
        waiting = threading.Event()
        for _ in range(int(PATIENCE / 0.05)):
            if any(part.stat().st_size for part in self.data_dir.glob("uploads/*")):
                return
            waiting.wait(0.05)
        raise RuntimeError("no part of an upload arrived")

    def stop(self) -> None:
        """Ask it to end, and wait until it has."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """SIGKILL: what a power cut looks like to a process."""
        self._end(signal.SIGKILL)

    def _end(self, how: signal.Signals) -> None:
        if self._process and self._process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, how)
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(self._process.pid, signal.SIGKILL)
                self._process.wait(10)
        self._process = None
