"""Reviewing at the desk: approve and undo by keys, return with a comment that reaches the author."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e.support.phone import Phone
from tests.e2e.test_desk_home import open_desk

Phones = Callable[[str], Phone]
AUTHOR = "林秀英"


def first_of(page: Page, text: str) -> str:
    """The id of the first waiting record whose row says `text`."""
    rows = page.locator('[data-testid^="desk-review-row-"]', has_text=text)
    testid = rows.first.get_attribute("data-testid")
    assert testid
    return testid.removeprefix("desk-review-row-")


def test_an_approval_taken_back_in_time_was_never_made(phone: Phones) -> None:
    page = open_desk(phone, "super", "/desk/review")
    record = first_of(page, AUTHOR)
    page.get_by_test_id(f"desk-review-row-{record}").click()
    page.keyboard.press("a")
    expect(page.get_by_test_id("desk-undo-bar")).to_be_visible()
    expect(page.get_by_test_id(f"desk-review-row-{record}")).to_have_count(0)
    page.keyboard.press("u")
    expect(page.get_by_test_id(f"desk-review-row-{record}")).to_be_visible()
    expect(page.get_by_test_id("desk-online")).to_contain_text("待传 0")
    page.goto(page.url.split("/desk")[0] + f"/desk/records?id={record}")
    expect(page.get_by_test_id("desk-history")).to_contain_text("待审")
    expect(page.get_by_test_id("desk-history")).not_to_contain_text("已通过")


def test_leaving_the_page_makes_the_decision_and_the_server_has_it(phone: Phones) -> None:
    page = open_desk(phone, "super", "/desk/review")
    record = first_of(page, AUTHOR)
    page.get_by_test_id(f"desk-review-row-{record}").click()
    page.keyboard.press("a")
    expect(page.get_by_test_id("desk-undo-bar")).to_be_visible()
    page.get_by_test_id("desk-rail-records").click()
    page.get_by_test_id(f"desk-record-row-{record}").click()
    expect(page.get_by_test_id("desk-history")).to_contain_text("待审 → 已通过")


def test_a_return_needs_a_comment_and_tops_the_authors_today(phone: Phones) -> None:
    page = open_desk(phone, "super", "/desk/review")
    record = first_of(page, AUTHOR)
    page.get_by_test_id(f"desk-review-row-{record}").click()
    page.keyboard.press("r")
    page.get_by_test_id("desk-composer-send").click()
    expect(page.get_by_test_id("desk-composer-text")).to_have_attribute("aria-invalid", "true")
    page.get_by_test_id("desk-composer-text").fill("请补拍现场照片")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_test_id("desk-undo-bar")).to_be_visible()
    page.get_by_test_id("desk-rail-records").click()
    page.get_by_test_id(f"desk-record-row-{record}").click()
    expect(page.get_by_test_id("desk-history")).to_contain_text("待审 → 被退回")
    phone("desk-super").close()
    author = phone("author").sign_in("op1")
    expect(author.get_by_test_id(f"today-returned-{record}")).to_contain_text("请补拍现场照片")


def test_what_has_no_limit_is_not_called_normal(phone: Phones) -> None:
    page = open_desk(phone, "manager", "/desk/review")
    line = page.locator('[data-verdict="unset"]').first
    expect(line).to_contain_text("未设限值")
