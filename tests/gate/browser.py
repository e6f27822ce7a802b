"""Finds the Chromium that the browser tests drive, or brings it, or says what to install.

May not start a browser and may not touch anything but the package of that name.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ADVICE = """No Chromium was found for the end-to-end tests. Do one of these:
  Debian, Ubuntu (as root):  apt-get update && apt-get install -y chromium fonts-wqy-microhei
  anywhere else:             .venv/bin/playwright install chromium
  or name one you have:      CHROMIUM=/path/to/chromium make test"""


def find() -> str | None:
    """The path of a Chromium to drive: `CHROMIUM`, one on PATH, or the one Playwright brought."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named if Path(named).exists() else None
    on_path = next((found for name in NAMES if (found := shutil.which(name))), None)
    return on_path or _playwrights_own()


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as tools:
        path = tools.chromium.executable_path
    return path if Path(path).exists() else None


def _install() -> None:
    if os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        packages = ["chromium", "fonts-wqy-microhei"]
        subprocess.run(["apt-get", "update", "-qq"], check=False, env=quiet)
        subprocess.run(["apt-get", "install", "-y", "-qq", *packages], check=False, env=quiet)
    else:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def main() -> int:
    """Exit status 0 when a browser is there, else 1 after the advice was printed."""
    if find() is None:
        _install()
    path = find()
    print(path or ADVICE)
    return 0 if path else 1


if __name__ == "__main__":
    sys.exit(main())
