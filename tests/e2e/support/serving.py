"""The real server as a test wants it deployed: which build it serves, and what its clock says.

`python -m tests.e2e.support.serving` is `python -m server` with two things that no setting offers
to people: a folder of a built app, and a clock that a file moves forward.
"""

import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest import mock

from flask import Flask

from server import __main__, config, create_app

TARGET = "tests.e2e.support.serving:make"
DIST = "E2E_DIST"
CLOCK = "E2E_CLOCK"


def make() -> Flask:
    """The application over the settings of the environment, for granian."""
    settings = config.load()
    if DIST in os.environ:
        settings["PWA_DIST"] = Path(os.environ[DIST])
    if CLOCK in os.environ:
        settings["CLOCK"] = Moved(Path(os.environ[CLOCK]))
    return create_app(settings)


class Moved:
    """The machine's clock, ahead by as many seconds as the file says."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def __call__(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=float(self._file.read_text()))


def main() -> None:
    """Serve as the server itself does, but by `make`."""
    real = __main__.Granian
    with mock.patch.object(__main__, "Granian", lambda _target, **given: real(TARGET, **given)):
        __main__.main()


if __name__ == "__main__":
    sys.exit(main())
