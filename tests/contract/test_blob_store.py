"""Every place that blobs may lie in behaves the same."""

import os
from pathlib import Path

import pytest

from server.blobs.storage import BlobStore, StorageUnavailable, original_key, rendition_key

SHA = "ab" + "0" * 62


@pytest.fixture
def store(blob_url: str) -> BlobStore:
    return BlobStore(blob_url)


def test_b1_what_was_put_comes_back_byte_for_byte_with_its_size(store: BlobStore) -> None:
    content = os.urandom(300_000)
    store.put(original_key(SHA), content)
    found = store.get(original_key(SHA))
    assert found is not None
    assert found.size == len(content)
    assert found.whole() == content


def test_b1_a_file_of_many_megabytes_comes_back_in_pieces(store: BlobStore, tmp_path: Path) -> None:
    content = os.urandom(6 * 1024 * 1024 + 1)
    path = tmp_path / "part"
    path.write_bytes(content)
    store.put(original_key(SHA), path)
    found = store.get(original_key(SHA))
    assert found is not None
    pieces = list(found.pieces)
    assert len(pieces) > 1
    assert b"".join(pieces) == content


def test_b5_putting_the_same_blob_twice_keeps_one(store: BlobStore) -> None:
    store.put(original_key(SHA), b"same")
    store.put(original_key(SHA), b"same")
    assert list(store.each_key()) == [original_key(SHA)]


def test_an_object_that_is_not_there_is_none_and_no_error(store: BlobStore) -> None:
    assert store.get(original_key(SHA)) is None


def test_originals_and_renditions_of_one_photo_lie_apart(store: BlobStore) -> None:
    store.put(original_key(SHA), b"original")
    store.put(rendition_key(SHA, "thumb"), b"small")
    found = store.get(original_key(SHA))
    assert found is not None
    assert found.whole() == b"original"


def test_a_deleted_object_is_gone_and_deleting_it_again_is_fine(store: BlobStore) -> None:
    store.put(original_key(SHA), b"x")
    store.delete(original_key(SHA))
    store.delete(original_key(SHA))
    assert store.get(original_key(SHA)) is None


def test_a_store_that_does_not_answer_is_unavailable(monkeypatch: pytest.MonkeyPatch) -> None:
    # Port 9 of loopback: nothing listens there.
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_REGION", "us-east-1")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    store = BlobStore("s3://photos/none")
    with pytest.raises(StorageUnavailable):
        store.put(original_key(SHA), b"x")


def test_a_url_of_another_kind_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="file:// or s3://"):
        BlobStore("ftp://somewhere/else")
