"""A phone: one browser profile on disk that can be closed, killed and opened again."""

import contextlib
import os
import signal
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import BrowserContext, BrowserType, Page

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
)
SCREEN = {"width": 390, "height": 844}


class Phone:
    """Opens the app at `url`; all that it keeps lies in `profile`."""

    def __init__(self, browser: BrowserType, executable: str, profile: Path, url: str) -> None:
        self._browser = browser
        self._executable = executable
        self._profile = profile
        self.url = url
        self.locale = "zh-CN"
        self.screen = SCREEN
        self._context: BrowserContext | None = None

    @property
    def context(self) -> BrowserContext:
        """The running browser."""
        assert self._context is not None, "the phone is switched off"
        return self._context

    @property
    def page(self) -> Page:
        """The page in front."""
        return self.context.pages[0]

    def open(self, path: str = "/", *, signed_out: bool = False) -> Page:
        """Start the browser and open a page of the app.

        A browser that was killed may or may not have written its newest cookies: `signed_out` takes
        them away, so that a test has the harder case each time.
        """
        self.start()
        if signed_out:
            self.context.clear_cookies()
        self.page.goto(self.url + path)
        return self.page

    def start(self) -> Page:
        """Start the browser; it stands on an empty page."""
        self._context = self._browser.launch_persistent_context(
            self._profile,
            executable_path=self._executable,
            args=list(FLAGS),
            headless=True,
            viewport=self.screen,
            device_scale_factor=2,
            has_touch=True,
            locale=self.locale,
            timezone_id="Asia/Shanghai",
            permissions=["camera"],
        )
        self._context.set_default_timeout(30_000)
        return self.page

    def close(self) -> None:
        """Close the browser as a person does."""
        if self._context:
            self._context.close()
        self._context = None

    def kill(self) -> None:
        """SIGKILL every process of this browser, found by its profile folder."""
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit() and str(self._profile) in _command_line(entry):
                os.kill(int(entry.name), signal.SIGKILL)
        self._context = None

    def sign_in(self, username: str, password: str = "roundbook-demo") -> Page:
        """Open the app, sign in, and wait for Today, or for the desk on a desk's screen."""
        page = self.open("/login") if self._context is None else self.page
        page.get_by_test_id("login-name").fill(username)
        page.get_by_test_id("login-password").fill(password)
        page.get_by_test_id("login-submit").click()
        page.get_by_test_id("today").or_(page.get_by_test_id("desk")).first.wait_for()
        return page

    def is_ready_for_offline(self) -> None:
        """Wait at Today until a round could start, and the app is in the service worker's cache."""
        self.page.get_by_test_id("today-start").or_(
            self.page.get_by_test_id("today-go-on")
        ).first.wait_for()
        self.page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")


@contextlib.contextmanager
def frozen(page: Page) -> Iterator[None]:
    """No script of the page runs in this block, and it keeps what it holds: locks, connections.

    A headless browser shows every page and freezes none, so the debugger stops it.
    """
    devtools = page.context.new_cdp_session(page)
    devtools.send("Debugger.enable")
    devtools.send("Debugger.pause")
    yield
    devtools.send("Debugger.disable")


def _command_line(process: Path) -> str:
    try:
        return (process / "cmdline").read_bytes().decode(errors="replace")
    except OSError:
        return ""
