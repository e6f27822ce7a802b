"""A photo's way through the whole server, on each database and in each store (B1, B2, B5)."""

import threading

import pytest
from flask import Flask
from sqlalchemy import func, select

from server.blobs import storage
from server.extensions import db
from server.models import Blob, BlobScope
from tests.support.actors import Actor, add_person
from tests.support.photos import photo
from tests.support.tus import Tus, parts, scopes_with, sha256

PHOTO = photo(2000, 1000)
HALF = len(PHOTO) // 2


@pytest.fixture
def stored_app(any_app: Flask, blob_url: str) -> Flask:
    any_app.config["BLOB_URL"] = blob_url
    return any_app


def signed_in(app: Flask, username: str = "op1", **given: list[str]) -> Tus:
    add_person(app, username, **given)
    return Tus(Actor(app, username))


def test_b1_a_photo_arrives_in_pieces_and_is_shown(stored_app: Flask) -> None:
    tus = signed_in(stored_app)
    path = tus.begin(PHOTO)
    assert tus.patch(path, 0, PHOTO[:HALF]).status_code == 204
    assert tus.patch(path, HALF, PHOTO[HALF:]).status_code == 204
    assert tus.actor.get(f"/api/blobs/{sha256(PHOTO)}").data == PHOTO
    shown = tus.actor.get(f"/api/blobs/{sha256(PHOTO)}?size=thumb").data
    assert tus.actor.get(f"/api/blobs/{sha256(PHOTO)}?size=thumb").data == shown
    assert parts(stored_app) == []
    with stored_app.app_context():
        assert set(storage.blob_store().each_key()) == {
            storage.original_key(sha256(PHOTO)),
            storage.rendition_key(sha256(PHOTO), "thumb"),
        }


def test_b5_one_photo_brought_by_two_phones_at_once_is_kept_once(stored_app: Flask) -> None:
    people = [signed_in(stored_app, name) for name in ("op1", "lead", "super")]
    ready = threading.Barrier(len(people))
    statuses = []

    def bring(tus: Tus) -> None:
        path = tus.begin(PHOTO)
        ready.wait()
        statuses.append(tus.patch(path, 0, PHOTO).status_code)

    threads = [threading.Thread(target=bring, args=(tus,)) for tus in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [204, 204, 204]
    assert scopes_with(stored_app, PHOTO) == ["A"]
    with stored_app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Blob)) == 1


def test_b1_the_same_photo_in_two_sites_is_stored_once_and_belongs_to_both(
    stored_app: Flask,
) -> None:
    tus = signed_in(stored_app, "manager")
    tus.upload(PHOTO, "A")
    tus.upload(PHOTO, "B")
    with stored_app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Blob)) == 1
        assert db.session.scalar(select(func.count()).select_from(BlobScope)) == 2
        assert list(storage.blob_store().each_key()) == [storage.original_key(sha256(PHOTO))]


@pytest.mark.parametrize("odd", ["a%00b", "%F0%9F%93%B7", "'; DROP TABLE blobs; --", "x" * 5000])
def test_an_odd_address_finds_nothing_on_either_database(any_app: Flask, odd: str) -> None:
    tus = signed_in(any_app)
    assert tus.actor.get(f"/api/blobs/{odd}").status_code == 404
    assert tus.open("HEAD", f"/api/blobs/uploads/{odd}").status_code in (400, 404)
    assert tus.create(PHOTO, "A\0B").status_code == 403
