"""Takes the README's pictures of the real app, into pwa/pictures/: `make pictures`.

The story's present and the page's clock are one fixed afternoon, so that a picture changes only
when the app does. Chinese looks as it should with Noto Sans CJK: apt-get install fonts-noto-cjk.
"""

import io
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import BrowserContext, BrowserType, Page, expect, sync_playwright

from server.demo.pictures import gauge
from tests.e2e.support.phone import FLAGS, SCREEN
from tests.e2e.support.steps import go_offline, open_sync, start_round, walk_on
from tests.gate import browser as chromium
from tests.support.server import ROOT, Server

PRESENT = "2026-11-20T15:00:00+08:00"  # a Friday, when the day's third round may begin
OUT = ROOT / "pwa/pictures"
DESK = {"width": 1440, "height": 900}
LIMIT = 200_000  # bytes of one picture
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include>{aliases}</fontconfig>"""
ALIAS = """<match target="pattern"><test name="family"><string>{family}</string></test>
<edit name="family" mode="prepend" binding="strong"><string>Noto Sans CJK SC</string></edit>
</match>"""


def gauge_seen() -> bytes:
    """What the phone's camera sees, as a film of one frame: a gauge at 0.38 of 0.5 MPa."""
    drawn = Image.open(io.BytesIO(gauge(0.76, "MPa", "", 7)))
    frame = io.BytesIO()
    drawn.crop((160, 20, 1120, 740)).save(frame, "JPEG", quality=90)
    return frame.getvalue()


def keep(page: Page, name: str) -> None:
    """Save what the page shows; with fewer colours where all of them would be too heavy."""
    page.wait_for_load_state("networkidle")
    page.wait_for_function("() => [...document.images].every((image) => image.complete)")
    path = OUT / f"{name}.png"
    picture = Image.open(io.BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
    picture.save(path, optimize=True)
    if path.stat().st_size > LIMIT:
        picture.quantize(method=Image.Quantize.MAXCOVERAGE).save(path, optimize=True)
    print(f"{path.name} {path.stat().st_size // 1000} KB")
    if path.stat().st_size > LIMIT:
        sys.exit(f"{path.name} is larger than {LIMIT // 1000} KB")


@contextmanager
def opened(
    browser: BrowserType, folder: Path, url: str, who: str, **screen: Any
) -> Iterator[BrowserContext]:
    """A browser at the story's present in which this person has signed in."""
    context = browser.launch_persistent_context(
        folder / who,
        executable_path=chromium.find() or sys.exit(chromium.ADVICE),
        args=[*FLAGS, f"--use-file-for-fake-video-capture={folder / 'camera.mjpeg'}"],
        env={**os.environ, "FONTCONFIG_FILE": str(folder / "fonts.conf")},
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        permissions=["camera"],
        **screen,
    )
    context.set_default_timeout(30_000)
    context.clock.set_fixed_time(datetime.fromisoformat(PRESENT))
    page = context.pages[0]
    page.goto(f"{url}/login")
    page.get_by_test_id("login-name").fill(who)
    page.get_by_test_id("login-password").fill("roundbook-demo")
    page.get_by_test_id("login-submit").click()
    page.get_by_test_id("today").or_(page.get_by_test_id("desk")).first.wait_for()
    yield context
    context.close()


def on_the_phone(page: Page) -> None:
    """A round: Today, an abnormal reading found offline, a normal checkpoint, what then waits."""
    page.get_by_test_id("today-start").wait_for()
    page.locator("[data-testid^=today-conflict-]").wait_for()
    keep(page, "today")
    start_round(page)
    for _ in range(3):
        walk_on(page)
    go_offline(page)
    page.get_by_test_id("value-pressure_in").fill("0.42")
    page.get_by_test_id("value-pressure_diff").fill("0.38")
    page.get_by_test_id("point-handle").click()
    page.get_by_test_id("abnormal").wait_for()
    page.locator("[data-testid^=cause-]").first.click()
    page.get_by_test_id("abnormal-photo").first.click()
    page.get_by_test_id("camera-shutter").click()
    page.get_by_test_id("abnormal-shot").first.wait_for()
    keep(page, "abnormal")
    page.get_by_test_id("abnormal-save").click()
    page.get_by_test_id("abnormal").wait_for(state="detached")
    for _ in range(3):
        if page.get_by_test_id("value-ph_out").count():
            break
        walk_on(page)
    page.get_by_test_id("value-ph_out").fill("7.41")
    page.get_by_test_id("value-cond_out").fill("418")
    expect(page.get_by_test_id("saved-line")).to_be_visible()
    expect(page.get_by_test_id("toast")).to_have_count(0)
    keep(page, "checkpoint")
    open_sync(page)
    keep(page, "sync")


def at_the_desk(page: Page, url: str) -> None:
    """A record to judge and a conflict to decide."""
    for name, path, shown in (
        ("desk-review", "/desk/review", "desk-photos"),
        ("desk-conflict", "/desk/conflicts", "desk-conflict-photos"),
    ):
        page.goto(url + path)
        page.get_by_test_id(shown).wait_for()
        page.wait_for_load_state("networkidle")
        keep(page, name)


def main() -> None:
    """Fill a demo, serve it, walk through it, and leave nothing but the pictures."""
    OUT.mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="roundbook-pictures-"))
    aliases = "".join(ALIAS.format(family=name) for name in ("system-ui", "sans-serif"))
    (folder / "fonts.conf").write_text(FONTS.format(aliases=aliases), encoding="utf-8")
    (folder / "camera.mjpeg").write_bytes(gauge_seen())
    server = Server(folder)
    server.flask("init")
    server.flask("demo", "fill", "--as-of", PRESENT)
    server.start()
    url = f"http://127.0.0.1:{server.port}"
    try:
        with sync_playwright() as tools:
            phone: Any = {"viewport": SCREEN, "device_scale_factor": 2, "has_touch": True}
            with opened(tools.chromium, folder, url, "op1", **phone) as context:
                on_the_phone(context.pages[0])
            with opened(tools.chromium, folder, url, "manager", viewport=DESK) as context:
                at_the_desk(context.pages[0], url)
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
