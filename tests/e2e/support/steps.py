"""What an operator does on a phone, step by step. Asserts only what a step needs to go on."""

import re
from typing import Any

from playwright.sync_api import Page, expect

READINGS = {
    "flow_in": "12.4",
    "level_in": "3.10",
    "cond_in": "18.2",
    "ph_in": "7.70",
    "flow_out": "9.1",
    "cond_out": "402",
    "ph_out": "7.28",
    "pressure_in": "0.42",
    "pressure_diff": "0.19",
    "temp_process": "27.5",
}
MUST_BE_CHOSEN = ("choice-appearance_out-clear", "pass-cabinet")
CHECKPOINT = re.compile(r"/rounds/[^/]+/p/[^/?]+$")


def go_offline(page: Page) -> None:
    """Flight mode. The wire is cut as well by those tests that must be sure."""
    page.context.set_offline(True)


def go_online(page: Page) -> None:
    """Flight mode off."""
    page.context.set_offline(False)


def start_round(page: Page) -> str:
    """From Today into a new round, at its first checkpoint. The round's id comes back."""
    page.get_by_test_id("today-start").click()
    return go_on(page)


def go_on(page: Page) -> str:
    """To the checkpoint where the round that opens stands. The round's id comes back."""
    page.get_by_test_id("round-continue").or_(page.get_by_test_id("checkpoint")).first.wait_for()
    if page.get_by_test_id("round-continue").count():
        page.get_by_test_id("round-continue").click()
    page.get_by_test_id("checkpoint").wait_for()
    found = re.search(r"/rounds/([^/?]+)", page.url)
    assert found, page.url
    return found.group(1)


def walk_on(page: Page) -> None:
    """Answer the open checkpoint as usual and go to the next one, or to the round's end."""
    here = page.url
    for item, value in READINGS.items():
        field = page.get_by_test_id(f"value-{item}")
        if field.count():
            field.fill(value)
    for testid in MUST_BE_CHOSEN:
        choice = page.get_by_test_id(testid)
        if choice.count():
            choice.click()
    onward = page.get_by_test_id("point-next")
    expect(onward).not_to_contain_text("还差")
    onward.click()
    expect(page).not_to_have_url(here)


def find_abnormal(page: Page, item: str) -> None:
    """Fail an item and save answer, photo and issue with one tap."""
    describe_abnormal(page, item)
    page.get_by_test_id("abnormal-save").click()
    expect(page.get_by_test_id("abnormal")).to_have_count(0)


def describe_abnormal(page: Page, item: str) -> None:
    """Fail an item: pick a cause, take a photo."""
    page.get_by_test_id(f"fail-{item}").click()
    page.get_by_test_id("abnormal").wait_for()
    page.locator("[data-testid^=cause-]").first.click()
    page.get_by_test_id("abnormal-photo").first.click()
    page.get_by_test_id("camera-shutter").click()
    page.get_by_test_id("abnormal-shot").first.wait_for()


def add_overview_from_file(page: Page, picture: bytes) -> None:
    """A photo from a file instead of the camera, at the open checkpoint."""
    page.get_by_test_id("point-photo").first.click()
    # The keys move when the camera comes alive: a tap before that could hit the shutter.
    page.get_by_test_id("camera-shutter").wait_for()
    file: Any = {"name": "overview.jpg", "mimeType": "image/jpeg", "buffer": picture}
    page.get_by_test_id("camera-file").set_input_files(file)
    page.get_by_test_id("camera-done").click()
    page.get_by_test_id("thumb-0").wait_for()


def finish_round(page: Page) -> None:
    """Walk to the end and finish; the round waits on this phone then."""
    while CHECKPOINT.search(page.url):
        walk_on(page)
    page.get_by_test_id("round-finish").click()
    page.get_by_test_id("round-summary").wait_for()


def everything_sent(page: Page) -> None:
    """Open the sync screen and wait until nothing waits on this phone."""
    open_sync(page)
    expect(page.get_by_test_id("sync-bytes")).to_have_count(0, timeout=60_000)


def open_sync(page: Page) -> None:
    """From any screen by the chip in its header."""
    page.get_by_test_id("chip").first.click()
    page.get_by_test_id("sync-summary").wait_for()


def photos_of(fields: dict[str, Any]) -> list[dict[str, Any]]:
    """All attachments that an inspection names, its answers' included."""
    answers = fields.get("answers", {}).values()
    return fields.get("photos", []) + [p for answer in answers for p in answer.get("photos", [])]
