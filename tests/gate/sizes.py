"""Sizes that the house keeps: rooms that fit a head, a first load that fits a slow network."""

import gzip
import re
from collections.abc import Iterator

from tests.gate.tree import ROOT, tracked

FILE_LINES = 300
FIRST_LOAD_BYTES = 120 * 1024
COUNTED = {".py", ".ts", ".tsx", ".css"}
SCRIPT = re.compile(r'(?:src|href)="/([^"]+\.js)"')


def long_files() -> Iterator[str]:
    """Source files over 300 lines: each is asking to become two rooms."""
    for path in tracked(COUNTED):
        lines = path.read_text(encoding="utf-8").count("\n")
        if lines > FILE_LINES:
            yield f"{path.relative_to(ROOT)}: {lines} lines, {FILE_LINES} is the most"


def heavy_first_load() -> Iterator[str]:
    """The JavaScript that the built index.html asks for at once, gzipped, against its budget."""
    dist = ROOT / "pwa" / "dist"
    scripts = {dist / name for name in SCRIPT.findall((dist / "index.html").read_text("utf-8"))}
    if not scripts:
        yield "pwa/dist/index.html names no script: was the app built?"
    total = sum(len(gzip.compress(path.read_bytes(), 9)) for path in scripts)
    print(f"first load of the phone app: {total / 1024:.1f} KB gz of JavaScript")
    if total > FIRST_LOAD_BYTES:
        yield f"first load is {total} bytes gz of JavaScript, {FIRST_LOAD_BYTES} is the most"
