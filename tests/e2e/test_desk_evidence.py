"""Evidence at the desk: a phone's clock that was set, and the bundle that anyone can check (H2, H4)."""

import subprocess
import sys
import urllib.request
from collections.abc import Callable
from datetime import datetime, timedelta
from json import dumps, loads
from pathlib import Path
from typing import Any
from zipfile import ZipFile
from zoneinfo import ZoneInfo

from playwright.sync_api import expect
from uuid_utils import uuid7

from server.demo.device import SoftDevice
from tests.e2e.support.phone import Phone
from tests.e2e.support.reader import Reader
from tests.e2e.test_desk_home import open_desk
from tests.support.server import Server

Phones = Callable[[str], Phone]


class Answer:
    """What the phone in software reads of an HTTP answer."""

    def __init__(self, status: int, content: bytes) -> None:
        self.status_code = status
        self.content = content

    def get_json(self) -> Any:
        return loads(self.content)


class Wire:
    """HTTP to the running server, in the form that the phone in software speaks."""

    def __init__(self, port: int) -> None:
        self._base = f"http://127.0.0.1:{port}"

    def open(self, path: str, method: str, json: Any, headers: Any = None) -> Answer:
        data = dumps(json).encode()
        request = urllib.request.Request(self._base + path, data, headers or {}, method=method)  # noqa: S310 - loopback only
        request.add_header("Content-Type", "application/json")
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - loopback only
            return Answer(answer.status, answer.read())


def set_clock(server: Server) -> tuple[str, list[str]]:
    """A submitted round to which its author adds a remark, sets the clock back, and adds another.

    The round, and what the phone's clock showed at both remarks.
    """
    shown = [datetime.now(ZoneInfo("Asia/Shanghai")) - timedelta(hours=3)]
    device = SoftDevice(Wire(server.port), lambda: shown[-1], "P-09")
    device.sign_in("op1", "roundbook-demo")
    rows = Reader(server.port).records("inspection")
    author = device.author("op1")
    row = next(
        r for r in rows if (r["fields"]["status"], r["created"]["by"]) == ("submitted", author)
    )
    for text in ("先记一笔", "再记一笔"):
        device.saw(row["id"], row["rev"])
        remark = {"add": [{"id": str(uuid7()), "text": text}]}
        device.edit("op1", "inspection", row["scope"], row["id"], {"remarks": remark})
        (result,) = device.push("op1")
        assert result["outcome"] in ("applied", "merged")
        shown.append(shown[-1] - timedelta(minutes=45))
    return str(row["id"]), [f"{moment:%H:%M}" for moment in shown[:2]]


def test_h4_a_reviewer_sees_that_the_phones_clock_was_set_and_both_times(
    server: Server, phone: Phones
) -> None:
    record, claimed = set_clock(server)
    page = open_desk(phone, "super", f"/desk/review?id={record}")
    jump = page.get_by_test_id("desk-jump")
    expect(jump).to_have_count(1)
    expect(jump).to_contain_text("手机时间比上一步早 45 分")
    for moment in claimed:
        expect(jump).to_contain_text(moment)
    first = page.get_by_test_id("desk-history").locator("li").first
    expect(first).to_contain_text("时钟跳变")
    expect(first).to_contain_text("手机慢 3 小时")


def test_h2_a_reviewer_takes_the_evidence_away_and_it_holds_without_the_server(
    server: Server, phone: Phones, tmp_path: Path
) -> None:
    page = open_desk(phone, "super", f"/desk/review?id={set_clock(server)[0]}")
    with page.expect_download() as waiting:
        page.get_by_test_id("desk-bundle").click()
    expect(page.get_by_test_id("desk-bundle-said")).to_contain_text("已交给浏览器")
    bundle = tmp_path / "bundle.zip"
    waiting.value.save_as(bundle)
    server.stop()
    with ZipFile(bundle) as packed:
        program = Path(packed.extract("check.py", tmp_path))
    command = [sys.executable, "-I", str(program), str(bundle)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, "ok: everything holds" in done.stdout) == (0, True), done.stdout
    assert "the phone's clock jumped" in done.stdout
    page.get_by_test_id("desk-bundle").click()
    expect(page.get_by_test_id("desk-bundle-said")).to_contain_text("没有连上服务器")


def test_an_operator_at_the_desk_is_not_offered_the_originals(phone: Phones) -> None:
    page = open_desk(phone, "op1", "/desk/records")
    page.locator('[data-testid^="desk-record-row-"]').first.click()
    expect(page.get_by_test_id("desk-record-sheet")).to_be_visible()
    expect(page.get_by_test_id("desk-history")).to_be_visible()
    expect(page.get_by_test_id("desk-bundle")).to_have_count(0)
