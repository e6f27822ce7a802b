"""Photos for the demo, drawn: a gauge, a display, a pump. May not read any file."""

import io
import math
import random

from PIL import Image, ImageDraw, ImageFont

SIZE = (1280, 960)
STRIP = 132
GRAIN = 96
Pen = ImageDraw.ImageDraw
Ink = tuple[int, int, int]


def gauge(share: float, unit: str, strip: str, seed: int) -> bytes:
    """A dial whose needle stands at `share` (0 to 1) of its range. JPEG."""
    image, pen = _wall(seed)
    pen.ellipse((330, 90, 950, 710), fill=(58, 64, 68))
    pen.ellipse((360, 120, 920, 680), fill=(246, 246, 242))
    pen.arc((395, 155, 885, 645), 135, 315, fill=(40, 140, 90), width=14)
    pen.arc((395, 155, 885, 645), 315, 45, fill=(176, 30, 44), width=14)
    for step in range(11):
        _spoke(pen, 135 + step * 27, 205, 235, 6)
    _spoke(pen, 135 + max(0.0, min(1.0, share)) * 270, -30, 200, 10)
    pen.ellipse((615, 375, 665, 425), fill=(30, 34, 38))
    pen.text((640, 540), unit, fill=(30, 34, 38), font=ImageFont.load_default(48), anchor="mm")
    return _finish(image, strip)


def display(value: str, unit: str, strip: str, seed: int) -> bytes:
    """The panel of a transmitter that shows a value. JPEG."""
    image, pen = _wall(seed)
    pen.rounded_rectangle((250, 130, 1030, 690), 40, fill=(208, 212, 214), outline=(120, 126, 130))
    pen.rounded_rectangle((320, 200, 960, 490), 18, fill=(18, 34, 30))
    pen.text((900, 350), value, fill=(150, 250, 200), font=ImageFont.load_default(150), anchor="rm")
    pen.text((940, 455), unit, fill=(150, 250, 200), font=ImageFont.load_default(44), anchor="rm")
    for key in range(4):
        pen.rounded_rectangle((340 + key * 150, 550, 450 + key * 150, 630), 14, fill=(90, 96, 100))
    return _finish(image, strip)


def pump(strip: str, seed: int, leak: bool = False) -> bytes:
    """A pump on its base with a red valve; a puddle under it if it leaks. JPEG."""
    image, pen = _wall(seed)
    pen.rectangle((0, 300, 1280, 340), fill=(46, 132, 112))
    pen.rectangle((0, 690, 1280, 960), fill=(128, 130, 128))
    pen.rectangle((330, 640, 960, 700), fill=(96, 98, 96))
    pen.rounded_rectangle((360, 440, 640, 640), 50, fill=(36, 92, 150))
    pen.rectangle((640, 480, 720, 640), fill=(226, 186, 40))
    pen.ellipse((720, 420, 950, 650), fill=(36, 92, 150))
    pen.rectangle((800, 180, 870, 440), fill=(36, 92, 150))
    pen.ellipse((760, 170, 910, 320), outline=(190, 30, 40), width=22)
    if leak:
        pen.ellipse((520, 700, 1010, 800), fill=(98, 112, 122))
        pen.line((840, 640, 836, 720), fill=(180, 200, 212), width=8)
    return _finish(image, strip)


def _wall(seed: int) -> tuple[Image.Image, Pen]:
    rng = random.Random(seed)
    grain = Image.frombytes("L", (GRAIN, GRAIN), rng.randbytes(GRAIN * GRAIN)).resize(SIZE)
    base = rng.randint(120, 160)
    rough = grain.point([base + value // 8 for value in range(256)])
    picture = Image.merge("RGB", (rough, rough, rough.point([min(255, v + 6) for v in range(256)])))
    return picture, ImageDraw.Draw(picture)


def _spoke(pen: Pen, degrees: float, inner: float, outer: float, width: int) -> None:
    turn = math.radians(degrees)
    ends = [(640 + r * math.cos(turn), 400 + r * math.sin(turn)) for r in (inner, outer)]
    pen.line(ends, fill=(30, 34, 38), width=width)


def _finish(image: Image.Image, strip: str) -> bytes:
    pen = ImageDraw.Draw(image, "RGBA")
    width, height = SIZE
    pen.rectangle((0, height - STRIP, width, height), fill=(16, 20, 24, 190))
    font = ImageFont.load_default(44)
    pen.text((36, height - STRIP / 2), strip, fill=(255, 255, 255), font=font, anchor="lm")
    out = io.BytesIO()
    image.save(out, "JPEG", quality=72)
    return out.getvalue()
