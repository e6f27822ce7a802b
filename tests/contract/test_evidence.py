"""The bundle of a record to which everything happened, checked without the server (H2, H3, O3)."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from server.evidence.standing import verify_records
from server.push.verify import verify_history
from tests.conftest import application
from tests.support.actors import Actor, add_person
from tests.support.story import AWAY, HERE, Files, Story, checked, fetched
from tests.support.tus import sha256

Json = dict[str, Any]


def test_h2_a_record_to_which_everything_happened_is_proven_without_the_server(any_app, tmp_path):
    story = Story(any_app).tell()
    files = fetched(story)
    told = json.loads(files["evidence.json"])
    status, words = checked(files, tmp_path)
    assert status == 0, words
    outcomes = [op["outcome"] for op in told["ops"]]
    assert {"applied", "conflict", "quarantined"} <= set(outcomes)
    assert (told["complete"], set(told["chains"])) == (True, {"A", "B"})
    assert [len(told[part]) for part in ("offers", "related")] == [1, 4]
    assert files[f"photos/{sha256(HERE)}.jpg"] == HERE
    assert {p["sha256"]: p["file"] for p in told["photos"]}[sha256(AWAY)] is None
    with any_app.app_context():
        assert verify_history() == []
        assert list(verify_records()) == []


@pytest.fixture(scope="module")
def whole(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Files:
    """The files of one bundle, made once."""
    folder = tmp_path_factory.mktemp("evidence")
    (folder / "roundbook.sqlite3").write_bytes(migrated_sqlite.read_bytes())
    with application({"DATA_DIR": folder}) as app:
        return fetched(Story(app).tell())


def op_of(told: Json, **wanted: Any) -> Json:
    """The first op with these members."""
    return next(op for op in told["ops"] if all(op[k] == v for k, v in wanted.items()))


def text_of_an_op(told: Json) -> None:
    op = op_of(told, rev=3)
    op["body"] = op["body"].replace("Leak at pump 2", "Leak at pump 3")


def text_with_its_commitment(told: Json) -> None:
    from server.push.links import commit

    text_of_an_op(told)
    op = op_of(told, rev=3)
    op["commitment"] = commit(op["salt"], op["body"])


def signature(told: Json) -> None:
    op = op_of(told, rev=3)
    head, mark, tail = op["body"].rpartition('"signature":"')
    op["body"] = head + mark + ("B" if tail[0] == "A" else "A") + tail[1:]


def claimed_time(told: Json) -> None:
    op = op_of(told, rev=3)
    op["body"] = op["body"].replace("2026-11-23T16:00", "2026-11-23T15:00")


def member(name: str, value: Any) -> Callable[[Json], None]:
    """Another value in the row of the op at rev 3."""

    def tamper(told: Json) -> None:
        op_of(told, rev=3)[name] = value

    return tamper


def settled_outcome(told: Json) -> None:
    op = next(op for op in told["ops"] if op["settled"])
    op["outcome"] = "conflict"


def order(told: Json) -> None:
    ops = told["ops"]
    at = ops.index(op_of(told, rev=3))
    ops[at], ops[at - 1] = ops[at - 1], ops[at]


def removed(told: Json) -> None:
    told["ops"].remove(op_of(told, rev=3))


def another_phones_key(told: Json) -> None:
    keys = [device["public_key"] for device in told["devices"].values()]
    for device, key in zip(told["devices"].values(), [*keys[1:], keys[0]], strict=True):
        device["public_key"] = key


def offered_again(told: Json) -> None:
    told["offers"][0]["body"] = told["offers"][0]["body"].replace("minor", "major")


def offered_as_another(told: Json) -> None:
    other = op_of(told, rev=3)
    told["offers"][0].update({name: other[name] for name in ("body", "op_hash", "device_id")})


def head(told: Json) -> None:
    told["chains"]["A"]["head"] = "0" * 64


def field(name: str, value: Any) -> Callable[[Json], None]:
    """Another value in the record."""

    def tamper(told: Json) -> None:
        told["record"]["fields"][name] = value

    return tamper


def caption(told: Json) -> None:
    told["record"]["fields"]["photos"][0]["caption"] = "somewhere else"


def remark(told: Json) -> None:
    told["record"]["fields"]["remarks"][0]["text"] = "nothing ordered"


def chosen_value(told: Json) -> None:
    for record in told["related"]:
        for row in (record["fields"].get("fields") or {}).values():
            row["closed"]["value"] = "Flood"
    told["record"]["fields"]["title"] = "Flood"


@pytest.mark.parametrize(
    ("tamper", "said"),
    [
        (text_of_an_op, "the op is not the one that was received"),
        (text_with_its_commitment, "its signature is not its phone's"),
        (signature, "its signature is not its phone's"),
        (claimed_time, "its signature is not its phone's"),
        (member("received", "2020-01-01T00:00:00.000Z"), "altered after its receipt"),
        (member("outcome", "merged"), "altered after its receipt"),
        (member("clock_offset_ms", 1), "altered after its receipt"),
        (member("session_user", "x"), "altered after its receipt"),
        (member("effects", '{"title":"never"}'), "the values that it replaced were altered"),
        (member("device_seq", 77), "device_seq is not what the phone signed"),
        (settled_outcome, "its outcome is not the one that was settled"),
        (order, "not in the order of their history"),
        (removed, "is not in the bundle"),
        (another_phones_key, "its signature is not its phone's"),
        (offered_again, "the signature under which it was offered again is wrong"),
        (offered_as_another, "it was offered again with other content"),
        (head, "does not lead to the head of A"),
        (field("title", "Flood"), 'title is "Flood"'),
        (field("tags", ["wet"]), 'tags is ["wet"]'),
        (field("status", "verified"), 'status is "verified"'),
        (caption, "photos is"),
        (remark, "remarks is"),
        (chosen_value, "title: nobody said what was chosen"),
    ],
)
def test_h2_what_was_tampered_with_is_named(whole: Files, tmp_path, tamper, said):
    told = json.loads(whole["evidence.json"])
    changed = json.loads(whole["evidence.json"])
    tamper(changed)
    assert changed != told
    text = json.dumps(changed, ensure_ascii=False).encode()
    status, words = checked({**whole, "evidence.json": text}, tmp_path)
    assert status == 1, words
    assert said in words
    if changed["ops"] != told["ops"]:
        named = op_of(told, rev=3)["op_id"]
        assert tamper is settled_outcome or named in words


def test_h2_the_history_leads_through_a_head_that_somebody_noted(any_app, tmp_path):
    story = Story(any_app)
    story.begin()
    noted = story.boss.actor.post("/api/sync/pull", json={}).get_json()["heads"]["A"]
    story.other("A")
    files = fetched(story)
    assert json.loads(files["evidence.json"])["chains"]["A"]["head"] != noted
    assert checked(files, tmp_path, noted)[0] == 0
    status, words = checked(files, tmp_path, noted, "0" * 64)
    assert (status, words.count("BAD")) == (1, 1)
    assert f"leads through the head {'0' * 64}" in words


def test_h2_a_photo_with_one_other_byte_is_named(whole: Files, tmp_path):
    name = f"photos/{sha256(HERE)}.jpg"
    status, words = checked({**whole, name: HERE[:-1] + b"\0"}, tmp_path)
    assert (status, f"BAD photo {name}: its bytes are not those" in words) == (1, True)
    assert words.count("BAD") == 1


def test_h2_a_photo_that_was_taken_out_is_named(whole: Files, tmp_path):
    name = f"photos/{sha256(HERE)}.jpg"
    status, words = checked({k: v for k, v in whole.items() if k != name}, tmp_path)
    assert (status, f"{name}: the file is missing" in words) == (1, True)


@pytest.mark.parametrize("kind", ["digest", "own"])
def test_h2_a_line_taken_out_of_a_history_breaks_it(whole: Files, tmp_path, kind):
    lines = whole["histories/0.txt"].splitlines(keepends=True)
    at = next(n for n, line in enumerate(lines) if line.startswith(b"op") is (kind == "own"))
    del lines[at]
    status, words = checked({**whole, "histories/0.txt": b"".join(lines)}, tmp_path)
    assert (status, "history" in words or "head of A" in words) == (1, True)


def test_h2_an_op_hidden_among_the_others_leaves_a_gap_in_the_record(whole: Files, tmp_path):
    """Its line made a digest, an op looks like another record's: but the record's revs count it."""
    from server.evidence.check import link_of

    told = json.loads(whole["evidence.json"])
    op = op_of(told, rev=3)
    told["ops"].remove(op)
    own = f"op {op['op_key']} first".encode()
    history = whole["histories/0.txt"].replace(own, link_of(op, "first")[0].encode())
    files = {"evidence.json": json.dumps(told).encode(), "histories/0.txt": history}
    status, words = checked({**whole, **files}, tmp_path)
    assert (status, "an op is missing" in words) == (1, True)


def test_a_bundle_that_is_no_bundle_is_said_to_be_unreadable(whole: Files, tmp_path):
    status, words = checked({**whole, "evidence.json": b"{}"}, tmp_path)
    assert (status, "BAD" in words) == (1, True)


def test_the_checker_reads_the_packed_bundle_too_and_says_what_it_needs(whole: Files, tmp_path):
    with ZipFile(tmp_path / "bundle.zip", "w") as bundle:
        for name, content in whole.items():
            bundle.writestr(name, content)
    program = tmp_path / "check.py"
    program.write_bytes(whole["check.py"])
    command = [sys.executable, "-I", str(program), str(tmp_path / "bundle.zip")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, "ok: everything holds" in done.stdout) == (0, True), done.stdout
    bare = subprocess.run(
        [sys.executable, "-I", "-S", str(program)], capture_output=True, check=False
    )
    assert bare.returncode == 1
    assert b"pip install cryptography" in bare.stderr


def test_f4_a_reader_of_one_site_gets_what_happened_there_and_is_told_so(any_app, tmp_path):
    story = Story(any_app).tell()
    add_person(any_app, "boss-b", roles=["supervisor"], scopes=["B"])
    files = fetched(story, Actor(any_app, "boss-b"))
    told = json.loads(files["evidence.json"])
    assert told["complete"] is False
    assert {op["scope"] for op in told["ops"]} == {"B"}
    status, words = checked(files, tmp_path)
    assert (status, "NOT COMPLETE" in words) == (0, True), words


def test_only_those_who_judge_at_the_site_get_the_originals(any_app, capfd):
    story = Story(any_app)
    story.begin()
    path = f"/api/records/{story.id}/evidence"
    assert story.phone.actor.get(path).status_code == 403
    add_person(any_app, "boss-b", roles=["supervisor"], scopes=["B"])
    assert Actor(any_app, "boss-b").get(path).status_code == 404
    capfd.readouterr()
    with story.boss.actor.get(path) as answer:
        assert answer.status_code == 200
    lines = [json.loads(line) for line in capfd.readouterr().err.splitlines()]
    (line,) = [line for line in lines if line["event"] == "exported"]
    assert (line["form"], line["record_id"], line["photos"]) == ("evidence", story.id, 1)
    assert line["user_id"] == story.boss.actor.user_id
