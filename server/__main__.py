"""`python -m server`: serve with granian at HOST and PORT, with HTTPS for a LAN if TLS=1."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import segno
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from server import config, tls
from server.demo.commands import sign_ins

THREADS = 64
"""A photo that trickles in over a slow network holds one of them; text must not wait for it."""


def main(application: str = "server:create_app") -> None:
    """Serve until told to stop. Settings that must not be served with are said in one line.

    `application` names the factory to serve: the bench adds views of its own to ours.
    """
    try:
        settings = config.load()
        where = address(settings)
    except config.BadSetting as error:
        sys.exit(f"Roundbook does not start: {error}")
    papers = made_papers(settings["DATA_DIR"], where) if settings["TLS"] else None
    greet(settings, f"{'https' if papers else 'http'}://{where}:{settings['PORT']}")
    Granian(
        application,
        factory=True,
        address=where,
        port=settings["PORT"],
        interface=Interfaces.WSGI,
        blocking_threads=THREADS,
        # Killed for want of memory, say: phones would wait for an operator.
        respawn_failed_workers=True,
        log_level=LogLevels.error,
        ssl_cert=papers.certificate if papers else None,
        ssl_key=papers.key if papers else None,
    ).serve()


def address(settings: dict[str, Any]) -> str:
    """HOST; with TLS and no HOST of its own, this machine's address in the LAN."""
    host: str = settings["HOST"]
    if settings["TLS"] and host == config.SETTINGS["HOST"]:
        host = tls.lan_address()
        config.check({**settings, "HOST": host})
    return host


def made_papers(data_dir: Path, host: str) -> tls.Papers:
    """The certificate to show, signed by the authority of this data folder."""
    return tls.papers(data_dir / "tls", host, datetime.now(UTC))


def greet(settings: dict[str, Any], url: str) -> None:
    """Tell the person at the terminal where to go and, in a demo, as whom."""
    print(f"\nRoundbook on {url}", flush=True)
    if settings["TLS"]:
        print(f"Phones first install the authority from {url}/authority.crt")
        segno.make_qr(url).terminal(compact=True)
    if settings["DEMO"]:
        print(sign_ins(), flush=True)


if __name__ == "__main__":
    main()
