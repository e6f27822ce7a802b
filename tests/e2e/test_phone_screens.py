"""The phone's screens: clean for axe in every theme, few taps, drafts kept, work saved to a file."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.support import steps
from tests.e2e.support.phone import Phone
from tests.support.server import ROOT

Phones = Callable[[str], Phone]
AXE = ROOT / "pwa/node_modules/axe-core/axe.min.js"
SCREENS = {
    "/today": "today-rounds",
    "/records": "records",
    "/scan": "scan",
    "/issues": "issues",
    "/issues/new": "issue-new",
    "/me": "me",
    "/sync": "sync-summary",
    "/sync/apart": "apart-list",
    "/install": "install",
    "/help/states": "help",
}
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]


def faults(page: Page) -> list[Any]:
    """What axe objects to on the open screen."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("(tags) => axe.run({ runOnly: tags })", RULES)
    return [
        (each["id"], [node["target"] for node in each["nodes"]]) for each in found["violations"]
    ]


@pytest.mark.parametrize("theme", ["light", "dark", "sun"])
def test_axe_finds_nothing_on_any_screen(phone: Phones, theme: str) -> None:
    first = phone("first")
    page = first.sign_in("op1")
    page.evaluate("(theme) => localStorage.setItem('roundbook.theme', theme)", theme)
    for path, testid in SCREENS.items():
        page.goto(first.url + path)
        page.get_by_test_id(testid).wait_for()
        assert faults(page) == [], path
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{path} is wider than the phone"


def test_a_round_starts_with_one_tap_after_a_sign_in_of_one_tap(phone: Phones) -> None:
    page = phone("first").open("/")
    page.get_by_test_id("login").wait_for()
    page.evaluate("() => { window.taps = 0; addEventListener('click', () => window.taps++, true) }")
    page.get_by_test_id("login-name").fill("op1")
    page.get_by_test_id("login-password").fill("roundbook-demo")
    page.get_by_test_id("login-submit").click()
    page.get_by_test_id("today-rounds").wait_for()
    assert page.evaluate("window.taps") <= 3
    page.evaluate("() => { window.taps = 0 }")
    steps.start_round(page)
    assert page.evaluate("window.taps") <= 2


def test_changing_the_language_keeps_a_draft(phone: Phones) -> None:
    first = phone("first")
    page = first.sign_in("op1")
    page.goto(first.url + "/issues/new")
    page.get_by_test_id("issue-title").fill("浮渣过多")
    page.get_by_test_id("back").click()
    page.goto(first.url + "/me")
    page.get_by_test_id("me-language-en").click()
    expect(page.get_by_role("heading", name="Me", exact=True)).to_be_visible()
    page.goto(first.url + "/today")
    page.get_by_test_id("today-draft").click()
    expect(page.get_by_test_id("issue-title")).to_have_value("浮渣过多")
    expect(page.get_by_role("heading", name="New issue")).to_be_visible()


def test_unsent_work_goes_to_a_file_and_comes_back_without_doubling(
    phone: Phones, tmp_path: Path
) -> None:
    first = phone("first")
    page = first.sign_in("op1")
    first.is_ready_for_offline()
    steps.go_offline(page)
    page.get_by_test_id("tab-issues").click()
    page.get_by_test_id("issues-new").click()
    page.get_by_test_id("issue-title").fill("阀门渗漏")
    page.get_by_test_id("issue-save").click()
    page.get_by_test_id("issue-edit").wait_for()
    page.get_by_test_id("chip").click()
    things = page.locator("[data-testid^=sync-thing-]")
    expect(things).to_have_count(1)
    with page.expect_download() as coming:
        page.get_by_test_id("sync-save").click()
    saved = tmp_path / "unsent.ndjson"
    coming.value.save_as(saved)
    lines = [json.loads(line) for line in saved.read_text(encoding="utf-8").splitlines()]
    assert [line["op"]["kind"] for line in lines] == ["issue"]
    page.get_by_test_id("sync-file").set_input_files(saved)
    expect(page.get_by_test_id("toast")).to_contain_text("0")
    expect(things).to_have_count(1)


def test_the_bin_gives_a_deleted_issue_back(phone: Phones) -> None:
    first = phone("first")
    page = first.sign_in("op1")
    page.get_by_test_id("tab-issues").click()
    page.get_by_test_id("issues-new").click()
    page.get_by_test_id("issue-title").fill("误建的问题")
    page.get_by_test_id("issue-save").click()
    page.get_by_test_id("issue-delete").click()
    page.get_by_test_id("toast-undo").click()
    page.get_by_test_id("issues").get_by_text("误建的问题").click()
    page.get_by_test_id("issue-delete").click()
    page.get_by_test_id("issues").wait_for()
    page.goto(first.url + "/records?bin=1")
    page.get_by_text("误建的问题").click()
    page.get_by_test_id("record-restore").click()
    expect(page.get_by_test_id("record-bin")).to_have_count(0)
