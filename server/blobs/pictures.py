"""What a file really is, and pictures that are safe to look at (B6).

Everything here works on hostile bytes: only three decoders can be reached, and the number of
pixels is known and bounded before one of them runs.
"""

import mmap
import re
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from threading import BoundedSemaphore
from typing import IO

from PIL import Image, ImageOps

from server.errors import Problem

TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}
MAX_PIXELS = 50_000_000
SIZES = {"thumb": 320, "view": 1600}
"""Longest side of a rendition in pixels."""

MARKUP = re.compile(rb"<(?:script|!doctype|html|iframe|\?php)[\s>/]", re.IGNORECASE)
"""Long enough not to occur in a photo by chance, and what a browser would need to run it."""

Image.MAX_IMAGE_PIXELS = MAX_PIXELS

_decoders = BoundedSemaphore(2)
"""A photo of 50 Mpx takes 200 MB while it is decoded: two at once in a process are enough."""


class NotAPhoto(Problem):
    """The content is no JPEG, PNG or WebP, whatever its name and type claim."""

    def __init__(self) -> None:
        super().__init__("not_a_photo")


class TooManyPixels(Problem):
    """More pixels than this server decodes."""

    def __init__(self) -> None:
        super().__init__("too_many_pixels", max_pixels=MAX_PIXELS)


@dataclass(frozen=True)
class Picture:
    """The type found in the content, and the size in pixels as stored."""

    type: str
    width: int
    height: int


def inspect(path: Path) -> Picture:
    """What the file is, by its content alone; nothing is decoded. B6."""
    with open(path, "rb") as file:
        picture = _header(file)
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            if MARKUP.search(content):
                raise NotAPhoto
    return picture


def render(original: bytes, size: str) -> bytes:
    """A JPEG of at most `SIZES[size]` pixels a side, upright, with no metadata at all. B6.

    Raises `NotAPhoto` when the pixels cannot be decoded.
    """
    side = SIZES[size]
    with _decoders, _open(BytesIO(original)) as image:
        try:
            # A JPEG is decoded at a fraction of its size, at least twice what is wanted.
            image.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=2.0)
            small = ImageOps.exif_transpose(image)
        except (OSError, SyntaxError, ValueError) as error:
            raise NotAPhoto from error
        out = BytesIO()
        _flat(small).save(out, "JPEG", quality=82, optimize=True, progressive=True)
    return out.getvalue()


def _header(file: IO[bytes]) -> Picture:
    with _open(file) as image:
        return Picture(TYPES[str(image.format)], *image.size)


def _open(file: IO[bytes]) -> Image.Image:
    try:
        image = Image.open(file, formats=tuple(TYPES))
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise TooManyPixels from error
    # A damaged header makes Pillow raise all sorts of errors, struct.error among them.
    except Exception as error:
        raise NotAPhoto from error
    # Up to twice its bound Pillow only warns.
    if image.width * image.height > MAX_PIXELS:
        image.close()
        raise TooManyPixels
    return image


def _flat(image: Image.Image) -> Image.Image:
    """Pixels alone on white: a new image carries no EXIF, XMP, comment or colour profile."""
    clean = Image.new("RGB", image.size, "white")
    if "transparency" in image.info or image.mode in ("RGBA", "LA", "PA"):
        layer = image.convert("RGBA")
        clean.paste(layer, mask=layer)
    else:
        clean.paste(image.convert("RGB"))
    return clean
