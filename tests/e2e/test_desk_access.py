"""Every page of the desk for people who hear it or need other colours: axe finds nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.support.phone import Phone
from tests.e2e.test_desk_home import open_desk

AXE = Path(__file__).resolve().parents[2] / "pwa/node_modules/axe-core/axe.min.js"
PAGES = {
    "/desk": "desk-heat-A",
    "/desk/review": "desk-record",
    "/desk/conflicts": "desk-conflict",
    "/desk/quarantine": "desk-quarantine",
    "/admin/devices": "desk-phones-table",
    "/desk/records": "desk-records-table",
    "/desk/issues": "desk-issues-table",
}


@pytest.mark.parametrize(
    ("theme", "language"), [("light", "zh-Hans"), ("dark", "en"), ("sun", "zh-Hant")]
)
def test_axe_finds_nothing_on_any_page_of_the_desk(
    phone: Callable[[str], Phone], theme: str, language: str
) -> None:
    page = open_desk(phone, "super", "/desk")
    page.evaluate(
        "([theme, language]) => { localStorage.setItem('roundbook.theme', theme);"
        " localStorage.setItem('roundbook.language', language); }",
        [theme, language],
    )
    root = page.url.split("/desk")[0]
    found: dict[str, list[str]] = {}
    for path, landmark in PAGES.items():
        page.goto(root + path)
        page.get_by_test_id(landmark).wait_for()
        page.evaluate(AXE.read_text())
        violations = page.evaluate("axe.run().then((result) => result.violations)")
        if violations:
            found[path] = [f"{one['id']}: {one['nodes'][0]['html']}" for one in violations]
    assert found == {}
