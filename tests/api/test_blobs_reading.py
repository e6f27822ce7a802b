"""Photos asked for and looked at: only by those whose scope has them, never as code (B1, B6)."""

import errno
from io import BytesIO

import pytest
from PIL import Image

from server.blobs import pictures, storage
from tests.support.actors import Actor
from tests.support.photos import photo, photo_with_position
from tests.support.tus import Tus, sha256

PHOTO = photo_with_position(orientation=6)
HASH = sha256(PHOTO)


@pytest.fixture
def reader(sign_in) -> Actor:
    """Somebody of site A, where the photo is."""
    Tus(sign_in("op1")).upload(PHOTO)
    return sign_in("super")


def test_b1_missing_names_the_hashes_that_the_scope_lacks_in_the_order_asked(reader):
    asked = ["f" * 64, HASH, "0" * 64, "f" * 64]
    answer = reader.post("/api/blobs/missing", json={"scope": "A", "sha256": asked})
    assert answer.get_json() == {"missing": ["f" * 64, "0" * 64]}


def test_b1_missing_says_nothing_of_photos_in_other_scopes(reader, sign_in):
    both = sign_in("manager")
    answer = both.post("/api/blobs/missing", json={"scope": "B", "sha256": [HASH]})
    assert answer.get_json() == {"missing": [HASH]}
    refused = reader.post("/api/blobs/missing", json={"scope": "B", "sha256": [HASH]})
    assert refused.status_code == 403


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"scope": "A"},
        {"scope": "A", "sha256": "f" * 64},
        {"scope": "A", "sha256": ["F" * 64]},
        {"scope": "A", "sha256": ["../" + "f" * 61]},
        {"scope": "A", "sha256": ["f" * 64] * 1001},
        {"scope": "A", "sha256": [], "more": 1},
        [],
    ],
)
def test_a_question_that_cannot_be_read_is_400(reader, body):
    assert reader.post("/api/blobs/missing", json=body).status_code == 400


@pytest.mark.parametrize("size", ["", "?size=thumb", "?size=view"])
def test_a_photo_of_another_site_does_not_exist(reader, sign_in, size):
    stranger = sign_in("boss_b", roles=["manager"], scopes=["B"])
    there = stranger.get(f"/api/blobs/{HASH}{size}")
    nowhere = stranger.get(f"/api/blobs/{'0' * 64}{size}")
    assert (there.status_code, nowhere.status_code) == (404, 404)
    assert there.get_json()["code"] == nowhere.get_json()["code"] == "not_found"


def test_without_a_session_a_photo_is_401(client, reader):
    assert client.get(f"/api/blobs/{HASH}").status_code == 401
    assert client.post("/api/blobs/missing", json={}).status_code == 401


def test_b6_the_original_is_evidence_to_save_and_never_shown_inline(reader):
    answer = reader.get(f"/api/blobs/{HASH}")
    assert answer.data == PHOTO
    assert answer.content_type == "image/jpeg"
    assert answer.content_length == len(PHOTO)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(("size", "shape"), [("thumb", (160, 320)), ("view", (320, 640))])
def test_b6_what_is_shown_is_upright_and_tells_no_position(reader, size, shape):
    answer = reader.get(f"/api/blobs/{HASH}?size={size}")
    assert answer.content_type == "image/jpeg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Content-Disposition" not in answer.headers
    with Image.open(BytesIO(answer.data)) as image:
        assert image.size == shape
        assert not image.getexif()
    assert b"CameraMaker" not in answer.data


def test_b6_a_rendition_is_made_once_and_kept(app, reader, monkeypatch):
    first = reader.get(f"/api/blobs/{HASH}?size=thumb")
    monkeypatch.setattr(pictures, "render", lambda *_: pytest.fail("decoded again"))
    assert reader.get(f"/api/blobs/{HASH}?size=thumb").data == first.data
    with app.app_context():
        assert storage.rendition_key(HASH, "thumb") in storage.blob_store().each_key()


def test_a_full_store_hides_no_photo(reader, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(storage.BlobStore, "put", full)
    assert reader.get(f"/api/blobs/{HASH}?size=thumb").status_code == 200


def test_a_photo_is_cached_privately_by_its_hash_and_only_for_its_reader(reader):
    answer = reader.get(f"/api/blobs/{HASH}?size=view")
    assert "immutable" in answer.headers["Cache-Control"]
    assert "private" in answer.headers["Cache-Control"]
    assert {"Cookie", "Authorization"} <= set(answer.headers["Vary"].split(", "))
    known = {"If-None-Match": answer.headers["ETag"]}
    again = reader.get(f"/api/blobs/{HASH}?size=view", headers=known)
    assert (again.status_code, again.data) == (304, b"")
    assert reader.get(f"/api/blobs/{HASH}?size=thumb", headers=known).status_code == 200


def test_a_known_etag_opens_no_photo_of_another_site(reader, sign_in):
    stranger = sign_in("boss_b", roles=["manager"], scopes=["B"])
    known = {"If-None-Match": f'"{HASH}"'}
    assert stranger.get(f"/api/blobs/{HASH}", headers=known).status_code == 404


@pytest.mark.parametrize("size", ["huge", "", "320"])
def test_a_size_that_is_none_of_ours_is_400(reader, size):
    assert reader.get(f"/api/blobs/{HASH}?size={size}").status_code == 400


@pytest.mark.parametrize("path", ["../secret.key", "uploads", "ffff", "%00", HASH.upper()])
def test_what_is_no_hash_is_404(reader, path):
    assert reader.get(f"/api/blobs/{path}").status_code == 404


def test_b6_a_photo_whose_pixels_are_broken_is_422_to_look_at_and_kept_as_evidence(sign_in):
    broken = photo(64, 48, "PNG")[:-40]
    actor = sign_in("op1")
    Tus(actor).upload(broken)
    shown = actor.get(f"/api/blobs/{sha256(broken)}?size=view")
    assert (shown.status_code, shown.get_json()["code"]) == (422, "not_a_photo")
    assert actor.get(f"/api/blobs/{sha256(broken)}").data == broken


def test_a_photo_whose_bytes_are_lost_is_503_and_no_lie(app, reader):
    with app.app_context():
        storage.blob_store().delete(storage.original_key(HASH))
    assert reader.get(f"/api/blobs/{HASH}").status_code == 503


def test_a_signature_is_shown_like_any_picture(sign_in):
    out = BytesIO()
    Image.new("RGBA", (300, 120), (0, 0, 0, 0)).save(out, "PNG")
    actor = sign_in("gate")
    Tus(actor).upload(out.getvalue())
    answer = actor.get(f"/api/blobs/{sha256(out.getvalue())}?size=view")
    with Image.open(BytesIO(answer.data)) as image:
        assert image.size == (300, 120)
