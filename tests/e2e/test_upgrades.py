"""A release that brings the phone's database into a new form: blocked, killed, and seen by an old app."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.support import builds, steps
from tests.e2e.support.deployed import Deployed
from tests.e2e.support.phone import Phone
from tests.e2e.support.reader import Reader

Phones = Callable[[str], Phone]


def past_the_worker(phone: Phone) -> Page:
    """A new page that the server itself fills, as a reload with the shift key does."""
    page = phone.context.new_page()
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.setBypassServiceWorker", {"bypass": True})
    page.goto(phone.url + "/today")
    return page


def recording(phone: Phone) -> tuple[Page, str]:
    """`op1` in a new round, a reading typed and saved, nothing of it sent."""
    page = phone.sign_in("op1")
    phone.is_ready_for_offline()
    phone.context.route("**/api/sync/push", lambda route: route.abort())
    round_id = steps.start_round(page)
    page.get_by_test_id("value-flow_in").fill("12.4")
    expect(page.get_by_test_id("saved-line")).to_contain_text("已存本机")
    return page, round_id


def goes_on_with(page: Page, round_id: str) -> None:
    """From Today into the round, where the reading stands."""
    page.get_by_test_id("today-go-on").click()
    assert steps.go_on(page) == round_id
    expect(page.get_by_test_id("value-flow_in")).to_have_value("12.4")


def test_an_upgrade_waits_for_the_form_in_the_old_page_and_both_say_so(
    phone: Phones, server: Deployed, tmp_path: Path
) -> None:
    first = phone("first")
    old, round_id = recording(first)
    server.deploy(builds.next_release(tmp_path, "next", schema=2))
    new = past_the_worker(first)
    expect(new.get_by_test_id("standing-blocked")).to_contain_text("已存的都在")
    expect(old.get_by_test_id("standing-awaited")).to_contain_text("新版本在等您填完")
    old.get_by_test_id("value-level_in").fill("3.10")
    old.get_by_test_id("back").click()
    expect(old.get_by_test_id("standing-newer")).to_contain_text("已存的都在")
    first.context.unroute("**/api/sync/push")
    goes_on_with(new, round_id)
    expect(new.get_by_test_id("value-level_in")).to_have_value("3.10")
    steps.everything_sent(new)
    assert Reader(server.port).answer(round_id, "flow_in") == 12.4


def test_an_upgrade_killed_in_the_middle_leaves_the_old_records_readable(
    phone: Phones, server: Deployed, tmp_path: Path
) -> None:
    first = phone("first")
    old, round_id = recording(first)
    server.deploy(builds.next_release(tmp_path, "next", schema=2, endless=True))
    old.goto("about:blank")
    new = past_the_worker(first)
    new.wait_for_function("document.title === 'upgrading'")
    first.kill()
    server.deploy(builds.BUILT)
    page = first.open("/today", signed_out=True)
    goes_on_with(page, round_id)
    page.goto(first.url + "/login")
    first.sign_in("op1")
    steps.everything_sent(page)
    assert Reader(server.port).answer(round_id, "flow_in") == 12.4


def test_an_old_app_leaves_the_database_of_a_newer_one_alone_and_leads_to_it(
    phone: Phones, server: Deployed, tmp_path: Path
) -> None:
    first = phone("first")
    old, round_id = recording(first)
    server.deploy(builds.next_release(tmp_path, "next", schema=2))
    old.goto("about:blank")
    new = past_the_worker(first)
    goes_on_with(new, round_id)
    new.close()
    old.goto(first.url + "/today")
    expect(old.get_by_test_id("standing-newer")).to_contain_text("请打开新版本")
    old.get_by_test_id("standing-go").click()
    expect(old.locator("meta[name=release]")).to_have_attribute("content", "next")
    first.context.unroute("**/api/sync/push")
    goes_on_with(old, round_id)
    steps.everything_sent(old)
    assert Reader(server.port).answer(round_id, "flow_in") == 12.4
