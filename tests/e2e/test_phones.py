"""Lost and revoked phones: what each still held, and what a revoked one keeps and loses (quality 22)."""

import json
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, Response, expect

from tests.e2e.support import steps
from tests.e2e.support.phone import Phone
from tests.e2e.support.reader import Reader
from tests.e2e.test_desk_home import open_desk
from tests.e2e.test_phone_screens import faults
from tests.support.server import Server

Phones = Callable[[str], Phone]
DEVICE = """() => new Promise((done, failed) => {
  const asked = indexedDB.open('roundbook');
  asked.onerror = failed;
  asked.onsuccess = () => {
    const store = asked.result.transaction('meta').objectStore('meta');
    store.get('device').onsuccess = (found) => {
      const { key, ...rest } = found.target.result.value;
      done({ ...rest, key: key ? Object.keys(key).length + 1 : 0 });
    };
  };
})"""


def device(page: Page) -> dict[str, Any]:
    """The phone as it knows itself; `key` is 0 when there is none."""
    found: dict[str, Any] = page.evaluate(DEVICE)
    return found


def report(page: Page, title: str) -> str:
    """A new issue by the tab; its id."""
    page.get_by_test_id("tab-issues").click()
    page.get_by_test_id("issues-new").click()
    page.get_by_test_id("issue-title").fill(title)
    page.get_by_test_id("issue-save").click()
    page.get_by_test_id("issue-edit").wait_for()
    return page.url.rsplit("/", 1)[1]


def test_p4b_a_revoked_phone_erases_its_key_keeps_its_queue_and_a_person_judges_it(
    phone: Phones, server: Server
) -> None:
    page = phone("op1").sign_in("op1")
    phone("op1").is_ready_for_offline()
    mine = device(page)
    assert mine["key"]
    steps.go_offline(page)
    issue = report(page, "二号泵机封渗漏")

    desk = open_desk(phone, "super", "/admin/devices")
    row = desk.get_by_test_id(f"desk-phone-{mine['device_id']}")
    expect(row).to_contain_text("林秀英")
    desk.get_by_test_id(f"desk-revoke-{mine['device_id']}").click()
    expect(desk.get_by_test_id("desk-revoke-queue")).to_contain_text("既不采信也不丢弃")
    assert faults(desk) == []
    desk.get_by_test_id("desk-revoke-now").click()
    expect(row).to_contain_text("何立群")
    expect(row).to_have_attribute("data-revoked", "true")

    steps.go_online(page)
    steps.open_sync(page)
    expect(page.get_by_test_id("sync-revoked")).to_contain_text("签名密钥已删除")
    expect(page.get_by_test_id("sync-revoked")).to_contain_text("1 项")
    assert device(page) == {**mine, "key": 0}
    page.goto(phone("op1").url + "/today")
    expect(page.get_by_test_id("today-revoked")).to_be_visible()
    assert faults(page) == []
    page.goto(phone("op1").url + "/login")
    phone("op1").sign_in("op1")
    assert device(page)["device_id"] != mine["device_id"]
    steps.open_sync(page)
    expect(page.get_by_test_id(f"sync-thing-{issue}")).to_contain_text("这台手机已停用")

    assert issue not in {row["id"] for row in Reader(server.port).records("issue")}
    desk.get_by_test_id("desk-rail-quarantine").click()
    desk.get_by_test_id(f"desk-apart-row-{issue}").click()
    expect(desk.get_by_test_id("desk-apart-why")).to_contain_text("手机已停用")
    expect(desk.get_by_test_id("desk-apart-fields")).to_contain_text("二号泵机封渗漏")


def says_that_something_waits(answer: Response) -> bool:
    """A pull that told the server of a queue."""
    if not answer.url.endswith("/api/sync/pull"):
        return False
    return bool(answer.request.post_data_json["waiting"]["ops"])


def test_the_list_of_phones_tells_what_waited_at_the_last_contact(
    phone: Phones, server: Server
) -> None:
    page = phone("op1").sign_in("op1")
    phone("op1").is_ready_for_offline()
    fault = {"code": "internal", "title": "internal", "status": 500}
    page.context.route(
        "**/api/sync/push",
        lambda route: route.fulfill(
            status=500, content_type="application/problem+json", body=json.dumps(fault)
        ),
    )
    with page.expect_response(says_that_something_waits):
        report(page, "二号泵机封渗漏")
    desk = open_desk(phone, "admin", "/admin/devices")
    row = desk.get_by_test_id(f"desk-phone-{device(page)['device_id']}")
    expect(row).to_contain_text("1 项修改")
    held = Reader(server.port).records("issue")
    assert "二号泵机封渗漏" not in [one["fields"]["title"] for one in held]


def test_an_operator_finds_no_list_of_other_peoples_phones(phone: Phones) -> None:
    other = device(phone("op1").sign_in("op1"))
    page = open_desk(phone, "lead", "/admin/devices")
    own = device(page)
    expect(page.get_by_test_id(f"desk-phone-{own['device_id']}")).to_be_visible()
    expect(page.get_by_test_id(f"desk-phone-{other['device_id']}")).to_have_count(0)
    expect(page.get_by_test_id("desk-rail-devices")).to_have_count(0)
