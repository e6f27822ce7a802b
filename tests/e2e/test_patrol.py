"""A patrol round by hand: counted taps, a kill in the middle, photos that are none, skipping."""

import io
import re
from collections.abc import Callable

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.e2e.support.phone import Phone
from tests.e2e.support.wire import Wire

Phones = Callable[[str], Phone]

COUNT_TAPS = """() => { window.taps = 0; addEventListener("click", (e) => {
  if (e.isTrusted && e.detail > 0) window.taps += 1 }, true) }"""
NO_CAMERA = """() => { navigator.mediaDevices.getUserMedia = () =>
  Promise.reject(new DOMException("", "NotAllowedError")) }"""
KEPT_BYTES = """() => new Promise((done) => {
  const open = indexedDB.open("roundbook");
  open.onsuccess = () => {
    const all = open.result.transaction("bytes").objectStore("bytes").getAll();
    all.onsuccess = () => done(Array.from(new Uint8Array(all.result.at(-1).full)));
  };
})"""


def tap(page: Page, testid: str) -> None:
    """One tap of a finger."""
    page.get_by_test_id(testid).click()


def start(page: Page) -> None:
    """From Today into a round's list of checkpoints; an early round is kept, too."""
    tap(page, "today-start")
    page.get_by_test_id("round").or_(page.get_by_test_id("today-early")).wait_for()
    if page.get_by_test_id("today-early").count():
        tap(page, "today-early-start")
    page.get_by_test_id("round").wait_for()


def at_point(page: Page, number: int) -> None:
    """From the list to one checkpoint."""
    tap(page, f"point-{number}")
    page.get_by_test_id("checkpoint").wait_for()


def taps(page: Page) -> int:
    """Taps since the counter was last read."""
    count = int(page.evaluate("window.taps"))
    page.evaluate("window.taps = 0")
    return count


@pytest.fixture
def page(phone: Phones, wire: Wire) -> Page:
    """A phone in flight mode, signed in, on Today."""
    first = phone("first")
    signed_in = first.sign_in("op1")
    expect(signed_in.get_by_test_id("today-rounds")).to_be_visible()
    first.is_ready_for_offline()
    wire.cut()
    signed_in.context.set_offline(True)
    return signed_in


def test_a_round_starts_and_checkpoints_are_done_within_their_taps(page: Page) -> None:
    page.evaluate(COUNT_TAPS)
    tap(page, "today-start")
    page.get_by_test_id("round").or_(page.get_by_test_id("today-early")).wait_for()
    if page.get_by_test_id("today-early").count():
        tap(page, "today-early-start")
    page.get_by_test_id("round").wait_for()
    assert taps(page) <= 2

    tap(page, "round-continue")
    page.get_by_test_id("checkpoint").wait_for()
    expect(page.get_by_test_id("value-flow_in")).to_be_focused()
    here = page.url
    page.keyboard.type("12.4\n3.1\n")
    expect(page.get_by_test_id("point-next")).to_contain_text("未选的 2 项记为正常")
    tap(page, "point-next")
    expect(page).not_to_have_url(here)
    assert taps(page) <= 2

    tap(page, "open-stations")
    at_point(page, 4)
    taps(page)
    page.keyboard.type("0.45\n0.38\n")
    tap(page, "point-handle")
    tap(page, "cause-fouling")
    tap(page, "abnormal-photo")
    tap(page, "camera-shutter")
    expect(page.get_by_test_id("abnormal-shot")).to_be_visible()
    expect(page.get_by_test_id("issue-title")).to_contain_text("超过报警上限 0.30")
    tap(page, "abnormal-save")
    expect(page.get_by_test_id("abnormal")).to_have_count(0)
    assert taps(page) <= 6


def test_a_killed_browser_goes_on_where_it_was(page: Page, phone: Phones) -> None:
    start(page)
    at_point(page, 1)
    page.get_by_test_id("value-flow_in").fill("12.4")
    tap(page, "na-pump_in")
    expect(page.get_by_test_id("saved-line")).to_contain_text("已存本机")
    first = phone("first")
    first.kill()

    page = first.open("/")
    tap(page, "today-go-on")
    at_point(page, 1)
    expect(page.get_by_test_id("value-flow_in")).to_have_value("12.4")
    expect(page.get_by_test_id("na-pump_in")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_test_id("pass-leak_in")).to_have_attribute("aria-pressed", "false")


def test_a_slip_of_the_decimal_point_is_said_and_not_recorded(page: Page) -> None:
    start(page)
    at_point(page, 2)
    page.get_by_test_id("value-ph_in").fill("74.1")
    expect(page.get_by_test_id("guard-ph_in")).to_contain_text("0–14")
    expect(page.get_by_test_id("point-next")).to_contain_text("还差 2 项")
    page.get_by_test_id("value-ph_in").fill("7.41")
    expect(page.get_by_test_id("guard-ph_in")).to_have_count(0)
    expect(page.get_by_test_id("point-next")).to_contain_text("还差 1 项")


def test_a_reading_that_cannot_be_right_is_still_there_after_a_kill(
    page: Page, phone: Phones
) -> None:
    start(page)
    at_point(page, 2)
    page.get_by_test_id("value-ph_in").fill("74.1")
    expect(page.get_by_test_id("guard-ph_in")).to_contain_text("0–14")
    page.get_by_test_id("value-ph_in").blur()
    expect(page.get_by_test_id("saved-line")).to_contain_text("已存本机")
    first = phone("first")
    first.kill()

    page = first.open("/")
    expect(page.get_by_test_id("today-draft")).to_contain_text("74.1")
    tap(page, "today-draft")
    expect(page.get_by_test_id("value-ph_in")).to_have_value("74.1")
    expect(page.get_by_test_id("guard-ph_in")).to_contain_text("0–14")
    expect(page.get_by_test_id("point-next")).to_contain_text("还差 2 项")
    page.get_by_test_id("value-ph_in").fill("7.41")
    expect(page.get_by_test_id("point-next")).to_contain_text("还差 1 项")
    page.goto(first.url + "/today")
    expect(page.get_by_test_id("today-rounds")).to_be_visible()
    expect(page.get_by_test_id("today-draft")).to_have_count(0)


def test_a_skipped_checkpoint_keeps_its_reason_and_can_be_taken_back(page: Page) -> None:
    start(page)
    at_point(page, 5)
    tap(page, "point-skip")
    tap(page, "skip-why-repair")
    expect(page.get_by_test_id("toast")).to_contain_text("正在检修")
    tap(page, "open-stations")
    expect(page.get_by_test_id("point-5")).to_contain_text("已跳过：正在检修")
    tap(page, "toast-undo")
    page.get_by_test_id("checkpoint").wait_for()
    tap(page, "open-stations")
    expect(page.get_by_test_id("point-5")).not_to_contain_text("已跳过")


def test_a_round_with_missing_checkpoints_says_which_and_takes_a_reason(page: Page) -> None:
    start(page)
    tap(page, "round-missing")
    for number in range(1, 9):
        tap(page, f"missing-skip-{number}")
        tap(page, "missing-why-weather")
        expect(page.get_by_test_id(f"missing-{number}")).to_have_count(0)
    tap(page, "round-finish")
    expect(page.get_by_test_id("round-state")).to_contain_text("已存本机")
    expect(page.get_by_test_id("round-leave")).to_be_visible()


def test_a_file_that_is_no_photo_is_refused_with_a_reason_and_nothing_is_lost(page: Page) -> None:
    start(page)
    at_point(page, 1)
    page.get_by_test_id("value-flow_in").fill("12.4")
    tap(page, "point-photo")
    fake = {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": b"<svg onload=alert(1)>" * 9}
    page.get_by_test_id("camera-file").set_input_files(fake)
    expect(page.get_by_test_id("camera-fault")).to_contain_text("不是照片")
    tap(page, "camera-close")
    expect(page.get_by_test_id("value-flow_in")).to_have_value("12.4")
    expect(page.get_by_test_id("thumb-0")).to_have_count(0)


def test_where_the_camera_is_not_allowed_a_file_does_and_loses_its_position(page: Page) -> None:
    page.evaluate(NO_CAMERA)
    start(page)
    at_point(page, 1)
    tap(page, "point-photo")
    expect(page.get_by_test_id("camera-denied")).to_be_visible()
    picture = Image.new("RGB", (3200, 2400), "teal")
    exif = Image.Exif()
    exif.get_ifd(0x8825)[2] = (31.0, 14.0, 5.0)  # latitude
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", exif=exif)
    assert b"Exif" in buffer.getvalue()
    file = {"name": "p.jpg", "mimeType": "image/jpeg", "buffer": buffer.getvalue()}
    page.get_by_test_id("camera-file").set_input_files(file)
    tap(page, "camera-done")
    expect(page.get_by_test_id("thumb-0")).to_be_visible()
    kept = bytes(page.evaluate(KEPT_BYTES))
    assert b"Exif" not in kept
    with Image.open(io.BytesIO(kept)) as photo:
        assert photo.format == "JPEG"
        assert photo.size == (1600, 1200)
        strip = photo.crop((0, 1060, 1600, 1200)).convert("L").getextrema()
        assert strip[1] > 200 > 60 > strip[0], "white letters on a dark strip"


def test_a_removed_photo_can_be_brought_back(page: Page) -> None:
    start(page)
    at_point(page, 1)
    tap(page, "point-photo")
    tap(page, "camera-shutter")
    tap(page, "camera-done")
    tap(page, "thumb-0")
    tap(page, "photo-remove")
    expect(page.get_by_test_id("thumb-0")).to_have_count(0)
    tap(page, "toast-undo")
    expect(page.get_by_test_id("thumb-0")).to_be_visible()


def test_a_label_proves_that_a_person_stood_there(page: Page) -> None:
    start(page)
    at_point(page, 3)
    here = re.sub(r"\?.*", "", page.url)
    tap(page, "point-proof")
    page.get_by_test_id("proof-code").fill("A-04")
    tap(page, "proof-save")
    expect(page.get_by_role("alert")).to_contain_text("核对标签")
    page.get_by_test_id("proof-code").fill("a-03")
    tap(page, "proof-save")
    expect(page.get_by_test_id("point-proof-kept")).to_be_visible()
    assert page.url == here
