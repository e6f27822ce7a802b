"""Uploads in their later life: writers at once, ends, expiry, tidying."""

from io import BytesIO
from typing import ClassVar

import pytest
from sqlalchemy import select

from server.blobs import arrival, uploads
from server.extensions import db
from server.models import Upload
from tests.support.actors import Actor
from tests.support.photos import photo
from tests.support.tus import (
    BYTES,
    Tus,
    checksum,
    metadata,
    parts,
    scopes_with,
)

PHOTO = photo()
HALF = len(PHOTO) // 2


@pytest.fixture
def tus(sign_in) -> Tus:
    return Tus(sign_in("op1"))


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
