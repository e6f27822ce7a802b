"""`python -m server`: serve with granian at HOST and PORT."""

import sys

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from server import config

THREADS = 64
"""A photo that trickles in over a slow network holds one of them; text must not wait for it."""


def main() -> None:
    """Serve until told to stop. Settings that must not be served with are said in one line."""
    try:
        settings = config.load()
    except config.BadSetting as error:
        sys.exit(f"Roundbook does not start: {error}")
    print(f"Roundbook on http://{settings['HOST']}:{settings['PORT']}", flush=True)
    Granian(
        "server:create_app",
        factory=True,
        address=settings["HOST"],
        port=settings["PORT"],
        interface=Interfaces.WSGI,
        blocking_threads=THREADS,
        log_level=LogLevels.error,
    ).serve()


if __name__ == "__main__":
    main()
