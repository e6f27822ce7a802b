"""A backup of either database comes back in an empty installation of either (F9, H2)."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from server.blobs.storage import blob_store, original_key
from server.epoch import epoch
from server.extensions import db
from server.models import Session
from tests.conftest import application
from tests.support.actors import Actor, add_person
from tests.support.device import SoftDevice, new_id
from tests.support.photos import photo
from tests.support.tus import Tus, sha256

PHOTO = photo()


def run(app: Flask, *words: str, code: int = 0) -> str:
    done = app.test_cli_runner().invoke(args=list(words))
    assert done.exit_code == code, done.output
    return done.output


@pytest.fixture
def device(any_app: Flask) -> SoftDevice:
    """A phone whose issue with a photo is on the server."""
    add_person(any_app, "manager")
    device = SoftDevice(Actor(any_app, "manager"))
    Tus(device.actor).upload(PHOTO)
    entry = {"id": new_id(), "sha256": sha256(PHOTO), "bytes": len(PHOTO), "type": "image/jpeg"}
    changes = {"title": {"from": None, "to": "漏水"}, "photos": {"add": [entry], "remove": []}}
    op = device.op("create", "issue", "A", changes)
    edit = device.op(
        "edit", "issue", "A", {"title": {"from": "漏水", "to": "泵漏水"}},
        record_id=op["record_id"], base_rev=1,
    )  # fmt: skip
    assert [r["outcome"] for r in device.push(op, edit)] == ["applied", "applied"]
    return device


@pytest.fixture
def kept(any_app: Flask, device: SoftDevice, tmp_path: Path) -> Path:
    """A backup of it."""
    assert "1 photos" in run(any_app, "backup", str(tmp_path / "kept"))
    return tmp_path / "kept"


@pytest.fixture
def empty(clock: Any, tmp_path: Path) -> Iterator[Flask]:
    """An installation on an empty machine, after `flask init`."""
    folder = tmp_path / "elsewhere"
    with application({"DATA_DIR": folder, "CLOCK": clock}) as app:
        run(app, "init")
        yield app


def everything(app: Flask) -> list[dict[str, Any]]:
    device = SoftDevice(Actor(app, "manager"))
    rows = device.pull()
    return sorted(rows, key=lambda row: row["id"])


def test_what_comes_back_is_what_was_there(
    any_app: Flask, device: SoftDevice, kept: Path, empty: Flask
) -> None:
    before = everything(any_app)
    run(empty, "restore", str(kept))
    assert everything(empty) == before
    assert "as they were written" in run(empty, "verify")
    with Actor(empty, "manager").get(f"/api/blobs/{sha256(PHOTO)}?size=view") as answer:
        assert answer.status_code == 200


def test_the_server_goes_on_where_the_backup_ended(
    device: SoftDevice, kept: Path, empty: Flask
) -> None:
    run(empty, "restore", str(kept))
    phone = SoftDevice(Actor(empty, "manager"))
    op = phone.create("issue", "A", {"title": "Later"})
    assert phone.push(op)[0]["outcome"] == "applied"
    assert "as they were written" in run(empty, "verify")


def test_f9_a_restore_begins_a_new_epoch_and_phones_are_told_to_resync(
    any_app: Flask, device: SoftDevice, kept: Path, empty: Flask
) -> None:
    device.pull()
    run(empty, "restore", str(kept))
    with any_app.app_context():
        before = epoch()
    with empty.app_context():
        assert epoch() != before
    answer = Actor(empty, "manager").post("/api/sync/pull", json={"cursor": device.cursor})
    assert answer.status_code == 410


def test_f9_phones_may_forget_only_what_the_last_backup_holds(
    any_app: Flask, device: SoftDevice, kept: Path
) -> None:
    def durable() -> int:
        answer = device.actor.post("/api/sync/pull", json={"cursor": None})
        through: int = answer.get_json()["durable_through"]["A"]
        return through

    covered = durable()
    assert covered > 0
    device.push(device.create("issue", "A", {"title": "After the backup"}))
    assert durable() == covered


def test_sessions_do_not_come_back(device: SoftDevice, kept: Path, empty: Flask) -> None:
    run(empty, "restore", str(kept))
    assert empty.test_client().get("/api/auth/me", headers=device.actor.headers).status_code == 401
    with empty.app_context():
        assert db.session.query(Session).count() == 0


def test_restore_check_tries_it_out_and_changes_nothing(
    any_app: Flask, device: SoftDevice, kept: Path
) -> None:
    before = everything(any_app)
    assert "whole" in run(any_app, "restore", "--check", str(kept))
    assert everything(any_app) == before


def test_a_restore_over_existing_records_is_refused(any_app: Flask, kept: Path) -> None:
    assert "already" in run(any_app, "restore", str(kept), code=1)


def test_a_backup_never_overwrites_another(any_app: Flask, kept: Path) -> None:
    assert "already" in run(any_app, "backup", str(kept), code=1)


@pytest.mark.parametrize("what", ["tables/records.jsonl", "photo", "manifest.json"])
@pytest.mark.parametrize("how", ["altered", "missing"])
def test_a_damaged_backup_is_named_and_not_restored(
    kept: Path, empty: Flask, what: str, how: str
) -> None:
    path = next((kept / "blobs").glob("*/*")) if what == "photo" else kept / what
    if how == "missing":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:-2] + b"!!")
    for words in (["restore", str(kept)], ["restore", "--check", str(kept)]):
        assert "Traceback" not in run(empty, *words, code=1)
    assert empty.test_client().get("/readyz").status_code == 200
    with empty.app_context():
        assert db.session.query(Session).count() == 0


def test_h2_a_forged_history_with_fitting_hashes_is_found_by_the_trial(
    any_app: Flask, kept: Path
) -> None:
    path = kept / "tables" / "ops.jsonl"
    path.write_text(path.read_text().replace("漏水", "没事"))
    manifest = json.loads((kept / "manifest.json").read_text())
    manifest["tables"]["ops"]["sha256"] = sha256(path.read_bytes())
    (kept / "manifest.json").write_text(json.dumps(manifest))
    assert "BAD A: row" in run(any_app, "restore", "--check", str(kept), code=1)


def test_a_backup_of_sqlite_restores_into_postgresql(
    app: Flask, pg_app: Flask, tmp_path: Path
) -> None:
    add_person(app, "manager")
    device = SoftDevice(Actor(app, "manager"))
    device.push(device.create("issue", "A", {"title": "Leak"}))
    before = everything(app)
    run(app, "backup", str(tmp_path / "kept"))
    run(pg_app, "restore", str(tmp_path / "kept"))
    assert everything(pg_app) == before
    run(pg_app, "verify")


def test_verify_names_a_photo_that_was_altered_or_lost(any_app: Flask, device: SoftDevice) -> None:
    assert "as they were written" in run(any_app, "verify")
    with any_app.app_context():
        key = original_key(sha256(PHOTO))
        blob_store().put(key, b"something else")
        assert f"photo {sha256(PHOTO)}: altered" in run(any_app, "verify", code=1)
        blob_store().delete(key)
        assert "missing" in run(any_app, "verify", code=1)


def test_a_backup_that_was_cut_off_is_named_and_left_to_the_operator(
    app: Flask, tmp_path: Path
) -> None:
    (tmp_path / "kept.unfinished").mkdir()
    assert "kept.unfinished is left of a backup" in run(
        app, "backup", str(tmp_path / "kept"), code=1
    )
    (tmp_path / "kept.unfinished").rmdir()
    run(app, "backup", str(tmp_path / "kept"))
