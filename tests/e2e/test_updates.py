"""A new release of the app comes while somebody works: it is announced, waits, and loses nothing."""

import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.support import builds, steps
from tests.e2e.support.deployed import Deployed
from tests.e2e.support.phone import Phone
from tests.e2e.support.reader import Reader
from tests.e2e.support.wire import Wire

Phones = Callable[[str], Phone]
LOOKS_AGAIN = "() => void document.dispatchEvent(new Event('visibilitychange'))"
IS_HERE = """async () => {
  const registration = await navigator.serviceWorker.getRegistration();
  if (registration.waiting) return;
  await new Promise((done) => {
    const look = () => registration.waiting && done();
    const follow = () => registration.installing?.addEventListener("statechange", look);
    registration.addEventListener("updatefound", follow);
    follow();
  });
}"""
UNTOUCHED = "window.untouched === true"
HALF = "12.4."  # a slip of the finger: kept as it was typed, but no reading yet


def release_arrives(page: Page, server: Deployed, dist: Path) -> None:
    """The server is given another release, and the page's browser has fetched all of it."""
    page.evaluate("window.untouched = true")
    server.deploy(dist)
    page.evaluate(LOOKS_AGAIN)
    page.evaluate(IS_HERE)


def expect_release(page: Page, name: str) -> None:
    """The page has been loaded anew from this release."""
    expect(page.locator("meta[name=release]")).to_have_attribute("content", name)


def update_now(page: Page) -> None:
    """At Today: put the new version in place."""
    page.get_by_test_id("today-update-now").click()


def test_an_update_waits_for_a_half_typed_reading_and_for_a_sync_and_loses_neither(
    phone: Phones, wire: Wire, server: Deployed, tmp_path: Path
) -> None:
    first = phone("first")
    page = first.sign_in("op1")
    first.is_ready_for_offline()
    round_id = steps.start_round(page)
    page.get_by_test_id("value-flow_in").fill(HALF)
    release_arrives(page, server, builds.next_release(tmp_path, "next"))
    assert page.evaluate(UNTOUCHED)
    expect(page.get_by_test_id("value-flow_in")).to_have_value(HALF)

    expect(page.get_by_test_id("chip").first).to_contain_text("已同步")
    wire.stall_after(0)
    with page.expect_request("**/api/sync/push"):
        page.get_by_test_id("value-flow_in").fill("12.4")
    page.get_by_test_id("back").click()
    page.get_by_test_id("round").wait_for()
    page.get_by_test_id("back").click()
    expect(page.get_by_test_id("today-update")).to_contain_text("新版本已备好")
    update_now(page)
    expect(page.get_by_test_id("toast")).to_contain_text("正在上传")
    assert page.evaluate(UNTOUCHED)

    with page.expect_response("**/api/sync/pull"):
        wire.cut()
        wire.mend()
    expect(page.get_by_test_id("chip").first).to_contain_text("已同步")
    update_now(page)
    expect_release(page, "next")
    assert Reader(server.port).answer(round_id, "flow_in") == 12.4
    page.get_by_test_id("today-go-on").click()
    assert steps.go_on(page) == round_id
    expect(page.get_by_test_id("value-flow_in")).to_have_value("12.4")


def test_a_screen_first_opened_after_the_server_changed_over_still_comes_from_the_old_release(
    phone: Phones, wire: Wire, server: Deployed, tmp_path: Path
) -> None:
    first = phone("first")
    page = first.sign_in("op1")
    first.is_ready_for_offline()
    release_arrives(page, server, builds.next_release(tmp_path, "next"))
    issues = wire.url + builds.release_of(builds.BUILT, "issues")
    with pytest.raises(urllib.error.HTTPError):
        urllib.request.urlopen(issues)  # noqa: S310 - loopback only
    page.get_by_test_id("tab-issues").click()
    expect(page.get_by_test_id("issues")).to_be_visible()
    assert page.evaluate(UNTOUCHED)


def test_an_update_waits_while_another_page_is_open_and_then_keeps_what_is_typed_and_unsent(
    phone: Phones, server: Deployed, tmp_path: Path
) -> None:
    first = phone("first")
    page = first.sign_in("op1")
    first.is_ready_for_offline()
    other = first.context.new_page()
    other.goto(first.url + "/today")
    first.context.route("**/api/sync/push", lambda route: route.abort())
    round_id = steps.start_round(other)
    other.get_by_test_id("value-level_in").fill("3.10")
    other.get_by_test_id("value-flow_in").fill(HALF)
    release_arrives(page, server, builds.next_release(tmp_path, "next"))
    update_now(page)
    expect(page.get_by_test_id("toast")).to_contain_text("还有别的页面开着")
    assert page.evaluate(UNTOUCHED)
    expect(other.get_by_test_id("value-flow_in")).to_have_value(HALF)
    other.close()
    update_now(page)
    expect_release(page, "next")
    page.get_by_test_id("today-go-on").click()
    steps.go_on(page)
    expect(page.get_by_test_id("value-flow_in")).to_have_value(HALF)
    first.context.unroute("**/api/sync/push")
    steps.everything_sent(page)
    assert Reader(server.port).answer(round_id, "level_in") == 3.1
