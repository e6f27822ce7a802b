"""The files of the project as git sees them, tracked or about to be."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def tracked(suffixes: set[str] | None) -> Iterator[Path]:
    """Paths of all files with one of the suffixes (`{".py"}`; None: all), ignored ones left out."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    for name in listing.stdout.split("\0"):
        path = ROOT / name
        if name and (suffixes is None or path.suffix in suffixes) and path.is_file():
            yield path
