"""The disk is full, for real: database, photos, log and backup lie on it. The phone keeps all."""

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from server.extensions import db
from tests.faults.place import Place, a_far_place
from tests.faults.tiny_disk import Disk, LimitedFiles, a_small_file_system
from tests.support.actors import Actor
from tests.support.caller import Answer, Caller
from tests.support.device import SoftDevice
from tests.support.photos import photo
from tests.support.sync import phone_of
from tests.support.tus import Tus, sha256

PHOTO = photo(2000, 1500)
MOST = len(PHOTO) * 4 // 5
either = pytest.mark.parametrize("disk", ["small file system", "limited files"], indirect=True)
REFUSED = {507: "storage_full", 503: "unavailable"}


@pytest.fixture
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Disk]:
    """A small file system; limits on files where asked for, or where none can be mounted."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if getattr(request, "param", "") == "limited files":
        yield LimitedFiles(folder)
        return
    with a_small_file_system(folder) as small:
        yield small or LimitedFiles(folder)


@pytest.fixture
def place(disk: Disk, migrated_sqlite: Path, tmp_path: Path) -> Iterator[Place]:
    """Everything of the server, its log included, on that disk."""
    beside = tmp_path / "beside"
    beside.mkdir()
    shutil.copy(migrated_sqlite, beside / "roundbook.sqlite3")
    log = disk.seen / "server.log"
    with a_far_place(disk.folder, disk.seen, beside, inside=disk.inside, log=log) as place:
        yield place


@pytest.fixture
def device(place: Place) -> SoftDevice:
    """A phone of the running server."""
    place.server.start()
    return SoftDevice(Caller(place.server.port, "op2"))  # type: ignore[arg-type]  # same names


def is_refusal(answer: Answer | Any) -> bool:
    """Whether the answer is a problem that lets the phone keep all and come back."""
    return (
        answer.headers["Content-Type"] == "application/problem+json"
        and answer.get_json()["code"] == REFUSED.get(answer.status_code)
        and answer.headers.get("Retry-After", "").isdigit()
    )


def batch(device: SoftDevice) -> list[dict[str, Any]]:
    fields = {"title": "Leak", "description": "水" * 500}
    return [device.create("issue", "A", fields) for _ in range(40)]


@either
def test_a_push_onto_a_full_disk_is_refused_whole_and_lands_once_when_there_is_room(
    place: Place, disk: Disk, device: SoftDevice
) -> None:
    taken = batch(device)
    device.push(*taken)
    disk.fill(place.server.pids)
    for _ in range(60):
        waiting = batch(device)
        answer = device.push_raw(*waiting)
        if answer.status_code != 200:
            break
        taken += waiting
    assert is_refusal(answer), answer.get_data(as_text=True)
    assert Counter(place.ops()) == Counter(op["op_id"] for op in taken)
    assert len(device.pull()) >= len(taken), "reading goes on"
    for _ in range(40):  # each leaves a line in the log, which lies on the full disk, too
        assert device.actor.get("/api/auth/me").status_code == 200
    disk.make_room(place.server.pids)
    assert {result["outcome"] for result in device.push(*waiting)} == {"applied"}
    assert Counter(place.ops()) == Counter(op["op_id"] for op in taken + waiting)
    place.verifies()


@pytest.mark.parametrize(
    ("disk", "spare"),
    [("small file system", 0), ("small file system", len(PHOTO)), ("limited files", 0)],
    indirect=["disk"],
)
def test_a_photo_onto_a_full_disk_is_refused_leaves_no_bytes_and_arrives_when_there_is_room(
    place: Place, disk: Disk, device: SoftDevice, spare: int
) -> None:
    tus = Tus(device.actor)
    path = tus.begin(PHOTO)
    assert tus.patch(path, 0, PHOTO[:MOST]).status_code == 204
    disk.fill(place.server.pids, spare)
    answer = tus.patch(path, MOST, PHOTO[MOST:])
    assert is_refusal(answer), answer.get_data(as_text=True)
    for folder in ("uploads", "blobs"):
        left = [file for file in (disk.seen / folder).rglob("*") if file.is_file()]
        assert not [file for file in left if file.stat().st_size], folder
    assert tus.actor.get(f"/api/blobs/{sha256(PHOTO)}").status_code == 404
    disk.make_room(place.server.pids)
    tus.upload(PHOTO)
    assert tus.actor.get(f"/api/blobs/{sha256(PHOTO)}").body == PHOTO
    place.verifies()


def test_a_backup_onto_a_full_disk_says_so_leaves_nothing_and_can_be_made_again(
    sqlite_place: Place, disk: Disk
) -> None:
    device = SoftDevice(Actor(sqlite_place.app, "op2"))
    device.push(*batch(device), *batch(device))
    server, target = sqlite_place.server, disk.folder / "kept"
    disk.fill([])
    server.inside = disk.inside
    done = server.try_flask("backup", str(target))
    told = done.stderr.decode()
    assert (done.returncode, told.count("\n")) == (1, 1), told
    assert "no room" in told
    assert [path.name for path in disk.seen.glob("kept*")] == []
    disk.make_room([])
    server.inside = disk.inside
    server.flask("backup", str(target))
    assert (disk.seen / "kept" / "manifest.json").exists()


NO_ROOM = """
CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$;
CREATE TRIGGER no_room BEFORE INSERT ON ops FOR EACH ROW EXECUTE FUNCTION no_room();
"""


def test_a_postgresql_that_reports_a_full_disk_is_507_and_the_push_lands_once_afterwards(
    pg_app: Flask,
) -> None:
    device = phone_of(pg_app, "op2")
    op = device.create("issue", "A", {"title": "Leak"})
    with pg_app.app_context(), db.engine.connect() as connection:
        connection.exec_driver_sql(NO_ROOM)
        connection.commit()
        try:
            answer = device.push_raw(op)
        finally:
            connection.exec_driver_sql("DROP FUNCTION no_room CASCADE")
            connection.commit()
    assert (answer.status_code, answer.get_json()["code"]) == (507, "storage_full")
    assert int(answer.headers["Retry-After"]) > 0
    assert device.pull() == []
    assert device.push(op)[0]["outcome"] == "applied"
