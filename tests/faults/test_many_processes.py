"""Several phones, each a process, push to one server of several processes; a poller reads along."""

from collections import Counter

from tests.faults.fleet import at_work
from tests.faults.phone import Job
from tests.faults.place import Place
from tests.faults.poller import Poller
from tests.support.caller import Caller
from tests.support.device import SoftDevice
from tests.support.tus import Tus

PHONES, BATCHES, CREATES = 4, 6, 4


def shared_record(port: int) -> str:
    """An issue of site A that all phones will write on."""
    device = SoftDevice(Caller(port, "op2"))  # type: ignore[arg-type]  # it has the same names
    op = device.create("issue", "A", {"title": "shared"})
    assert device.push(op)[0]["outcome"] == "applied"
    return str(op["record_id"])


def test_f1_i4_a_poller_beside_processes_that_write_misses_nothing(serving: Place) -> None:
    port = serving.server.port
    shared = shared_record(port)
    before = serving.seqs()
    jobs = [Job(port, "op2", seed, BATCHES, CREATES, shared) for seed in range(PHONES)]
    with Poller(port) as poller, at_work(*jobs) as fleet:
        fleet.finish()
        poller.finish()
    assert Counter(op for op in serving.ops() if op in fleet.sent) == Counter(fleet.sent)
    for scope, seqs in poller.seqs.items():
        assert seqs == sorted(set(seqs)), scope
    # B has only creates: each seq is a row. A has edits, too: each took a seq, the last is seen.
    in_each, start = PHONES * BATCHES * CREATES // 2, before.get("B", 0)
    new = [seq for seq in poller.seqs["B"] if seq > start]
    assert new == list(range(start + 1, start + in_each + 1))
    edits = 2 * PHONES * BATCHES
    assert serving.seqs()["A"] == before["A"] + in_each + edits == poller.seqs["A"][-1]
    assert poller.mirror == poller.everything()
    # The counter's lock keeps writers apart: none found its numbers taken and had to start over.
    assert "push_raced" not in serving.server.log.read_text()
    remarks = poller.mirror["A", shared]["fields"]["remarks"]
    assert len(remarks) == PHONES * BATCHES
    serving.verifies()


def test_i7_poison_in_every_batch_and_a_bad_photo_hold_up_nothing_else(serving: Place) -> None:
    port = serving.server.port
    jobs = [Job(port, "op2", n, BATCHES, CREATES, poison=True, photos=1) for n in range(PHONES)]
    stranger, no_photo = Tus(Caller(port, "op2")), b"<!doctype html>" * 1000  # type: ignore[arg-type]  # same names
    known = {kind: serving.records(kind) for kind in ("issue", "quarantine")}
    with at_work(*jobs) as fleet:
        fleet.hear(PHONES)
        answer = stranger.patch(stranger.begin(no_photo), 0, no_photo)
        assert (answer.status_code, answer.get_json()["code"]) == (422, "not_a_photo")
        fleet.finish()
    outcomes = Counter(outcome for said in fleet.acked.values() for outcome in said)
    poison, sound = PHONES * BATCHES, PHONES * (BATCHES * (CREATES + 1) + 1)
    assert outcomes == {"quarantined": poison, "applied": sound}
    assert serving.records("issue") == known["issue"] + PHONES * BATCHES * CREATES
    assert serving.records("quarantine") == known["quarantine"] + poison
    assert serving.blobs() == {photo["sha256"] for photo in fleet.told("photo")}
    assert len(serving.blobs()) == PHONES
    serving.verifies()


def test_p1_the_same_ops_from_several_processes_at_once_land_once(serving: Place) -> None:
    port = serving.server.port
    maker = SoftDevice(Caller(port, "op2"))  # type: ignore[arg-type]  # it has the same names
    given = []
    for n in range(BATCHES):
        create = maker.create("issue", "AB"[n % 2], {"title": "Leak"})
        tags = {"tags": {"add": ["pump"], "remove": []}}
        where = {"record_id": create["record_id"], "base_rev": 1}
        given.append([create, maker.op("edit", "issue", create["scope"], tags, **where)])
    backwards = [list(reversed(ops)) for ops in reversed(given)]
    jobs = [Job(port, "op2", n, 0, given=(given, backwards)[n % 2]) for n in range(PHONES)]
    with at_work(*jobs) as fleet:
        fleet.finish()
    assert sorted(op for op in serving.ops() if op in fleet.sent) == sorted(fleet.sent)
    for outcomes in fleet.acked.values():
        assert len(outcomes) == PHONES
        assert sorted(set(outcomes)) in (["applied", "duplicate"], ["duplicate", "held"])
        assert outcomes.count("duplicate") == PHONES - 1
    reader = Poller(port)
    reader.finish_from_start()
    rows = [reader.mirror[create["scope"], create["record_id"]] for create, _edit in given]
    assert [(row["rev"], row["fields"]["tags"]) for row in rows] == [(2, ["pump"])] * BATCHES
    serving.verifies()
