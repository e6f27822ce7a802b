"""Photos by tus 1.0: begun, cut, resumed, verified whole (B1, B3, B4)."""

from io import BytesIO
from typing import ClassVar

import pytest
from sqlalchemy import select

from server.blobs import arrival, storage, uploads
from server.extensions import db
from server.models import Blob, Upload
from tests.support.actors import Actor, add_person
from tests.support.device import SoftDevice
from tests.support.photos import photo
from tests.support.tus import (
    BYTES,
    UPLOADS,
    Tus,
    checksum,
    metadata,
    parts,
    scopes_with,
    sha256,
)

PHOTO = photo()
HALF = len(PHOTO) // 2


@pytest.fixture
def tus(sign_in) -> Tus:
    return Tus(sign_in("op1"))


def test_b1_a_preflight_tells_anyone_what_this_server_can_do(client):
    answer = client.open(UPLOADS, method="OPTIONS")
    assert answer.status_code == 204
    assert answer.headers["Tus-Version"] == "1.0.0"
    assert answer.headers["Tus-Max-Size"] == str(25 * 1024 * 1024)
    extensions = set(answer.headers["Tus-Extension"].split(","))
    assert {"creation", "termination", "checksum", "expiration"} <= extensions
    assert "sha256" in answer.headers["Tus-Checksum-Algorithm"].split(",")


def test_b1_a_photo_sent_at_once_is_available_and_byte_for_byte_the_same(app, tus):
    begun = tus.create(PHOTO)
    assert begun.status_code == 201
    assert begun.headers["Tus-Resumable"] == "1.0.0"
    assert begun.headers["Upload-Offset"] == "0"
    done = tus.patch(begun.headers["Location"], 0, PHOTO)
    assert (done.status_code, done.headers["Upload-Offset"]) == (204, str(len(PHOTO)))
    assert tus.actor.get(f"/api/blobs/{sha256(PHOTO)}").data == PHOTO
    assert parts(app) == []


def test_b1_type_and_size_are_those_of_the_content_not_those_claimed(app, tus):
    content = photo(64, 48, "WEBP")
    path = tus.create(content, type="image/png").headers["Location"]
    assert tus.patch(path, 0, content).status_code == 204
    with app.app_context():
        blob = db.session.get(Blob, sha256(content))
        assert (blob.type, blob.width, blob.height) == ("image/webp", 64, 48)
        assert blob.bytes == len(content)


def test_b1_a_photo_of_several_megabytes_may_come_in_one_piece(app, tus):
    # Bytes after the picture's end are common: cameras hide a film or a depth map there.
    content = PHOTO + bytes(3 * 1024 * 1024)
    tus.upload(content)
    assert scopes_with(app, content) == ["A"]


def test_b4_a_photo_cut_at_any_byte_goes_on_from_there(tus):
    path = tus.begin(PHOTO)
    reached = 0
    for step in (1, 16 * 1024, 16 * 1024 + 1, 7, len(PHOTO)):
        piece = PHOTO[reached : reached + step]
        assert tus.patch(path, reached, piece).status_code == 204
        reached += len(piece)
        assert tus.offset(path) == reached
    assert reached == len(PHOTO)
    assert tus.actor.get(f"/api/blobs/{sha256(PHOTO)}").data == PHOTO


def test_b4_the_offset_survives_a_restart_of_the_server(app, tus, monkeypatch):
    from server import create_app

    path = tus.begin(PHOTO)
    tus.patch(path, 0, PHOTO[:HALF])
    again = create_app({key: app.config[key] for key in ("DATA_DIR", "SECRET_KEY", "CLOCK")})
    tus.actor.client = again.test_client()
    assert tus.offset(path) == HALF
    assert tus.patch(path, HALF, PHOTO[HALF:]).status_code == 204
    with again.app_context():
        db.engine.dispose()


def test_b4_a_later_session_of_the_same_person_resumes(app, tus):
    path = tus.begin(PHOTO)
    tus.patch(path, 0, PHOTO[:HALF])
    later = Tus(Actor(app, "op1"))
    assert later.offset(path) == HALF
    assert later.patch(path, HALF, PHOTO[HALF:]).status_code == 204


def test_b4_the_next_person_on_the_same_device_resumes(app, sign_in):
    first = sign_in("op1")
    device = SoftDevice(first).device_id
    first = Tus(Actor(app, "op1", device_id=device))
    path = first.begin(PHOTO)
    first.patch(path, 0, PHOTO[:HALF])
    add_person(app, "op2")
    second = Tus(Actor(app, "op2", device_id=device))
    assert second.offset(path) == HALF
    assert second.patch(path, HALF, PHOTO[HALF:]).status_code == 204


def test_an_offset_that_is_not_where_the_upload_stands_is_409(tus):
    path = tus.begin(PHOTO)
    tus.patch(path, 0, PHOTO[:HALF])
    for wrong in (0, HALF - 1, HALF + 1, len(PHOTO) + 1):
        answer = tus.patch(path, wrong, b"x")
        assert (answer.status_code, answer.get_json()["code"]) == (409, "upload_offset")
    assert tus.offset(path) == HALF


def test_b1_wrong_bytes_are_refused_and_dropped_so_that_the_client_begins_anew(app, tus):
    path = tus.begin(PHOTO)
    other = photo(seed=2)
    forged = (other + bytes(len(PHOTO)))[: len(PHOTO)]
    answer = tus.patch(path, 0, forged)
    assert (answer.status_code, answer.get_json()["code"]) == (422, "hash_mismatch")
    assert tus.open("HEAD", path).status_code == 404
    assert parts(app) == []
    assert scopes_with(app, PHOTO) == []
    tus.upload(PHOTO)
    assert scopes_with(app, PHOTO) == ["A"]


@pytest.mark.parametrize("name", ["sha256", "sha-256", "sha1"])
def test_b1_a_piece_damaged_on_its_way_is_460_and_taken_back(tus, name):
    path = tus.begin(PHOTO)
    tus.patch(path, 0, PHOTO[:100])
    good = PHOTO[100:HALF]
    damaged = b"\0" + good[1:]
    answer = tus.patch(path, 100, damaged, **{"Upload-Checksum": checksum(good, name)})
    assert (answer.status_code, answer.get_json()["code"]) == (460, "checksum_mismatch")
    assert tus.offset(path) == 100
    assert (
        tus.patch(path, 100, good, **{"Upload-Checksum": checksum(good, name)}).status_code == 204
    )
    assert tus.patch(path, HALF, PHOTO[HALF:]).status_code == 204


def test_b1_the_first_bytes_may_come_with_the_creation(tus):
    headers = {
        "Upload-Length": str(len(PHOTO)),
        "Upload-Metadata": metadata(PHOTO),
        "Content-Type": BYTES,
    }
    answer = tus.open("POST", UPLOADS, data=PHOTO[:HALF], headers=headers)
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (201, str(HALF))
    path = answer.headers["Location"]
    assert tus.patch(path, HALF, PHOTO[HALF:]).status_code == 204


def test_b1_a_photo_that_the_scope_has_is_finished_at_once(app, tus):
    tus.upload(PHOTO)
    again = tus.create(PHOTO)
    assert (again.status_code, again.headers["Upload-Offset"]) == (201, str(len(PHOTO)))
    assert tus.offset(again.headers["Location"]) == len(PHOTO)


def test_b1_a_client_that_sends_a_known_photo_without_asking_is_content(tus):
    tus.upload(PHOTO)
    path = tus.begin(PHOTO)
    answer = tus.patch(path, 0, PHOTO)
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (204, str(len(PHOTO)))
    assert tus.patch(path, 5, PHOTO[5:]).status_code == 409


def test_b1_a_photo_of_another_scope_must_be_brought_again(app, sign_in):
    """No existence oracle: knowing a hash gives nothing, only bringing the bytes does."""
    Tus(sign_in("super", scopes=["A"])).upload(PHOTO)
    other = Tus(sign_in("boss_b", roles=["supervisor"], scopes=["B"]))
    fresh, known = other.create(photo(seed=3), "B"), other.create(PHOTO, "B")
    assert known.headers["Upload-Offset"] == fresh.headers["Upload-Offset"] == "0"
    assert other.actor.get(f"/api/blobs/{sha256(PHOTO)}").status_code == 404
    assert other.patch(known.headers["Location"], 0, PHOTO).status_code == 204
    assert scopes_with(app, PHOTO) == ["A", "B"]
    with app.app_context():
        originals = [key for key in storage.blob_store().each_key() if key.startswith("originals/")]
    assert originals == [storage.original_key(sha256(PHOTO))]


def test_b4_a_second_writer_is_423_while_the_first_one_writes(app, tus):
    path = tus.begin(PHOTO)
    with app.app_context():
        part = uploads.part_of(path.rsplit("/", 1)[1])
        with part.writer(app.config["CLOCK"]):
            answer = tus.patch(path, 0, PHOTO)
            assert (answer.status_code, answer.get_json()["code"]) == (423, "upload_busy")
            assert tus.open("DELETE", path).status_code == 423
    assert tus.patch(path, 0, PHOTO).status_code == 204


def test_b4_bytes_that_came_before_the_cut_are_kept(app, tus):
    path = tus.begin(PHOTO)
    # The body ends before the announced length, as when the network breaks off.
    answer = tus.open(
        "PATCH",
        path,
        headers={"Upload-Offset": "0", "Content-Type": BYTES, "Upload-Checksum": checksum(PHOTO)},
        environ_overrides={
            "wsgi.input": BytesIO(PHOTO[:HALF]),
            "CONTENT_LENGTH": str(len(PHOTO)),
        },
    )
    assert answer.headers["Upload-Offset"] == str(HALF)
    assert tus.offset(path) == HALF


def test_b1_a_photo_that_was_complete_when_the_server_died_is_verified_on_asking(
    app, tus, monkeypatch
):
    """A client must not hear "all is here" of a photo that never became available."""
    path = tus.begin(PHOTO)
    with monkeypatch.context() as dying:
        dying.setattr(arrival, "keep", lambda *_: 1 / 0)
        assert tus.patch(path, 0, PHOTO).status_code == 500
    assert scopes_with(app, PHOTO) == []
    assert tus.offset(path) == len(PHOTO)
    assert scopes_with(app, PHOTO) == ["A"]


def test_b4_a_finished_upload_still_says_so_to_a_client_that_missed_the_answer(tus):
    path = tus.begin(PHOTO)
    tus.patch(path, 0, PHOTO)
    assert tus.offset(path) == len(PHOTO)
    assert tus.patch(path, len(PHOTO), b"").status_code == 204


def test_terminating_forgets_the_upload_and_never_the_photo(app, tus):
    path = tus.begin(PHOTO)
    tus.patch(path, 0, PHOTO[:HALF])
    assert tus.open("DELETE", path).status_code == 204
    assert tus.open("HEAD", path).status_code == 404
    assert parts(app) == []
    path = tus.begin(PHOTO)
    tus.patch(path, 0, PHOTO)
    assert tus.open("DELETE", path).status_code == 204
    assert scopes_with(app, PHOTO) == ["A"]


def test_an_upload_says_when_it_expires_and_is_410_then_404_afterwards(app, tus, clock):
    begun = tus.create(PHOTO)
    assert begun.headers["Upload-Expires"] == "Mon, 30 Nov 2026 08:00:00 GMT"
    path = begun.headers["Location"]
    tus.patch(path, 0, PHOTO[:HALF])
    clock.forward(days=7)
    tus.actor = Actor(app, "op1")
    assert tus.open("HEAD", path).status_code == 410
    assert tus.open("HEAD", path).status_code == 404
    assert parts(app) == []


def test_expired_uploads_go_when_the_next_one_begins(app, tus, clock):
    tus.patch(tus.begin(PHOTO), 0, PHOTO[:HALF])
    clock.forward(days=7)
    tus.actor = Actor(app, "op1")
    tus.begin(photo(seed=2))
    with app.app_context():
        assert len(db.session.scalars(select(Upload)).all()) == 1
    assert parts(app) == []


def test_the_head_of_an_upload_echoes_its_metadata_and_is_never_cached(tus):
    path = tus.begin(PHOTO)
    answer = tus.open("HEAD", path)
    assert answer.headers["Upload-Metadata"] == metadata(PHOTO)
    assert answer.headers["Upload-Length"] == str(len(PHOTO))
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_proxy_that_knows_no_patch_is_passed_by_an_override(tus):
    path = tus.begin(PHOTO)
    override = {"X-HTTP-Method-Override": "PATCH", "Upload-Offset": "0", "Content-Type": BYTES}
    assert tus.open("POST", path, data=PHOTO, headers=override).status_code == 204
    assert tus.open("POST", path, headers={"X-HTTP-Method-Override": "DELETE"}).status_code == 204
    assert tus.open("POST", path).status_code == 405


def test_tidying_drops_what_expired_and_what_belongs_to_no_upload(app, tus, clock):
    tus.patch(tus.begin(PHOTO), 0, PHOTO[:HALF])
    stray = app.config["DATA_DIR"] / "uploads" / "0192-gone.part"
    stray.write_bytes(b"x")
    run = app.test_cli_runner().invoke
    assert run(args=["tidy"]).output == "0 expired uploads, 1 stray files dropped\n"
    assert len(parts(app)) == 2
    clock.forward(days=7)
    assert run(args=["tidy"]).output == "1 expired uploads, 0 stray files dropped\n"
    assert parts(app) == []


def test_a_slow_upload_holds_no_database_connection(app, tus):
    class Slow(BytesIO):
        """A body; whenever a piece of it is awaited, it looks at the pool."""

        held: ClassVar[list[int]] = []

        def readinto(self, buffer):
            self.held.append(db.engine.pool.checkedout())
            return super().readinto(buffer)

    path = tus.begin(PHOTO)
    answer = tus.open(
        "PATCH",
        path,
        headers={"Upload-Offset": "0", "Content-Type": BYTES},
        environ_overrides={"wsgi.input": Slow(PHOTO), "CONTENT_LENGTH": str(len(PHOTO))},
    )
    assert answer.status_code == 204
    assert set(Slow.held) == {0}
