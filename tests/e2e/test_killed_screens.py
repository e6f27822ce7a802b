"""Pages and phones that die at the worst moment, and many photos over a line that keeps breaking."""

import contextlib
from collections.abc import Callable

from playwright.sync_api import Error, Page, expect

from tests.e2e.support import steps
from tests.e2e.support.phone import Phone
from tests.e2e.support.reader import Reader
from tests.e2e.support.wire import Wire
from tests.support.server import Server

Phones = Callable[[str], Phone]
MANY = 24
CUTS = 3


def shoot(page: Page, times: int = 1) -> None:
    """Take photos with the open camera; each is on disk before the next."""
    for count in range(1, times + 1):
        page.get_by_test_id("camera-shutter").click()
        expect(page.get_by_test_id("camera")).to_contain_text(f"已存本机 {count} 张")


def test_a_page_discarded_with_the_camera_open_comes_back_with_draft_and_earlier_photos(
    phone: Phones, wire: Wire
) -> None:
    first = phone("first")
    page = first.sign_in("op1")
    first.is_ready_for_offline()
    wire.cut()
    steps.start_round(page)
    page.get_by_test_id("value-flow_in").fill("12.4.")
    page.get_by_test_id("point-photo").first.click()
    shoot(page, 2)
    where = page.url
    with page.expect_event("crash"), contextlib.suppress(Error):
        page.goto("chrome://crash")
    again = first.context.new_page()
    again.goto(where)
    expect(again.get_by_test_id("value-flow_in")).to_have_value("12.4.")
    expect(again.get_by_test_id("thumb-1")).to_be_visible()


def test_a_phone_that_dies_right_after_saved_has_the_reading_and_the_photo_and_sends_them_once(
    phone: Phones, wire: Wire, server: Server
) -> None:
    first = phone("first")
    page = first.sign_in("op1")
    first.is_ready_for_offline()
    wire.cut()
    round_id = steps.start_round(page)
    page.get_by_test_id("value-flow_in").fill("12.4")
    page.get_by_test_id("point-photo").first.click()
    shoot(page)
    first.kill()
    page = first.open(f"/rounds/{round_id}")
    steps.go_on(page)
    expect(page.get_by_test_id("value-flow_in")).to_have_value("12.4")
    expect(page.get_by_test_id("thumb-0")).to_be_visible()
    wire.mend()
    page.goto(first.url + "/login")
    first.sign_in("op1")
    steps.everything_sent(page)
    reader = Reader(server.port)
    assert reader.answer(round_id, "flow_in") == 12.4
    photos = steps.photos_of(reader.record(round_id)["fields"])
    assert [photo["available"] for photo in photos] == [True]


def test_many_photos_over_a_line_that_keeps_breaking_follow_the_text_and_all_arrive(
    phone: Phones, wire: Wire, server: Server
) -> None:
    first = phone("first")
    page = first.sign_in("op1")
    first.is_ready_for_offline()
    wire.cut()
    round_id = steps.start_round(page)
    page.get_by_test_id("value-flow_in").fill("12.4")
    page.get_by_test_id("point-photo").first.click()
    shoot(page, MANY)
    page.get_by_test_id("camera-done").click()
    steps.open_sync(page)
    wire.mend()
    wire.stall_after(60_000)
    with page.expect_request(lambda sent: sent.method == "PATCH"):
        page.get_by_test_id("sync-retry-all").click()
    reader = Reader(server.port)
    assert reader.answer(round_id, "flow_in") == 12.4
    photos = steps.photos_of(reader.record(round_id)["fields"])
    assert len(photos) == MANY
    assert not all(photo["available"] for photo in photos)

    begun: list[str] = []
    page.on("request", lambda sent: begun.append(sent.url) if sent.method == "POST" else None)
    for _ in range(CUTS):
        wire.cut()
        wire.mend()
        wire.cut_after(200_000)
        page.get_by_test_id("sync-retry-all").click()
        wire.was_cut.wait(60)
    wire.mend()
    page.get_by_test_id("sync-retry-all").click()
    steps.everything_sent(page)
    photos = steps.photos_of(reader.record(round_id)["fields"])
    assert [photo["available"] for photo in photos] == [True] * MANY
    uploads = [url for url in begun if url.endswith("/api/blobs/uploads")]
    assert len(uploads) < MANY + CUTS + 1, "what was begun goes on where it stopped"
