"""Proxies that strip, cut, repeat, refuse and dawdle: nothing counts as sent that is not, all lands once."""

import threading
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from server.demo import pictures
from tests.e2e.support import steps
from tests.e2e.support.phone import Phone
from tests.e2e.support.proxy import Forward, Message, Proxy, html
from tests.e2e.support.reader import Reader
from tests.support.server import Server

Phones = Callable[[str], Phone]
PUSH = "/api/sync/push"
FEW = 1_500  # bytes: more than any one operation, less than a round of them
HALF_AN_ANSWER = b'{"epoch":"e1","server_time":"2026-11-22T00:00:00Z","results":[{"op_id":"'
ONE_ROUND_TRIP = "() => fetch('/api/auth/me').then((answer) => answer.text()).then(() => 0)"
LONG = "泵房灯管闪烁，已报修。" * 60


@pytest.fixture
def wire(server: Server) -> Iterator[Proxy]:
    """Between phones and server stands a proxy, not a wire."""
    proxy = Proxy(server.port)
    yield proxy
    proxy.close()


def broken(_request: Message, _forward: Forward) -> None:
    """No connection at all."""


def ready(phone: Phone, *, slow_time: bool = False) -> Page:
    """`op1` at Today, the app in the browser's cache; with `slow_time` the test turns the clock."""
    page = phone.start()
    if slow_time:
        phone.context.clock.install()
    page.goto(phone.url + "/login")
    phone.sign_in("op1")
    phone.is_ready_for_offline()
    return page


def one_reading(page: Page) -> str:
    """A new round with one reading, saved on the phone."""
    round_id = steps.start_round(page)
    page.get_by_test_id("value-flow_in").fill("12.4")
    expect(page.get_by_test_id("saved-line")).to_contain_text("已存本机")
    return round_id


def still_waits(page: Page, round_id: str) -> None:
    """The sync screen says that the round is still here, and claims nothing else."""
    expect(page.get_by_test_id(f"sync-thing-{round_id}")).to_be_visible()
    expect(page.get_by_test_id("sync-bytes")).to_be_visible()
    expect(page.get_by_test_id("sync")).not_to_contain_text("服务器已全部收到")


def test_a_proxy_that_tears_off_the_label_of_compressed_bodies_gets_them_plain(
    phone: Phones, wire: Proxy, server: Server
) -> None:
    torn: list[int] = []

    def strip(request: Message, forward: Forward) -> Message:
        labelled = any(name.lower() == "content-encoding" for name, _ in request.headers)
        request.drop("content-encoding", "accept-encoding")
        answer = forward(request)
        if labelled:
            torn.append(answer.status)
        return answer

    page = ready(phone("first"))
    with wire.doing(strip):
        round_id = one_reading(page)
        page.get_by_test_id("point-note").click()
        with page.expect_request(lambda sent: LONG.encode() in (sent.post_data_buffer or b"")):
            page.get_by_test_id("point-note-text").fill(LONG)
            page.keyboard.press("Escape")
        steps.everything_sent(page)
        expect(page.get_by_test_id("chip").first).not_to_contain_text("需处理")
    assert Reader(server.port).answer(round_id, "flow_in") == 12.4
    assert torn == [400], "one compressed body was tried, and no more"
    assert any(LONG in str(row) for row in Reader(server.port).history(round_id))


def test_truncated_answers_count_for_nothing_and_repeated_requests_land_once(
    phone: Phones, wire: Proxy, server: Server
) -> None:
    def truncate(request: Message, forward: Forward) -> Message:
        if request.path == PUSH:  # the worst case: nothing of it has reached the server
            return Message([("Content-Type", "application/json")], HALF_AN_ANSWER, status=200)
        answer = forward(request)
        answer.body = answer.body[: len(answer.body) // 2]
        return answer

    def repeat(request: Message, forward: Forward) -> Message:
        forward(request)
        return forward(request)

    page = ready(phone("first"))
    with wire.doing(broken):
        round_id = one_reading(page)
        steps.add_overview_from_file(page, pictures.gauge(0.5, "MPa", "A-01", 1))
        steps.open_sync(page)
    with wire.doing(truncate):
        pushed = wire.count(PUSH)
        page.get_by_test_id("sync-retry-all").click()
        wire.has_seen(PUSH, pushed + 1)
        expect(page.get_by_test_id("sync-line")).to_have_attribute(
            "aria-label", "手机到服务器：断开"
        )
        still_waits(page, round_id)
    with wire.doing(repeat):
        page.get_by_test_id("sync-retry-all").click()
        steps.everything_sent(page)
    reader = Reader(server.port)
    assert reader.answer(round_id, "flow_in") == 12.4
    photos = steps.photos_of(reader.record(round_id)["fields"])
    assert [photo["available"] for photo in photos] == [True]
    expect(page.get_by_test_id("chip").first).not_to_contain_text("需处理")


def test_half_an_hour_of_errors_is_borne_without_a_storm_and_ends_well(
    phone: Phones, wire: Proxy, server: Server
) -> None:
    first = phone("first")
    page = ready(first, slow_time=True)
    before = wire.count(PUSH)
    with wire.doing(lambda _request, _forward: html(500)):
        round_id = one_reading(page)
        wire.has_seen(PUSH, before + 1)
        steps.open_sync(page)
        for _ in range(90):
            page.clock.fast_forward(20_000)
            page.evaluate(ONE_ROUND_TRIP)  # a try that has come due gets its answer, too
        still_waits(page, round_id)
        tried = wire.count(PUSH) - before
    assert 3 < tried < 45, (
        "full jitter up to five minutes gives some eighteen tries in half an hour"
    )
    page.get_by_test_id("sync-retry-all").click()
    steps.everything_sent(page)
    assert Reader(server.port).answer(round_id, "flow_in") == 12.4


def test_a_proxy_that_asks_for_patience_gets_it_and_one_that_takes_little_gets_little(
    phone: Phones, wire: Proxy, server: Server
) -> None:
    refused: list[int] = []

    def refuse_much(request: Message, forward: Forward) -> Message:
        if len(request.body) <= FEW:
            return forward(request)
        refused.append(len(request.body))
        return html(413)

    first = phone("first")
    page = ready(first, slow_time=True)
    with wire.doing(broken):
        round_id = steps.start_round(page)
        page.get_by_test_id("value-flow_in").fill("12.4")
        steps.finish_round(page)
        steps.open_sync(page)
    with wire.doing(lambda _request, _forward: html(429, Retry_After="600")):
        before = wire.count(PUSH)
        page.get_by_test_id("sync-retry-all").click()
        wire.has_seen(PUSH, before + 1)
        still_waits(page, round_id)
    asked = wire.count(PUSH)
    for _ in range(9):
        page.clock.fast_forward(60_000)
    still_waits(page, round_id)
    assert wire.count(PUSH) == asked
    with wire.doing(refuse_much, PUSH):
        page.clock.fast_forward(70_000)
        expect(page.get_by_test_id("sync-bytes")).to_have_count(0)
    assert refused
    assert wire.count(PUSH) - asked < 40
    assert Reader(server.port).answer(round_id, "flow_in") == 12.4
    assert Reader(server.port).record(round_id)["fields"]["status"] == "submitted"


def test_an_answer_that_comes_after_the_phone_gave_up_changes_nothing(
    phone: Phones, wire: Proxy, server: Server
) -> None:
    given_up = threading.Event()
    held: list[Message] = []

    def dawdle(request: Message, forward: Forward) -> Message:
        answer = forward(request)
        if not held:
            held.append(answer)
            given_up.wait(60)
        return answer

    first = phone("first")
    page = ready(first, slow_time=True)
    with wire.doing(dawdle, PUSH):
        round_id = one_reading(page)
        steps.open_sync(page)
        wire.has_seen(PUSH, 1)
        with page.expect_event("requestfailed"):
            page.clock.fast_forward(46_000)
        still_waits(page, round_id)
        given_up.set()
        page.get_by_test_id("sync-retry-all").click()
        steps.everything_sent(page)
    assert held[0].status == 200
    assert Reader(server.port).answer(round_id, "flow_in") == 12.4
