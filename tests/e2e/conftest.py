"""A demo server, a wire to cut and phones for every browser test."""

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import BrowserType, expect

from tests.e2e.support.deployed import Deployed
from tests.e2e.support.phone import Phone
from tests.e2e.support.wire import Wire
from tests.gate import browser as chromium
from tests.support.server import Server

expect.set_options(timeout=30_000)  # a loaded machine is slow, not wrong


@pytest.fixture(scope="session")
def executable() -> str:
    """The Chromium to drive."""
    path = chromium.find()
    assert path, chromium.ADVICE
    return path


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the demo in it, filled once and copied by each test.

    The story ends yesterday evening, so that today's first round may start at any hour.
    """
    folder = tmp_path_factory.mktemp("filled")
    server = Server(folder)
    server.flask("init")
    here = datetime.now(ZoneInfo("Asia/Shanghai"))
    yesterday = here.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(hours=1)
    server.flask("demo", "fill", "--days", "3", "--as-of", yesterday.isoformat())
    return folder


@pytest.fixture
def server(filled: Path, tmp_path: Path) -> Iterator[Deployed]:
    """A running server with demo people, sites and three days of records."""
    running = Deployed(Path(shutil.copytree(filled, tmp_path / "data")))
    running.start()
    yield running
    running.stop()


@pytest.fixture
def wire(server: Server) -> Iterator[Wire]:
    """The network between the phones and the server."""
    relay = Wire(server.port)
    yield relay
    relay.close()


@pytest.fixture
def phone(
    browser_type: BrowserType, executable: str, tmp_path: Path, wire: Wire
) -> Iterator[Callable[[str], Phone]]:
    """Make a phone by name: `phone("first")`; the same name is the same phone."""
    made: dict[str, Phone] = {}

    def make(name: str) -> Phone:
        profile = tmp_path / f"phone-{name}"
        return made.setdefault(name, Phone(browser_type, executable, profile, wire.url))

    yield make
    for one in made.values():
        one.close()
