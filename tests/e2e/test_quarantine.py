"""What was set apart is judged at the desk, and its author reads by whom, how and why (P4, P4a)."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.support import steps
from tests.e2e.support.phone import Phone
from tests.e2e.support.reader import Reader
from tests.e2e.test_desk_home import open_desk
from tests.e2e.test_phone_screens import faults
from tests.e2e.test_the_main_job import ISSUE, edit_issue, open_issue
from tests.support.server import Server

Phones = Callable[[str], Phone]
THEMES = ("light", "dark", "sun")
LOSE_FIRST_OP = """() => new Promise((done, failed) => {
  const asked = indexedDB.open('roundbook');
  asked.onerror = failed;
  asked.onsuccess = () => {
    const store = asked.result.transaction('ops', 'readwrite').objectStore('ops');
    store.getAll().onsuccess = (found) => {
      const [first] = found.target.result.sort((a, b) => a.order - b.order);
      store.delete(first.op_id).onsuccess = done;
    };
  };
})"""


def recorded_offline(phone: Phones, server: Server) -> tuple[Page, str]:
    """`op1` changes an issue without a network: its place, and a remark."""
    issue = Reader(server.port).issue(ISSUE)
    page = phone("op1").sign_in("op1")
    phone("op1").is_ready_for_offline()
    open_issue(page, issue["id"])
    steps.go_offline(page)
    edit_issue(page, "出水池东侧", None, "已听诊")
    return page, str(issue["id"])


def open_apart(phone: Phones, issue: str, who: str = "super") -> Page:
    """The desk's page of set-apart changes, with this issue's open."""
    page = open_desk(phone, who, "/desk/quarantine")
    page.get_by_test_id(f"desk-apart-row-{issue}").click()
    page.get_by_test_id("desk-apart").wait_for()
    return page


def decide(page: Page, how: str, reason: str) -> None:
    """Give a reason, decide, and leave the page: the decision is made then, not after the undo time."""
    page.get_by_test_id("desk-apart-reason").fill(reason)
    page.get_by_test_id(f"desk-apart-{how}").click()
    expect(page.get_by_test_id("desk-undo-bar")).to_be_visible()
    with page.expect_response("**/api/sync/push"):
        page.get_by_test_id("desk-rail-conflicts").click()
    expect(page.get_by_test_id("desk-online")).to_contain_text("待传 0")


def clean_in_every_theme(page: Page) -> None:
    for theme in THEMES:
        page.evaluate("(theme) => { document.documentElement.dataset.theme = theme }", theme)
        assert faults(page) == [], theme


def test_p4a_a_role_lost_while_offline_is_set_apart_adopted_and_told_to_its_author(
    phone: Phones, server: Server
) -> None:
    page, issue = recorded_offline(phone, server)
    server.flask("user", "grant", "op1", "--role", "client", "--site", "A")
    steps.go_online(page)
    steps.open_sync(page)
    page.get_by_test_id(f"sync-look-{issue}").click()
    expect(page.get_by_test_id("apart-open")).to_contain_text("您的角色不能做这项修改")
    expect(page.get_by_test_id("apart-content")).to_contain_text("出水池东侧")
    expect(page.get_by_test_id("apart-content")).to_contain_text("已听诊")
    clean_in_every_theme(page)

    desk = open_apart(phone, issue)
    expect(desk.get_by_test_id("desk-rail-quarantine")).to_contain_text("1")
    expect(desk.get_by_test_id("desk-apart-why")).to_contain_text("这个角色不能做这项修改")
    place = desk.get_by_test_id("desk-apart-field-place")
    expect(place).to_contain_text("出水池东侧")
    expect(place.locator("td")).to_have_count(3)
    expect(desk.get_by_test_id("desk-apart-field-remarks")).to_contain_text("已听诊")
    clean_in_every_theme(desk)
    desk.get_by_test_id("desk-apart-adopt").click()
    expect(desk.get_by_test_id("desk-apart-judge")).to_contain_text("先写理由")
    desk.get_by_test_id("desk-apart-reason").fill("别的理由")
    desk.get_by_test_id("desk-apart-discard").click()
    desk.get_by_test_id("desk-undo").click()
    decide(desk, "adopt", "我在现场看过")

    record = Reader(server.port).record(issue)
    assert record["fields"]["place"] == "出水池东侧"
    assert "已听诊" in [entry["text"] for entry in record["fields"]["remarks"]]
    line = Reader(server.port).history(issue)[-1]
    assert line["on_behalf_of"] == line["op"]["author_id"] != line["by"]

    page.goto(phone("op1").url + "/today")
    told = page.get_by_test_id(f"today-apart-{issue}")
    expect(told).to_contain_text("何立群")
    expect(told).to_contain_text("我在现场看过")
    told.click()
    expect(page.get_by_test_id("apart-end")).to_contain_text("已采纳")
    expect(page.get_by_test_id("apart-content")).to_contain_text("出水池东侧")
    page.get_by_test_id("back").first.click()
    page.get_by_test_id("today-rounds").wait_for()
    expect(told).to_have_count(0)

    desk.get_by_test_id("desk-rail-quarantine").click()
    desk.get_by_test_id("desk-apart-list-settled").click()
    expect(desk.get_by_test_id("desk-apart-settled")).to_contain_text("我在现场看过")
    expect(desk.get_by_test_id("desk-apart-came")).to_contain_text("已写入记录")


def test_p4a_what_a_lost_site_kept_back_is_seen_and_discarded_by_that_sites_supervisor(
    phone: Phones, server: Server
) -> None:
    page, issue = recorded_offline(phone, server)
    server.flask("user", "grant", "op1", "--role", "operator", "--site", "B")
    steps.go_online(page)
    steps.open_sync(page)
    expect(page.get_by_test_id(f"sync-look-{issue}")).to_be_visible()
    desk = open_apart(phone, issue)
    expect(desk.get_by_test_id("desk-apart-field-place")).to_contain_text("出水池东侧")
    decide(desk, "discard", "已由别人处理")
    assert Reader(server.port).record(issue)["fields"]["place"] != "出水池东侧"
    page.goto(phone("op1").url + "/sync")
    thing = page.get_by_test_id(f"sync-thing-{issue}")
    expect(thing).to_contain_text("已由别人处理")
    page.get_by_test_id(f"sync-look-{issue}").click()
    expect(page.get_by_test_id("apart-end")).to_contain_text("已弃用")
    expect(page.get_by_test_id("apart-content")).to_contain_text("出水池东侧")
    page.goto(phone("op1").url + "/sync")
    page.get_by_test_id("sync-apart").click()
    expect(page.get_by_test_id(f"apart-{issue}")).to_contain_text("何立群")


@pytest.fixture
def held(phone: Phones, server: Server) -> tuple[Page, str]:
    """A remark that waits on the server for a change which its phone has lost."""
    page, issue = recorded_offline(phone, server)
    page.evaluate(LOSE_FIRST_OP)
    steps.go_online(page)
    steps.open_sync(page)
    expect(page.get_by_test_id(f"sync-thing-{issue}")).to_contain_text("更早的一项修改")
    return page, issue


def test_p4_a_held_change_is_released_and_its_author_reads_why(
    held: tuple[Page, str], phone: Phones, server: Server
) -> None:
    page, issue = held
    desk = open_apart(phone, issue)
    expect(desk.get_by_test_id("desk-apart-adopt")).to_have_count(0)
    decide(desk, "release", "前一步不会来了")
    remarks = Reader(server.port).record(issue)["fields"]["remarks"]
    assert "已听诊" in [entry["text"] for entry in remarks]
    page.goto(phone("op1").url + "/today")
    expect(page.get_by_test_id(f"today-apart-{issue}")).to_contain_text("前一步不会来了")


def test_p4a_a_decision_that_the_server_refuses_is_told_at_the_desk(
    held: tuple[Page, str], phone: Phones, server: Server
) -> None:
    _page, issue = held
    server.flask("user", "grant", "op1", "--role", "client", "--site", "A")
    desk = open_apart(phone, issue)
    decide(desk, "release", "前一步不会来了")
    desk.get_by_test_id("desk-rail-quarantine").click()
    desk.locator(f'[data-testid="desk-apart-row-{issue}"][data-state="held"]').click()
    expect(desk.get_by_test_id("desk-apart-refused")).to_contain_text("这个角色不能做这项修改")
    desk.get_by_test_id("desk-apart-noted").click()
    expect(desk.get_by_test_id("desk-apart-refused")).to_have_count(0)
    expect(desk.get_by_test_id("desk-apart-release")).to_be_visible()
