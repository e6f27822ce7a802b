"""A round for people who hear it, need other colours, larger targets or twice the text."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.support.phone import Phone

Phones = Callable[[str], Phone]
AXE = Path(__file__).resolve().parents[2] / "pwa/node_modules/axe-core/axe.min.js"
WEAR = """([theme, language]) => {
  localStorage.setItem("roundbook.theme", theme);
  localStorage.setItem("roundbook.language", language);
}"""
FAULTS = """async () => (await axe.run()).violations.map(
  (one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 120)).join(" | ")}`)"""
SMALL = """() => [...document.querySelectorAll("button, a, input, textarea")]
  .filter((one) => one.offsetParent && !one.matches(".hidden, .skip"))
  .map((one) => [one.dataset.testid ?? one.className, one.getBoundingClientRect()])
  .filter(([, box]) => box.width < 48 || box.height < 48).map(([name]) => name)"""
OVERFLOW = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture
def screens(phone: Phones) -> tuple[Page, dict[str, str]]:
    """A round under way, and the addresses of its screens with what shows that each is there."""
    page = phone("first").sign_in("op1")
    page.get_by_test_id("today-start").click()
    page.get_by_test_id("round").or_(page.get_by_test_id("today-early")).wait_for()
    if page.get_by_test_id("today-early").count():
        page.get_by_test_id("today-early-start").click()
    page.get_by_test_id("round").wait_for()
    whole = page.url
    page.get_by_test_id("point-4").click()
    page.get_by_test_id("value-pressure_diff").fill("0.38")
    expect(page.get_by_test_id("saved-line")).to_contain_text("已存本机")
    point = page.url
    return page, {
        "round": whole,
        "checkpoint": point,
        "abnormal": f"{point}?item=pressure_diff",
        "camera": f"{point}?item=pressure_diff&shoot=pressure_diff",
    }


@pytest.mark.parametrize(
    ("theme", "language"), [("light", "zh-Hans"), ("dark", "zh-Hant"), ("sun", "en")]
)
def test_axe_finds_nothing_and_every_target_fits_a_glove(
    screens: tuple[Page, dict[str, str]], theme: str, language: str
) -> None:
    page, addresses = screens
    page.evaluate(WEAR, [theme, language])
    for screen, address in addresses.items():
        page.goto(address)
        page.get_by_test_id(screen).wait_for()
        page.evaluate(AXE.read_text(encoding="utf-8"))
        assert page.evaluate(FAULTS) == [], screen
        assert page.evaluate(SMALL) == [], screen


def test_at_twice_the_text_nothing_runs_off_the_side(screens: tuple[Page, dict[str, str]]) -> None:
    page, addresses = screens
    for screen, address in addresses.items():
        page.goto(address)
        page.get_by_test_id(screen).wait_for()
        page.evaluate("() => { document.documentElement.style.fontSize = '200%' }")
        assert not page.evaluate(OVERFLOW), screen
