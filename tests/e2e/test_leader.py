"""The page that sends for all is killed, or frozen: another takes over, and each thing arrives once."""

import contextlib
from collections.abc import Callable

from playwright.sync_api import Error, Page

from server.demo import pictures
from tests.e2e.support import steps
from tests.e2e.support.phone import Phone, frozen
from tests.e2e.support.reader import Reader
from tests.e2e.support.wire import Wire
from tests.support.server import Server

Phones = Callable[[str], Phone]
ONE_PHOTO = 40_000  # bytes: more than the records, less than the photo


def in_the_middle_of_sending(phone: Phone, wire: Wire, server: Server) -> tuple[Page, Page, str]:
    """Two pages; the first leads, and has sent a part of a photo when the network dies away."""
    leader = phone.sign_in("op1")
    phone.is_ready_for_offline()
    other = phone.context.new_page()
    other.goto(phone.url + "/today")
    other.get_by_test_id("today").wait_for()
    wire.cut()
    round_id = steps.start_round(leader)
    leader.get_by_test_id("value-flow_in").fill("12.4")
    steps.add_overview_from_file(leader, pictures.pump("A-01", 1, leak=True))
    wire.mend()
    wire.stall_after(ONE_PHOTO)
    steps.open_sync(leader)
    leader.get_by_test_id("sync-retry-all").click()
    server.has_part_of_an_upload()
    return leader, other, round_id


def arrived_once(server: Server, round_id: str) -> None:
    """Reading and photo are there, each operation once."""
    reader = Reader(server.port)
    assert reader.answer(round_id, "flow_in") == 12.4
    photos = steps.photos_of(reader.record(round_id)["fields"])
    assert [photo["available"] for photo in photos] == [True]


def test_the_leading_page_crashes_in_the_middle_of_sending_and_the_other_finishes(
    phone: Phones, wire: Wire, server: Server
) -> None:
    leader, other, round_id = in_the_middle_of_sending(phone("first"), wire, server)
    with leader.expect_event("crash"), contextlib.suppress(Error):
        leader.goto("chrome://crash")
    wire.cut()
    wire.mend()
    steps.everything_sent(other)
    arrived_once(server, round_id)


def test_the_leading_page_is_frozen_in_the_middle_of_sending_and_the_other_finishes(
    phone: Phones, wire: Wire, server: Server
) -> None:
    first = phone("first")
    leader, other, round_id = in_the_middle_of_sending(first, wire, server)
    with frozen(leader):
        with other.expect_request(lambda sent: sent.method == "PATCH"):
            wire.cut()
            wire.mend()
        steps.everything_sent(other)
        arrived_once(server, round_id)
    leader.get_by_test_id("back").click()
    with other.expect_response("**/api/sync/push"):
        leader.get_by_test_id("value-level_in").fill("3.10")
    steps.everything_sent(leader)
    assert Reader(server.port).answer(round_id, "level_in") == 3.1
