"""Uploads that are refused: not allowed, not readable, too large, no room, no photo (B1, B6)."""

import errno
import os
from collections import namedtuple

import pytest

from server.blobs import storage
from tests.support.actors import Actor
from tests.support.photos import huge_png, photo
from tests.support.tus import BYTES, UPLOADS, Tus, parts, scopes_with, sha256

PHOTO = photo()
HALF = len(PHOTO) // 2
MARKUP = b"<!doctype html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


@pytest.fixture
def tus(sign_in) -> Tus:
    return Tus(sign_in("op1"))


def test_somebody_elses_upload_does_not_exist(tus, sign_in):
    path = tus.begin(PHOTO)
    stranger = Tus(sign_in("op2"))
    assert stranger.open("HEAD", path).status_code == 404
    assert stranger.patch(path, 0, PHOTO).status_code == 404
    assert stranger.open("DELETE", path).status_code == 404
    assert tus.offset(path) == 0


def test_an_unknown_checksum_algorithm_is_400(tus):
    path = tus.begin(PHOTO)
    answer = tus.patch(path, 0, PHOTO, **{"Upload-Checksum": "crc32 QUJDRA=="})
    assert (answer.status_code, answer.get_json()["header"]) == (400, "Upload-Checksum")
    assert tus.offset(path) == 0


def test_a_scope_that_is_not_held_is_403_whether_it_exists_or_not(tus):
    for scope in ("B", "no-such-site", "person:somebody", ""):
        answer = tus.create(PHOTO, scope)
        assert answer.status_code == (403 if scope else 400)


def test_another_tus_version_is_412_and_told_ours(tus):
    answer = tus.open("POST", UPLOADS, headers={"Tus-Resumable": "0.2.2"})
    assert (answer.status_code, answer.headers["Tus-Version"]) == (412, "1.0.0")


def test_bytes_of_another_content_type_are_415(tus):
    path = tus.begin(PHOTO)
    for content_type in ("application/json", "image/jpeg", "multipart/form-data", ""):
        answer = tus.patch(path, 0, PHOTO, **{"Content-Type": content_type})
        assert answer.status_code == 415
    assert tus.offset(path) == 0


def test_a_cookie_session_needs_its_csrf_header_to_send_a_photo(app, tus):
    cookies = Actor(app, "op1", transport="cookie")
    with_header = Tus(cookies)
    path = with_header.begin(PHOTO)
    token = cookies.headers.pop("X-CSRF-Token")
    assert with_header.create(PHOTO).status_code == 403
    assert with_header.patch(path, 0, PHOTO).status_code == 403
    assert with_header.open("DELETE", path).status_code == 403
    cookies.headers["X-CSRF-Token"] = token
    assert with_header.patch(path, 0, PHOTO).status_code == 204


def test_without_a_session_every_verb_is_401(client, tus):
    path = tus.begin(PHOTO)
    headers = {"Tus-Resumable": "1.0.0"}
    for method, where in (("POST", UPLOADS), ("HEAD", path), ("PATCH", path), ("DELETE", path)):
        content = {"Content-Type": BYTES} if method == "PATCH" else {}
        answer = client.open(where, method=method, headers={**headers, **content})
        assert answer.status_code == 401


def test_more_than_the_largest_photo_is_413_before_a_byte_is_sent(tus):
    answer = tus.create(PHOTO, length=25 * 1024 * 1024 + 1)
    assert (answer.status_code, answer.get_json()["code"]) == (413, "too_large")
    assert tus.create(PHOTO, length=25 * 1024 * 1024).status_code == 201


@pytest.mark.parametrize("length", ["", "-1", "many", "1e3", "9" * 40])
def test_a_length_that_is_no_number_is_400(tus, length):
    assert tus.create(PHOTO, length=length).status_code == 400


def test_a_body_longer_than_announced_is_413_and_nothing_of_it_stays(app, tus):
    path = tus.begin(PHOTO)
    tus.patch(path, 0, PHOTO[:10])
    assert tus.patch(path, 10, PHOTO[10:] + b"more").status_code == 413
    assert tus.offset(path) == 10


def test_an_endless_body_is_413_and_never_held_in_memory(tus):
    class Endless:
        """A stream without an end that counts what was taken from it."""

        taken = 0

        def read(self, size: int = -1) -> bytes:
            assert 0 < size <= 64 * 1024
            Endless.taken += size
            return b"x" * size

        def readinto(self, buffer) -> int:
            buffer[:] = self.read(len(buffer))
            return len(buffer)

    path = tus.begin(PHOTO)
    answer = tus.open(
        "PATCH",
        path,
        environ_overrides={"wsgi.input": Endless(), "wsgi.input_terminated": True},
        headers={"Upload-Offset": "0", "Content-Type": BYTES, "Transfer-Encoding": "chunked"},
    )
    assert answer.status_code == 413
    assert Endless.taken < len(PHOTO) + 64 * 1024
    assert tus.offset(path) == 0


def test_a_site_over_its_quota_refuses_the_next_photo_and_other_sites_go_on(app, sign_in):
    app.config["BLOB_QUOTA"] = int(len(PHOTO) * 1.5)
    both = Tus(sign_in("manager"))
    both.upload(PHOTO)
    answer = both.create(photo(seed=2))
    assert (answer.status_code, answer.get_json()["code"]) == (507, "over_quota")
    assert both.create(PHOTO).status_code == 201
    assert both.create(photo(seed=2), "B").status_code == 201


def test_uploads_under_way_count_against_the_quota(app, tus):
    app.config["BLOB_QUOTA"] = int(len(PHOTO) * 1.5)
    tus.begin(PHOTO)
    assert tus.create(photo(seed=2)).status_code == 507


def test_a_disk_that_fills_up_is_507_and_leaves_no_partial_file(app, tus, monkeypatch):
    path = tus.begin(PHOTO)
    tus.patch(path, 0, PHOTO[:HALF])

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(os, "pwrite", full)
        answer = tus.patch(path, HALF, PHOTO[HALF:])
    assert (answer.status_code, answer.get_json()["code"]) == (507, "storage_full")
    assert parts(app) == []
    assert tus.open("HEAD", path).status_code == 404
    tus.upload(PHOTO)
    assert scopes_with(app, PHOTO) == ["A"]


def test_a_nearly_full_disk_is_507_before_a_byte_is_sent(tus, monkeypatch):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr("shutil.disk_usage", lambda _: usage(100, 99, 1))
    answer = tus.create(PHOTO)
    assert (answer.status_code, answer.get_json()["code"]) == (507, "storage_full")


def test_a_blob_store_that_is_away_is_503_and_the_photo_is_kept_for_later(app, tus, monkeypatch):
    path = tus.begin(PHOTO)

    def away(*_):
        raise storage.StorageUnavailable

    with monkeypatch.context() as outage:
        outage.setattr(storage.BlobStore, "put", away)
        answer = tus.patch(path, 0, PHOTO)
        assert answer.status_code == 503
        assert "Retry-After" in answer.headers
    assert tus.offset(path) == len(PHOTO)
    assert scopes_with(app, PHOTO) == ["A"]


def test_one_person_cannot_hold_uploads_without_number(tus, monkeypatch):
    monkeypatch.setattr("server.blobs.room.OPEN_UPLOADS", 2)
    tus.begin(PHOTO)
    tus.begin(PHOTO)
    assert tus.create(PHOTO).status_code == 429


@pytest.mark.parametrize(
    "content",
    [MARKUP, SVG, photo(64, 48, "GIF"), b"\xff\xd8\xff\xe0" + MARKUP, photo(64, 48) + MARKUP],
)
def test_b6_what_only_calls_itself_a_photo_is_refused_in_the_callers_language(app, tus, content):
    path = tus.create(content, type="image/jpeg", name="pump.jpg").headers["Location"]
    answer = tus.patch(path, 0, content, **{"Accept-Language": "en"})
    assert (answer.status_code, answer.get_json()["code"]) == (422, "not_a_photo")
    assert "JPEG" in answer.get_json()["title"]
    assert tus.actor.get(f"/api/blobs/{sha256(content)}").status_code == 404
    assert parts(app) == []
    with app.app_context():
        assert list(storage.blob_store().each_key()) == []


def test_b6_a_type_that_is_no_photo_is_refused_before_a_byte_is_sent(tus):
    for claimed in ("image/svg+xml", "text/html", "application/pdf", "image/jpeg\r\nX: y"):
        answer = tus.create(PHOTO, type=claimed)
        assert (answer.status_code, answer.get_json()["code"]) == (422, "not_a_photo")
    assert tus.create(b"").status_code == 422


def test_b6_more_than_50_megapixels_are_refused_and_dropped(app, tus):
    content = huge_png(8000, 8000)
    answer = tus.patch(tus.begin(content), 0, content)
    assert (answer.status_code, answer.get_json()["code"]) == (422, "too_many_pixels")
    assert parts(app) == []


@pytest.mark.parametrize("name", ["../../etc/passwd", "a\r\nSet-Cookie: x=1", "a\0b", "泵" * 300])
def test_a_hostile_name_changes_nothing(app, tus, name):
    answer = tus.create(PHOTO, name=name)
    assert answer.status_code == 201
    assert "Set-Cookie" not in answer.headers
    tus.patch(answer.headers["Location"], 0, PHOTO)
    shown = tus.actor.get(f"/api/blobs/{sha256(PHOTO)}").headers["Content-Disposition"]
    assert shown == f'attachment; filename="{sha256(PHOTO)[:16]}.jpg"'
    with app.app_context():
        keys = list(storage.blob_store().each_key())
    assert keys == [storage.original_key(sha256(PHOTO))]


def test_an_upload_path_that_leaves_its_folder_is_404(tus):
    for path in ("../secret.key", "%2e%2e%2fsecret.key", "..", "a%00b"):
        assert tus.open("HEAD", f"{UPLOADS}/{path}").status_code in (404, 405)
