"""Real threads against one database: commit order is seq order, and a poller misses nothing (F1)."""

import copy
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from structlog.testing import capture_logs

from server.push.verify import verify_history
from tests.support.actors import Actor, add_person
from tests.support.device import SoftDevice
from tests.support.sync import change

WRITERS, PUSHES, BATCH = 6, 8, 3


@pytest.fixture
def actor(any_app):
    add_person(any_app, "op2")
    return Actor(any_app, "op2")


def apart(actor):
    """The same session with a connection of its own, for another thread."""
    other = copy.copy(actor)
    other.client = actor.app.test_client()
    return other


def test_f1_a_poller_beside_many_writers_misses_nothing_and_seqs_have_no_gaps(any_app, actor):
    phones = [SoftDevice(apart(actor)) for _ in range(WRITERS)]
    poller, done, seen = SoftDevice(apart(actor)), Event(), {}

    def write(phone):
        for n in range(PUSHES):
            ops = [phone.create("issue", "AB"[n % 2], {"title": str(k)}) for k in range(BATCH)]
            assert {result["outcome"] for result in phone.push(*ops)} == {"applied"}

    def poll():
        last = False
        while not last:
            last = done.is_set()
            for row in poller.pull(limit=7):
                seen.setdefault(row["scope"], []).append(row["seq"])

    with capture_logs() as told, ThreadPoolExecutor(WRITERS + 1) as pool:
        polling = pool.submit(poll)
        try:
            for writing in [pool.submit(write, phone) for phone in phones]:
                writing.result()
        finally:
            done.set()
        polling.result()

    # Writers wait for the counter's row; none finds out at the end that its place was taken.
    assert [one["event"] for one in told if one["event"] == "push_raced"] == []
    each = WRITERS * PUSHES * BATCH // 2
    assert seen == {"A": list(range(1, each + 1)), "B": list(range(1, each + 1))}
    with any_app.app_context():
        assert verify_history() == []


def test_p1_one_op_pushed_from_many_threads_at_once_lands_once(actor):
    phone = SoftDevice(actor)
    create = phone.create("issue", "A", {"title": "Leak"})
    edit = phone.op(
        "edit", "issue", "A", {"tags": {"add": ["pump"]}}, record_id=create["record_id"]
    )
    carriers = []
    for _ in range(WRITERS):
        carrier = copy.copy(phone)
        carrier.actor = apart(actor)
        carriers.append(carrier)
    with ThreadPoolExecutor(WRITERS) as pool:
        answers = list(pool.map(lambda carrier: carrier.push(create, edit), carriers))
    for index in (0, 1):
        outcomes = sorted(answer[index]["outcome"] for answer in answers)
        assert outcomes == ["applied"] + ["duplicate"] * (WRITERS - 1)
    (row,) = phone.pull()
    assert row["rev"] == 2


def test_m1_parallel_edits_of_one_record_lose_nothing(actor):
    phones = [SoftDevice(apart(actor)) for _ in range(WRITERS)]
    create = phones[0].create("issue", "A", {"title": "Leak"})
    phones[0].push(create)

    def edit(phone):
        remark = {"id": phone.device_id, "text": phone.device_id}
        changes = {"remarks": {"add": [remark]}, "title": change("Leak", phone.device_id)}
        given = {"record_id": create["record_id"], "base_rev": 1, "after": None}
        return phone.push(phone.op("edit", "issue", "A", changes, **given))[0]["outcome"]

    with ThreadPoolExecutor(WRITERS) as pool:
        outcomes = sorted(pool.map(edit, phones))
    assert outcomes == ["applied"] + ["conflict"] * (WRITERS - 1)
    rows = phones[0].pull()
    (record,) = (row for row in rows if row["kind"] == "issue")
    (conflict,) = (row for row in rows if row["kind"] == "conflict")
    side = conflict["fields"]["fields"]["title"]
    values = {record["fields"]["title"], side["incoming"], *(o["value"] for o in side["others"])}
    assert values == {phone.device_id for phone in phones}
    assert len(record["fields"]["remarks"]) == WRITERS
