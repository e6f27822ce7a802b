"""What arrives is hostile (B6): known by its content, bounded before decoding, shown re-encoded."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from server.blobs.pictures import MAX_PIXELS, NotAPhoto, TooManyPixels, inspect, render
from tests.support.photos import huge_png, photo, photo_with_position

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"


def saved(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "part"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("kind", "expected"), [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("WEBP", "image/webp")]
)
def test_b6_the_three_kinds_of_photo_are_known_by_content(
    tmp_path: Path, kind: str, expected: str
) -> None:
    found = inspect(saved(tmp_path, photo(64, 48, kind)))
    assert (found.type, found.width, found.height) == (expected, 64, 48)


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF", "PPM", "ICO"])
def test_b6_no_other_decoder_can_be_reached(tmp_path: Path, kind: str) -> None:
    with pytest.raises(NotAPhoto):
        inspect(saved(tmp_path, photo(64, 48, kind)))


@pytest.mark.parametrize(
    "content",
    [
        SVG,
        HTML,
        b"\xff\xd8\xff\xe0" + HTML,
        b"GIF89a/*" + HTML,
        b"%PDF-1.7\n",
        b"\0",
        b"\x89PNG\r\n\x1a\n" + b"\0\0\0\x0dIHDR",
        photo(64, 48)[:20],
        photo(64, 48) + HTML,
        photo(64, 48, comment=b"<ScRiPt >alert(1)"),
    ],
)
def test_b6_what_only_calls_itself_a_photo_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(NotAPhoto):
        inspect(saved(tmp_path, content))


@pytest.mark.parametrize(
    ("width", "height"), [(MAX_PIXELS // 5000 + 1, 5000), (9000, 9000), (60_000, 60_000)]
)
def test_b6_more_than_50_megapixels_are_refused_before_decoding(
    tmp_path: Path, width: int, height: int
) -> None:
    with pytest.raises(TooManyPixels):
        inspect(saved(tmp_path, huge_png(width, height)))


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_b6_pillows_mere_warning_is_enough_to_refuse(tmp_path: Path) -> None:
    with pytest.raises(TooManyPixels):
        inspect(saved(tmp_path, huge_png(9000, 9000)))


def test_b6_exactly_50_megapixels_are_a_photo(tmp_path: Path) -> None:
    assert inspect(saved(tmp_path, huge_png(MAX_PIXELS // 5000, 5000))).height == 5000


@pytest.mark.parametrize(("size", "side"), [("thumb", 320), ("view", 1600)])
def test_b6_a_rendition_is_a_jpeg_within_its_size(size: str, side: int) -> None:
    with Image.open(BytesIO(render(photo(2000, 1000), size))) as image:
        assert (image.format, image.size) == ("JPEG", (side, side // 2))


def test_b6_a_small_photo_is_not_blown_up() -> None:
    with Image.open(BytesIO(render(photo(64, 48), "view"))) as image:
        assert image.size == (64, 48)


def test_b6_a_rendition_stands_upright_and_carries_no_position_and_no_metadata() -> None:
    original = photo_with_position(orientation=6)
    assert b"CameraMaker" in original
    assert b"secret comment" in original
    shown = render(original, "view")
    with Image.open(BytesIO(shown)) as image:
        assert image.size == (320, 640)
        assert not image.getexif()
        assert set(image.info) <= {
            "jfif",
            "jfif_version",
            "jfif_unit",
            "jfif_density",
            "progressive",
            "progression",
        }
    assert b"CameraMaker" not in shown
    assert b"secret" not in shown


def test_b6_a_signature_on_transparent_ground_is_shown_on_white() -> None:
    out = BytesIO()
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(out, "PNG")
    with Image.open(BytesIO(render(out.getvalue(), "thumb"))) as image:
        assert image.getpixel((25, 25)) == (255, 255, 255)


def test_b6_pixels_that_cannot_be_decoded_are_no_photo_to_show() -> None:
    broken = photo(64, 48, "PNG")
    with pytest.raises(NotAPhoto):
        render(broken[: len(broken) // 2], "thumb")
