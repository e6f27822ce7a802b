"""Deciding a conflict at the desk: nothing preselected, all fields or nothing, everyone sees it."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.e2e.support.phone import Phone
from tests.e2e.test_desk_home import open_desk

Phones = Callable[[str], Phone]


def test_nothing_is_preselected_and_confirm_waits_for_every_field(phone: Phones) -> None:
    page = open_desk(phone, "super", "/desk/conflicts")
    expect(page.get_by_test_id("desk-conflict")).to_be_visible()
    assert page.locator('[data-testid="desk-conflict"] input:checked').count() == 0
    confirm = page.get_by_test_id("desk-confirm")
    expect(confirm).to_be_disabled()
    page.keyboard.press("1")
    expect(confirm).to_be_disabled()
    expect(page.get_by_test_id("desk-chosen")).to_contain_text("1 / 3")
    page.keyboard.press("Shift+Digit2")
    expect(page.get_by_test_id("desk-chosen")).to_contain_text("3 / 3")
    expect(confirm).to_be_enabled()


def test_a_decision_by_keyboard_reaches_another_desk_with_both_values_readable(
    phone: Phones,
) -> None:
    page = open_desk(phone, "super", "/desk/conflicts")
    expect(page.get_by_test_id("desk-phone-description")).to_be_visible()
    page.keyboard.press("Shift+Digit1")
    page.get_by_test_id("desk-phone-description").check()
    page.locator("h1").click()
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("desk-conflicts-empty")).to_be_visible()
    expect(page.get_by_test_id("desk-online")).to_contain_text("待传 0")
    phone("desk-super").close()

    other = open_desk(phone, "manager", "/desk/conflicts")
    other.get_by_test_id("desk-conflict-list-resolved").click()
    expect(other.get_by_test_id("desk-decided-by")).to_contain_text("何立群")
    expect(other.get_by_test_id("desk-decided-by")).to_contain_text("留手机 1")
    field = other.get_by_test_id("desk-field-description")
    expect(field).to_contain_text("已关小进口阀")
    expect(field).to_contain_text("P-101B")
    expect(other.get_by_test_id("desk-phone-description")).to_be_checked()


def test_a_third_value_can_be_entered(phone: Phones) -> None:
    page = open_desk(phone, "super", "/desk/conflicts")
    page.get_by_test_id("desk-other-description").click()
    page.get_by_test_id("desk-other-input-description").fill("已停泵，等检修")
    page.get_by_test_id("desk-other-use-description").click()
    expect(page.get_by_test_id("desk-own-description")).to_contain_text("已停泵，等检修")
    expect(page.get_by_test_id("desk-chosen")).to_contain_text("1 / 3")


def test_an_operator_reads_the_conflict_of_another_but_may_not_decide_it(phone: Phones) -> None:
    page = open_desk(phone, "lead", "/desk/conflicts")
    expect(page.get_by_test_id("desk-conflict")).to_be_visible()
    expect(page.get_by_test_id("desk-confirm")).to_have_count(0)
