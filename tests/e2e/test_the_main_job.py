"""The five things a person can do, in a real browser with the network cut for real."""

import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from server.demo import pictures
from tests.e2e.support import steps
from tests.e2e.support.phone import Phone
from tests.e2e.support.reader import Reader
from tests.e2e.support.wire import Wire
from tests.support.server import ROOT, Server, free_port

Phones = Callable[[str], Phone]
ISSUE = "出水泵异响"


def test_1_one_command_serves_the_demo_and_prints_the_sign_ins(tmp_path: Path) -> None:
    port = free_port()
    settings = {"PORT": str(port), "DATA_DIR": str(tmp_path), "PYTHON": sys.executable}
    kept = {k: v for k, v in os.environ.items() if k not in {"MAKEFLAGS", "MAKELEVEL"}}
    command = subprocess.Popen(
        ["make", "run"],
        cwd=ROOT,
        env=kept | settings,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert command.stdout is not None
    try:
        said = ""
        for line in command.stdout:
            said += line
            if re.search(r"^\s+admin\b", line):
                break
        assert f"http://127.0.0.1:{port}" in said
        assert all(name in said for name in ("op1", "lead", "super", "roundbook-demo"))
    finally:
        os.killpg(command.pid, signal.SIGTERM)
        command.communicate(timeout=30)


def test_2_after_sign_in_the_app_starts_without_a_network_and_today_is_there(
    phone: Phones, wire: Wire
) -> None:
    first = phone("first")
    page = first.sign_in("op1")
    expect(page.get_by_test_id("today-rounds")).to_be_visible()
    manifest = page.locator("link[rel=manifest]").get_attribute("href")
    assert manifest
    with urllib.request.urlopen(wire.url + manifest) as answer:  # noqa: S310 - loopback only
        assert b'"standalone"' in answer.read()
    first.is_ready_for_offline()
    wire.cut()
    first.close()
    page = first.open("/")
    expect(page.get_by_test_id("today-rounds")).to_be_visible()
    expect(page.get_by_test_id("today-start")).to_be_enabled()


def record_a_round(page: Page) -> str:
    """A round with an abnormal finding, a photo from a file, a note. All of it offline."""
    round_id = steps.start_round(page)
    steps.add_overview_from_file(page, pictures.gauge(0.5, "MPa", "A-01", 1))
    page.get_by_test_id("value-flow_in").fill("12.4")
    page.get_by_test_id("value-level_in").fill("3.10")
    page.get_by_test_id("point-note").click()
    page.get_by_test_id("point-note-text").fill("泵房灯管闪烁")
    page.keyboard.press("Escape")
    steps.find_abnormal(page, "leak_in")
    steps.finish_round(page)
    return round_id


def test_3_a_round_with_photos_and_an_issue_is_recorded_wholly_offline(
    phone: Phones, wire: Wire, server: Server
) -> None:
    first = phone("first")
    page = first.sign_in("op1")
    first.is_ready_for_offline()
    wire.cut()
    steps.go_offline(page)
    round_id = record_a_round(page)
    steps.open_sync(page)
    expect(page.get_by_test_id(f"sync-thing-{round_id}")).to_be_visible()
    expect(page.locator("[data-testid^=sync-thing-]")).to_have_count(2)
    held = {row["id"] for row in Reader(server.port).records("inspection")}
    assert round_id not in held


def test_4_on_reconnect_records_go_first_photos_follow_and_the_desk_shows_the_round(
    phone: Phones, wire: Wire, server: Server
) -> None:
    first = phone("first")
    page = first.sign_in("op1")
    first.is_ready_for_offline()
    wire.cut()
    steps.go_offline(page)
    round_id = record_a_round(page)
    wire.mend()
    steps.go_online(page)
    steps.everything_sent(page)
    reader = Reader(server.port)
    fields = reader.record(round_id)["fields"]
    assert fields["status"] == "submitted"
    assert fields["answers"]["leak_in"]["value"] == "fail"
    assert fields["answers"]["flow_in"]["value"] == 12.4
    photos = steps.photos_of(fields)
    assert len(photos) == 2
    assert all(photo["available"] for photo in photos)
    issues = [r for r in reader.records("issue") if r["fields"].get("source_id") == round_id]
    assert [issue["fields"]["source_item"] for issue in issues] == ["leak_in"]
    assert {row["chain"] for row in reader.history(round_id)} == {"ok"}

    desk = phone("desk")
    desk.screen = {"width": 1440, "height": 900}
    page = desk.sign_in("super")
    page.goto(desk.url + "/desk/review")
    page.get_by_test_id(f"desk-review-row-{round_id}").click()
    expect(page.get_by_test_id("desk-readings")).to_be_visible()
    shown = page.get_by_test_id("desk-review").locator("img[src]")
    expect(shown).to_have_count(2)


def open_issue(page: Page, record_id: str) -> None:
    """From the tab to one issue, ready to edit."""
    page.get_by_test_id("tab-issues").click()
    page.get_by_test_id(f"issues-{record_id}").click()
    page.get_by_test_id("issue-edit").click()


def edit_issue(page: Page, place: str, proposal: str | None, remark: str) -> None:
    """Change the place, perhaps the proposal, and add a remark."""
    page.get_by_test_id("issue-place").fill(place)
    if proposal:
        page.get_by_test_id("issue-proposal").fill(proposal)
    page.get_by_test_id("issue-edit-done").click()
    page.get_by_test_id("issue-remark").fill(remark)
    page.get_by_test_id("issue-remark-add").click()
    expect(page.get_by_text(remark)).to_be_visible()


@pytest.fixture
def clash(phone: Phones, server: Server) -> str:
    """`op1` and `lead` change one issue offline on two phones and reconnect, `lead` first."""
    issue = Reader(server.port).issue(ISSUE)
    pages = {name: phone(name).sign_in(name) for name in ("op1", "lead")}
    for name, page in pages.items():
        phone(name).is_ready_for_offline()
        open_issue(page, issue["id"])
        steps.go_offline(page)
    edit_issue(pages["op1"], "出水池东侧", None, "已听诊")
    edit_issue(pages["lead"], "出水池西侧", "停机拆检", "已备轴承")
    for name in ("lead", "op1"):
        steps.go_online(pages[name])
        steps.everything_sent(pages[name])
    return str(issue["id"])


def test_5_what_both_changed_becomes_a_conflict_that_a_supervisor_decides(
    clash: str, phone: Phones, server: Server
) -> None:
    reader = Reader(server.port)
    merged = reader.record(clash)["fields"]
    assert merged["place"] == "出水池西侧", "the value that came first stays until a person decides"
    assert merged["proposal"] == "停机拆检"
    assert {entry["text"] for entry in merged["remarks"]} >= {"已听诊", "已备轴承"}
    conflict = next(
        row for row in reader.records("conflict") if row["fields"]["record_id"] == clash
    )
    sides = conflict["fields"]["fields"]
    assert list(sides) == ["place"]
    assert sides["place"]["base"] == "出水池"

    desk = phone("desk")
    desk.screen = {"width": 1440, "height": 900}
    page = desk.sign_in("super")
    page.goto(desk.url + "/desk/conflicts")
    page.get_by_test_id(f"desk-conflict-row-{conflict['id']}").click()
    row = page.get_by_test_id("desk-field-place")
    for value in ("出水池西侧", "出水池东侧"):
        expect(row).to_contain_text(value)
    expect(page.get_by_test_id("desk-confirm")).to_be_disabled()
    page.get_by_test_id("desk-phone-place").click()
    with page.expect_response("**/api/sync/push"):
        page.get_by_test_id("desk-confirm").click()
    expect(page.get_by_test_id("desk-field-place")).to_have_count(0)
    decided = reader.record(conflict["id"])["fields"]
    assert decided["state"] == "resolved"
    assert reader.record(clash)["fields"]["place"] == "出水池东侧"

    for name in ("op1", "lead"):
        seen = phone(name).page
        seen.goto(phone(name).url + f"/issues/{clash}")
        expect(seen.get_by_test_id("issue")).to_contain_text("出水池东侧")
        expect(seen.get_by_test_id("issue")).to_contain_text("何立群")
