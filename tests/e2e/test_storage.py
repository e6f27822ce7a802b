"""A phone that runs out of room, and a browser that wipes what the phone had kept."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e.support import steps
from tests.e2e.support.phone import Phone
from tests.e2e.support.reader import Reader
from tests.e2e.support.wire import Wire
from tests.support.server import Server

Phones = Callable[[str], Phone]
USED = "() => navigator.storage.estimate().then((answer) => answer.usage)"
NO_DATABASE = "/manifest.webmanifest"  # a page of the same origin that opens nothing


def signed_in(phone: Phone) -> Page:
    """`op1` at Today, the app in the browser's cache."""
    page = phone.sign_in("op1")
    phone.is_ready_for_offline()
    return page


def leave_room(phone: Phone, room: int) -> Page:
    """Open the browser anew so that it grants only so many bytes beyond what is used now.

    Chromium asks for the quota when it first opens a database, and remembers the answer.
    """
    phone.close()
    page = phone.open(NO_DATABASE)
    quota = page.evaluate(USED) + room
    devtools = page.context.new_cdp_session(page)
    devtools.send("Storage.overrideQuotaForOrigin", {"origin": phone.url, "quotaSize": quota})
    return page


def test_a_full_phone_says_that_it_keeps_nothing_more_and_all_that_was_saved_reaches_the_server(
    phone: Phones, wire: Wire, server: Server
) -> None:
    first = phone("first")
    page = signed_in(first)
    wire.cut()
    round_id = steps.start_round(page)
    page.get_by_test_id("value-flow_in").fill("12.4")
    expect(page.get_by_test_id("saved-line")).to_contain_text("已存本机")
    point = page.url
    page = leave_room(first, 0)
    page.goto(point)
    page.get_by_test_id("point-photo").first.click()
    page.get_by_test_id("camera-shutter").click()
    expect(page.get_by_test_id("camera-fault")).to_contain_text("已存的都在")
    page.get_by_test_id("camera-close").click()
    expect(page.get_by_test_id("thumb-0")).to_have_count(0)
    page.get_by_test_id("value-level_in").fill("3.10")
    expect(page.get_by_test_id("toast")).to_contain_text("没有存下：手机存储满了")
    first.close()  # room was made: the next start grants what Chromium usually does
    wire.mend()
    steps.everything_sent(first.open("/today"))
    answers = Reader(server.port).record(round_id)["fields"]["answers"]
    assert answers["flow_in"]["value"] == 12.4
    assert "level_in" not in answers


def test_a_wiped_phone_says_so_and_never_that_all_was_received(phone: Phones, wire: Wire) -> None:
    first = phone("first")
    page = signed_in(first)
    wire.cut()
    steps.start_round(page)
    page.goto("about:blank")
    devtools = page.context.new_cdp_session(page)
    wiped = {"origin": first.url, "storageTypes": "indexeddb"}
    devtools.send("Storage.clearDataForOrigin", wiped)
    wire.mend()

    page.goto(first.url + "/login")
    try:
        first.sign_in("op1")
    except Exception:
        print("BODY", page.url, page.inner_text("body"))
        raise
    expect(page.get_by_test_id("today-evicted")).to_contain_text("清空过本机存储")
    expect(page.get_by_test_id("chip").first).to_contain_text("需处理")
    steps.open_sync(page)
    expect(page.get_by_test_id("sync-storage")).to_contain_text("不能确认全部传完")
    expect(page.get_by_test_id("sync-summary")).to_contain_text("不能确认全部传完")
    expect(page.get_by_test_id("sync")).not_to_contain_text("服务器已全部收到")

    page.goto(first.url + "/today")
    page.get_by_test_id("today-evicted-read").click()
    expect(page.get_by_test_id("today-evicted")).to_have_count(0)
    expect(page.get_by_test_id("chip").first).not_to_contain_text("需处理")
