"""The desk's first page: what came, what was missed, and the same as a table and by keyboard."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e.support.phone import Phone

DESK = {"width": 1440, "height": 900}
Phones = Callable[[str], Phone]


def open_desk(phone: Phones, username: str, path: str) -> Page:
    """Sign in at a desk and open one of its pages."""
    place = phone(f"desk-{username}")
    place.screen = DESK
    page = place.sign_in(username)
    page.goto(place.url + path)
    return page


def test_a_missed_round_is_hatched_and_opens_its_day(phone: Phones) -> None:
    page = open_desk(phone, "super", "/desk")
    missed = page.locator('[data-state="missed"]').first
    expect(missed).to_be_visible()
    missed.click()
    expect(page.get_by_test_id("desk-records")).to_be_visible()
    expect(page.get_by_test_id("desk-filter-kind")).to_have_value("inspection")


def test_the_key_t_turns_each_chart_into_its_table(phone: Phones) -> None:
    page = open_desk(phone, "super", "/desk")
    expect(page.get_by_test_id("desk-heat-A")).to_be_visible()
    page.keyboard.press("t")
    expect(page.get_by_test_id("desk-heat-table-A")).to_contain_text("漏检")
    expect(page.get_by_test_id("desk-clocks-table")).to_be_visible()


def test_arrow_keys_walk_the_rounds(phone: Phones) -> None:
    page = open_desk(phone, "super", "/desk")
    grid = page.get_by_test_id("desk-heat-A")
    last = grid.locator('button[tabindex="0"]')
    last.focus()
    before = page.evaluate("document.activeElement.dataset.at")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowDown")
    row, column = before.split("/")
    after = page.evaluate("document.activeElement.dataset.at")
    assert after == f"{int(row) + 1}/{int(column) - 1}"


def test_a_supervisor_sees_only_the_own_site(phone: Phones) -> None:
    page = open_desk(phone, "super", "/desk")
    expect(page.get_by_test_id("desk-heat-A")).to_be_visible()
    expect(page.get_by_test_id("desk-heat-B")).to_have_count(0)
