"""The server of the browser tests: it may be given another build of the app, and a clock ahead of time."""

import sys
from pathlib import Path

from tests.support.server import Server


class Deployed(Server):
    """A server whose build and clock a test may change; started by `serving`."""

    def __init__(self, data_dir: Path) -> None:
        super().__init__(data_dir)
        self.dist: Path | None = None
        """A built app to serve instead of the project's own; taken at the next start."""
        self._ahead = data_dir.with_name(data_dir.name + "-clock")
        self._ahead.write_text("0")

    @property
    def environment(self) -> dict[str, str]:
        """The settings that this server runs with."""
        dist = {"E2E_DIST": str(self.dist)} if self.dist else {}
        return super().environment | {"E2E_CLOCK": str(self._ahead)} | dist

    @property
    def command(self) -> list[str]:
        """How it is started."""
        return [sys.executable, "-m", "tests.e2e.support.serving"]

    def clock_ahead(self, seconds: float) -> None:
        """Its clock runs so many seconds ahead of the machine's from now on."""
        self._ahead.write_text(str(seconds))

    def deploy(self, dist: Path) -> None:
        """Another version of the app is put in place; the server starts anew with it."""
        self.stop()
        self.dist = dist
        self.start()
