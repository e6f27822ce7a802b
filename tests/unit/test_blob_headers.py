"""tus headers as hostile input: read strictly, or refused by the header's name (B1)."""

import base64
import hashlib

import pytest

from server.blobs.headers import (
    LONGEST_METADATA,
    BadHeader,
    read_checksum,
    read_metadata,
    read_number,
)

SHA = hashlib.sha256(b"photo").hexdigest()


def metadata(**values: str) -> str:
    return ",".join(
        f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in values.items()
    )


def test_b1_metadata_gives_hash_scope_and_type() -> None:
    claim = read_metadata(metadata(sha256=SHA.upper(), scope="A", type="image/jpeg", name="泵.jpg"))
    assert (claim.sha256, claim.scope, claim.type) == (SHA, "A", "image/jpeg")


def test_b1_a_key_without_a_value_is_allowed() -> None:
    raw = metadata(sha256=SHA, scope="A") + ",is_confidential"
    assert read_metadata(raw).raw == raw


@pytest.mark.parametrize(
    "value",
    [
        None,
        "",
        metadata(scope="A"),
        metadata(sha256=SHA),
        metadata(sha256="abc", scope="A"),
        metadata(sha256=SHA, scope="A") + ",sha256 " + base64.b64encode(b"0" * 64).decode(),
        f"sha256 {SHA},scope !!!",
        "scope /////w==,sha256 " + base64.b64encode(SHA.encode()).decode(),
        metadata(sha256=SHA, scope="A") + ",näme QQ==",
        metadata(sha256=SHA, scope="A", name="x" * LONGEST_METADATA),
    ],
)
def test_metadata_that_cannot_be_read_is_refused(value: str | None) -> None:
    with pytest.raises(BadHeader) as refused:
        read_metadata(value)
    assert refused.value.detail == {"header": "Upload-Metadata"}


@pytest.mark.parametrize("value", [None, "", "-1", "+1", "1.0", " 1", "1e3", "٣", "9" * 30])
def test_a_number_is_plain_digits_and_nothing_else(value: str | None) -> None:
    with pytest.raises(BadHeader):
        read_number("Upload-Length", value)


def test_a_number_reads_as_itself() -> None:
    assert read_number("Upload-Offset", "262144") == 262144


@pytest.mark.parametrize("name", ["sha256", "sha-256", "sha1"])
def test_b1_a_checksum_names_its_algorithm(name: str) -> None:
    algorithm = name.replace("-", "")
    digest = hashlib.new(algorithm, b"bytes").digest()
    checksum = read_checksum(f"{name} {base64.b64encode(digest).decode()}")
    assert checksum is not None
    checksum.hasher.update(b"bytes")
    assert checksum.hasher.digest() == checksum.digest


@pytest.mark.parametrize("value", ["", "sha256", "md5 QUJD", "sha256 not/base64!", "sha256 é"])
def test_an_unknown_or_broken_checksum_is_refused(value: str) -> None:
    with pytest.raises(BadHeader):
        read_checksum(value)


def test_no_checksum_is_fine() -> None:
    assert read_checksum(None) is None
