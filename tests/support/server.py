"""A real Roundbook server in its own process, which a test may stop, kill and start again."""

import contextlib
import http.client
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0  # seconds that a loaded machine may take to start a process


def free_port() -> int:
    """A TCP port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """One server over one data folder; the port stays the same through restarts.

    `settings` override the environment; `workers` > 1 serves with that many processes;
    `inside` is put before each command, to run it in a place of its own.
    """

    def __init__(
        self,
        data_dir: Path,
        settings: Mapping[str, str] | None = None,
        *,
        workers: int = 1,
        inside: Sequence[str] = (),
        log: Path | None = None,
    ) -> None:
        self.data_dir = data_dir
        self.port = free_port()
        self.log = log or data_dir / "server.log"
        self._settings = dict(settings or {})
        self._workers = workers
        self.inside = tuple(inside)
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
            **self._settings,
        }

    @property
    def command(self) -> list[str]:
        """How it is started: as an operator does, or with granian's own words for more processes."""
        if self._workers == 1:
            return [sys.executable, "-m", "server"]
        words = ["--interface", "wsgi", "--factory", "--log-level", "error", "--host", "127.0.0.1"]
        words += ["--port", str(self.port), "--workers", str(self._workers)]
        words += ["--blocking-threads", "16", "server:create_app"]
        return [sys.executable, "-m", "granian", *words]

    @property
    def pid(self) -> int:
        """The process that was started, which leads a group of its own."""
        assert self._process
        return self._process.pid

    @property
    def pids(self) -> list[int]:
        """The process that was started and its workers."""
        group = []
        for entry in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(ProcessLookupError):
                if os.getpgid(int(entry.name)) == self.pid:
                    group.append(int(entry.name))
        return group

    def flask(self, *words: str) -> None:
        """Run one `flask` command on this server's data."""
        self.try_flask(*words).check_returncode()

    def try_flask(self, *words: str) -> subprocess.CompletedProcess[bytes]:
        """The same, whatever comes of it."""
        command = [*self.inside, sys.executable, "-m", "flask", "--app", "server", *words]
        return subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True)

    def start(self) -> None:
        """Start and come back when it answers."""
        self.launch()
        self.is_ready()

    def is_ready(self) -> None:
        """Wait until it answers."""
        waiting = threading.Event()
        for _ in range(int(PATIENCE / 0.05)):
            if self._ready():
                return
            if self._process is None or self._process.poll() is not None:
                break
            waiting.wait(0.05)
        raise RuntimeError(self.log.read_text("utf-8", "replace")[-4000:])

    def launch(self) -> None:
        """Start and come back at once."""
        # Only the server and its workers hold the writing end: its end of file is their death.
        self._alive, held = os.pipe()
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [*self.inside, *self.command],
                cwd=ROOT,
                env=self.environment,
                stdout=held,
                stderr=log,
                start_new_session=True,
            )
        os.close(held)

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
        """SIGKILL to all its processes: what a power cut looks like to them."""
        self._end(signal.SIGKILL)

    def _end(self, how: signal.Signals) -> None:
        if self._process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, how)
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(10)
        self._all_gone()
        self._process = None

    def _all_gone(self) -> None:
        """Wait until the last worker is dead, too: a dead leader's workers may still write."""
        with open(self._alive, "rb", buffering=0) as alive:
            while select.select([alive], [], [], PATIENCE)[0]:
                if not alive.read(4096):
                    return
        raise RuntimeError("a worker of the server outlived it")
