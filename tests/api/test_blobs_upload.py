"""Photos by tus 1.0: begun, cut, resumed, verified whole (B1, B3, B4)."""

import pytest

from server.blobs import storage
from server.extensions import db
from server.models import Blob
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
