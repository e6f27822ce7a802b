"""A phone that lay frozen for a night: the clock has gone on, the database connection is lost."""

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, Request, Response, expect

from tests.e2e.support import steps
from tests.e2e.support.deployed import Deployed
from tests.e2e.support.phone import Phone, frozen
from tests.e2e.support.reader import Reader

Phones = Callable[[str], Phone]
HERE = ZoneInfo("Asia/Shanghai")
CONNECTIONS = """
  const connections = [];
  const open = IDBFactory.prototype.open;
  IDBFactory.prototype.open = function (...given) {
    const request = open.apply(this, given);
    request.addEventListener("success", () => connections.push(request.result));
    return request;
  };
  window.loseDatabase = () => connections.splice(0).forEach((one) => one.close());
"""


def pushed(answer: Response) -> bool:
    """The server has taken a push."""
    return answer.ok and answer.url.endswith("/api/sync/push")


def evening(phone: Phone, server: Deployed) -> tuple[Page, datetime, float]:
    """Ten in the evening for phone and server: `op1` in a round with one reading, all of it sent."""
    now = datetime.now(HERE)
    late = now.replace(hour=22, minute=0, second=0, microsecond=0)
    ahead = (late - now).total_seconds()
    server.clock_ahead(ahead)
    page = phone.start()
    phone.context.clock.install(time=late)
    phone.context.add_init_script(CONNECTIONS)
    page.goto(phone.url + "/login")
    phone.sign_in("op1")
    phone.is_ready_for_offline()
    expect(page.get_by_test_id("today")).to_contain_text(f"{late.month}月{late.day}日")
    steps.start_round(page)
    with page.expect_response(pushed):
        page.get_by_test_id("value-flow_in").fill("12.4")
    expect(page.get_by_test_id("saved-line")).to_contain_text("已存本机")
    expect(page.get_by_test_id("chip").first).to_contain_text("已同步")
    return page, late, ahead


def sleep(page: Page, server: Deployed, ahead: float, hours: int) -> None:
    """The page is frozen, loses its database, and wakes so many hours later."""
    page.evaluate("loseDatabase()")
    with frozen(page):
        server.clock_ahead(ahead + hours * 3600)
    page.clock.fast_forward(hours * 3_600_000)


def heard(page: Page) -> list[str]:
    """The API requests that the phone sends from now on, by method and path."""
    sent: list[str] = []

    def note(request: Request) -> None:
        if "/api/" in request.url:
            sent.append(request.url.split("/api/")[1])

    page.context.on("request", note)
    return sent


def to_today(page: Page) -> None:
    """From a checkpoint by way of the round."""
    page.get_by_test_id("back").click()
    page.get_by_test_id("round").wait_for()
    page.get_by_test_id("back").click()


def test_after_eight_hours_frozen_the_app_goes_on_by_itself_and_today_is_the_new_day(
    phone: Phones, server: Deployed
) -> None:
    page, late, ahead = evening(phone("first"), server)
    sent = heard(page)
    sleep(page, server, ahead, 8)
    with page.expect_response(pushed):
        page.get_by_test_id("value-level_in").fill("3.10")
    expect(page.get_by_test_id("chip").first).to_contain_text("已同步")
    assert sent.count("auth/refresh") == 1
    assert sent.count("sync/push") <= 4, "one or two pushes, each perhaps refused once for its age"
    assert len(sent) < 15, sent
    to_today(page)
    tomorrow = late + timedelta(days=1)
    expect(page.get_by_test_id("today")).to_contain_text(f"{tomorrow.month}月{tomorrow.day}日")
    expect(page.get_by_test_id("today-sign-in")).to_have_count(0)
    levels = [
        row["fields"]["answers"]["level_in"]["value"]
        for row in Reader(server.port).records("inspection")
        if row["fields"]["status"] == "open" and "level_in" in row["fields"].get("answers", {})
    ]
    assert levels == [3.1]


def test_after_a_month_frozen_recording_goes_on_and_a_sign_in_sends_it(
    phone: Phones, server: Deployed
) -> None:
    first = phone("first")
    page, _late, ahead = evening(first, server)
    sent = heard(page)
    sleep(page, server, ahead, 31 * 24)
    page.get_by_test_id("value-level_in").fill("3.10")
    expect(page.get_by_test_id("saved-line")).to_contain_text("已存本机")
    to_today(page)
    expect(page.get_by_test_id("today-sign-in")).to_contain_text("可以继续记录")
    assert sent.count("auth/refresh") == 1
    assert len(sent) < 10, sent
    page.get_by_test_id("today-sign-in").click()
    first.sign_in("op1")
    steps.everything_sent(page)
    expect(page.get_by_test_id("chip").first).to_contain_text("已同步")
