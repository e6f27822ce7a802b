"""What goes wrong in the field: killed browsers, cut wires, portals, restarts, two tabs, two taps."""

from collections.abc import Callable

from playwright.sync_api import Page, Request, expect

from server.demo import pictures
from tests.e2e.support import steps
from tests.e2e.support.phone import Phone
from tests.e2e.support.reader import Reader
from tests.e2e.support.wire import Wire
from tests.support.server import Server

Phones = Callable[[str], Phone]
ONE_PHOTO = 40_000  # bytes: more than the records of a round, less than its photo
PUSH = "**/api/sync/push"


def signed_in(phone: Phone) -> Page:
    """`op1` at Today, the app in the browser's cache."""
    page = phone.sign_in("op1")
    phone.is_ready_for_offline()
    return page


def test_a_browser_killed_in_the_middle_of_a_round_goes_on_where_it_was(
    phone: Phones, wire: Wire
) -> None:
    first = phone("first")
    page = signed_in(first)
    wire.cut()
    round_id = steps.start_round(page)
    steps.walk_on(page)
    page.get_by_test_id("value-cond_in").fill("18.7")
    expect(page.get_by_test_id("saved-line")).to_contain_text("已存本机")
    first.kill()
    page = first.open("/")
    page.get_by_test_id("today-go-on").click()
    assert steps.go_on(page) == round_id
    expect(page.get_by_test_id("value-cond_in")).to_have_value("18.70")


def test_a_browser_killed_in_the_middle_of_a_sync_sends_everything_once(
    phone: Phones, wire: Wire, server: Server
) -> None:
    first = phone("first")
    page = signed_in(first)
    wire.cut()
    round_id = steps.start_round(page)
    steps.add_overview_from_file(page, pictures.gauge(0.5, "MPa", "A-01", 1))
    steps.finish_round(page)
    wire.mend()
    wire.cut_after(20_000)
    wire.was_cut.wait(60)
    first.kill()
    wire.mend()
    page = first.open("/today", signed_out=True)
    page.get_by_test_id("today-sign-in").click()
    first.sign_in("op1")
    steps.everything_sent(page)
    reader = Reader(server.port)
    assert all(p["available"] for p in steps.photos_of(reader.record(round_id)["fields"]))
    ops = [row["op"]["op_id"] for row in reader.history(round_id)]
    assert len(ops) == len(set(ops))
    assert [row["outcome"] for row in reader.history(round_id)] == ["applied"] * len(ops)


def test_a_server_restarted_in_the_middle_of_a_push_keeps_one_of_each(
    phone: Phones, wire: Wire, server: Server
) -> None:
    first = phone("first")
    page = signed_in(first)
    wire.cut()
    round_id = steps.start_round(page)
    steps.finish_round(page)
    with page.expect_request(PUSH):
        wire.mend()
        steps.open_sync(page)
        page.get_by_test_id("sync-retry-all").click()
    server.kill()
    server.start()
    page.get_by_test_id("sync-retry-all").click()
    steps.everything_sent(page)
    reader = Reader(server.port)
    assert reader.record(round_id)["fields"]["status"] == "submitted"
    ops = [row["op"]["op_id"] for row in reader.history(round_id)]
    assert len(ops) == len(set(ops))


def test_a_captive_portals_page_is_never_taken_for_an_answer(
    phone: Phones, wire: Wire, server: Server
) -> None:
    first = phone("first")
    page = signed_in(first)
    wire.cut()
    round_id = steps.start_round(page)
    steps.finish_round(page)
    wire.hijack()
    steps.open_sync(page)
    with page.expect_response(PUSH) as portal:
        page.get_by_test_id("sync-retry-all").click()
    assert portal.value.status == 200
    assert "text/html" in portal.value.headers["content-type"]
    expect(page.get_by_test_id(f"sync-thing-{round_id}")).to_be_visible()
    expect(page.get_by_test_id("sync-bytes")).to_be_visible()
    wire.cut()
    wire.mend()
    page.get_by_test_id("sync-retry-all").click()
    steps.everything_sent(page)
    assert Reader(server.port).record(round_id)["fields"]["status"] == "submitted"


def test_a_photo_cut_on_its_way_goes_on_from_the_byte_where_it_stopped(
    phone: Phones, wire: Wire, server: Server
) -> None:
    first = phone("first")
    page = signed_in(first)
    wire.cut()
    round_id = steps.start_round(page)
    steps.add_overview_from_file(page, pictures.pump("A-01", 1, leak=True))
    wire.mend()
    wire.stall_after(ONE_PHOTO)
    server.has_part_of_an_upload()
    wire.cut()
    offsets: list[int] = []
    begun: list[str] = []

    def note(request: Request) -> None:
        if request.method == "POST" and request.url.endswith("/api/blobs/uploads"):
            begun.append(request.url)
        # One sent again by the browser's own network layer may still name the old offset.
        if request.method == "PATCH" and "/api/blobs/uploads/" in request.url:
            offsets.append(int(request.headers["upload-offset"]))

    page.context.on("request", note)
    wire.mend()
    steps.open_sync(page)
    page.get_by_test_id("sync-retry-all").click()
    steps.everything_sent(page)
    fields = Reader(server.port).record(round_id)["fields"]
    assert [p["available"] for p in steps.photos_of(fields)] == [True]
    assert begun == [], "it began a second upload"
    assert max(offsets) > 0, "it began again from nothing"


def test_two_tabs_send_each_thing_once_and_the_second_takes_over(
    phone: Phones, wire: Wire, server: Server
) -> None:
    first = phone("first")
    page = signed_in(first)
    other = first.context.new_page()
    other.goto(first.url + "/today")
    other.get_by_test_id("today").wait_for()
    pushed: list[str] = []

    def note(request: Request) -> None:
        if request.url.endswith("/api/sync/push"):
            pushed.append(request.url)

    first.context.on("request", note)
    round_id = steps.start_round(page)
    steps.walk_on(page)
    steps.everything_sent(page)
    page.close()
    other.goto(first.url + f"/rounds/{round_id}")
    other.get_by_test_id("round-continue").click()
    steps.walk_on(other)
    steps.everything_sent(other)
    reader = Reader(server.port)
    history = reader.history(round_id)
    assert [row["outcome"] for row in history] == ["applied"] * len(history)
    answers = reader.record(round_id)["fields"]["answers"]
    assert answers["flow_in"]["value"] == 12.4
    assert answers["ph_in"]["value"] == 7.7
    assert pushed


def test_a_double_tap_starts_one_round_and_raises_one_issue(
    phone: Phones, wire: Wire, server: Server
) -> None:
    first = phone("first")
    page = signed_in(first)
    page.get_by_test_id("today-start").dblclick()
    steps.go_on(page)
    steps.describe_abnormal(page, "leak_in")
    page.get_by_test_id("abnormal-save").dblclick()
    expect(page.get_by_test_id("abnormal")).to_have_count(0)
    steps.everything_sent(page)
    reader = Reader(server.port)
    open_rounds = [r for r in reader.records("inspection") if r["fields"]["status"] == "open"]
    assert len(open_rounds) == 1
    source = open_rounds[0]["id"]
    raised = [r for r in reader.records("issue") if r["fields"].get("source_id") == source]
    assert len(raised) == 1
    assert len(steps.photos_of(open_rounds[0]["fields"])) == 1


def test_a_file_that_is_no_photo_is_refused_with_a_reason_and_nothing_is_lost(
    phone: Phones, wire: Wire
) -> None:
    page = signed_in(phone("first"))
    steps.start_round(page)
    page.get_by_test_id("value-flow_in").fill("12.4")
    page.get_by_test_id("point-photo").first.click()
    page.get_by_test_id("camera").wait_for()
    page.get_by_test_id("camera-file").set_input_files(
        {"name": "holiday.jpg", "mimeType": "image/jpeg", "buffer": b"<svg onload=alert(1)>"}
    )
    expect(page.get_by_test_id("camera-fault")).to_be_visible()
    page.get_by_test_id("camera-close").click()
    expect(page.get_by_test_id("value-flow_in")).to_have_value("12.4")
    expect(page.get_by_test_id("thumb-0")).to_have_count(0)


def test_work_of_a_role_that_was_taken_while_offline_is_set_apart_with_its_reason_and_kept(
    phone: Phones, wire: Wire, server: Server
) -> None:
    page = signed_in(phone("first"))
    wire.cut()
    round_id = steps.start_round(page)
    page.get_by_test_id("value-flow_in").fill("12.4")
    page.get_by_test_id("value-level_in").focus()
    expect(page.get_by_test_id("saved-line")).to_be_visible()
    server.flask("user", "grant", "op1", "--role", "reception", "--site", "A")
    wire.mend()
    steps.open_sync(page)
    page.get_by_test_id("sync-retry-all").click()
    thing = page.get_by_test_id(f"sync-thing-{round_id}")
    expect(thing).to_contain_text("您的角色不能做这项修改，已交主管处理。记录未丢失")
    expect(page.get_by_test_id("chip").first).to_contain_text("需处理")
    reader = Reader(server.port)
    told = [row["fields"] for row in reader.records("quarantine")]
    mine = [fields for fields in told if fields["op"]["record_id"] == round_id]
    assert {fields["code"] for fields in mine} == {"not_allowed", "after_quarantined"}
    values = [fields["op"]["changes"].get("answers/flow_in/value", {}).get("to") for fields in mine]
    assert 12.4 in values
    assert round_id not in [row["id"] for row in reader.records("inspection")]

    desk = phone("desk")
    desk.screen = {"width": 1440, "height": 900}
    page = desk.sign_in("super")
    refused = next(
        row
        for row in reader.records("quarantine")
        if row["fields"]["op"]["record_id"] == round_id and row["fields"]["code"] == "not_allowed"
    )
    page.goto(desk.url + f"/desk/records?kind=quarantine&id={refused['id']}")
    sheet = page.get_by_test_id("desk-record-sheet")
    expect(sheet).to_contain_text("原因")
    expect(sheet).to_contain_text("这个角色不能做这项修改")
    expect(sheet).to_contain_text("修改内容")


def test_signing_in_again_and_again_never_falls_back_to_the_sign_in_page(phone: Phones) -> None:
    first = phone("first")
    page = first.sign_in("op1")
    for _ in range(6):
        page.goto(first.url + "/me")
        page.get_by_test_id("me-sign-out").click()
        page.get_by_test_id("me-sign-out-now").click()
        page.get_by_test_id("login").wait_for()
        first.sign_in("op1")
        expect(page.get_by_test_id("today")).to_be_visible()
