"""Pictures for tests: made here, so that their every byte is known."""

import random
import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image


def photo(
    width: int = 640, height: int = 480, kind: str = "JPEG", seed: int = 1, **options: Any
) -> bytes:
    """A picture of noise, so that it does not compress to nothing; a seed makes another one."""
    noise = random.Random(seed).randbytes((width // 8) * (height // 8) * 3)
    image = Image.frombytes("RGB", (width // 8, height // 8), noise).resize((width, height))
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def photo_with_position(orientation: int = 6) -> bytes:
    """A photo taken sideways, whose EXIF tells where, with what, and carries a comment."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "CameraMaker"
    exif.get_ifd(0x8825).update({1: "N", 2: (36.0, 4.0, 1.0), 3: "E", 4: (120.0, 19.0, 9.0)})
    return photo(640, 320, exif=exif, comment=b"secret comment")


def huge_png(width: int, height: int) -> bytes:
    """A PNG header that promises that many pixels, in a few bytes."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")
    )
