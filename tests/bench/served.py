"""The real server of the bench: granian as it is shipped, with the floor's views beside ours."""

import http.client
import logging
import os
import sys
from pathlib import Path
from typing import Any

from flask import Flask
from flask_migrate import upgrade

from server import create_app
from server.__main__ import main
from server.extensions import db
from server.operations import logs
from tests.bench.floor import add_floor
from tests.support.server import Server

TICK = os.sysconf("SC_CLK_TCK")


def create() -> Flask:
    """The application of this environment, with the floor."""
    app = create_app()
    add_floor(app)
    return app


def prepare(folder: Path, database_url: str = "") -> Flask:
    """A migrated application over the folder, in this process: to make people and phones with."""
    settings: dict[str, Any] = {"DATA_DIR": folder, "TESTING": True, "RATELIMIT_ENABLED": False}
    app = create_app(settings | ({"DATABASE_URL": database_url} if database_url else {}))
    with app.app_context():
        upgrade()
    add_floor(app)
    logs.configure(logging.WARNING)
    return app


def put_away(app: Flask) -> None:
    """Close the connections of an application of this process."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


class Served(Server):
    """A server process over the folder, and what it costs."""

    def __init__(self, data_dir: Path, database_url: str = "") -> None:
        super().__init__(data_dir)
        self.database_url = database_url

    @property
    def environment(self) -> dict[str, str]:
        """The settings of a server that is no demo."""
        given = {"DATABASE_URL": self.database_url} if self.database_url else {}
        return super().environment | {"DEMO": "0"} | given

    @property
    def command(self) -> list[str]:
        """How it is started."""
        return [sys.executable, "-m", "tests.bench.served"]

    def cpu_seconds(self) -> float:
        """Processor time of the server's processes so far; a database of its own not counted."""
        total = 0
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = stat.read_text().rpartition(")")[2].split()
            except (FileNotFoundError, ProcessLookupError):
                continue
            if int(fields[2]) == self.pid:
                total += int(fields[11]) + int(fields[12])
        return total / TICK


class Line:
    """One connection of one caller, kept open as a phone keeps it."""

    def __init__(self, port: int, headers: dict[str, str]) -> None:
        self.headers = headers
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)

    def ask(
        self, method: str, path: str, body: bytes = b"", **headers: str
    ) -> http.client.HTTPResponse:
        """Send and return the answer, whose body is still to be read."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self._connection.request(method, path, body, {**self.headers, **named})
        return self._connection.getresponse()

    def post(self, path: str, body: bytes, **headers: str) -> tuple[int, bytes]:
        """Post JSON; the status and the whole answer."""
        answer = self.ask("POST", path, body, Content_Type="application/json", **headers)
        return answer.status, answer.read()

    def close(self) -> None:
        """Hang up."""
        self._connection.close()


if __name__ == "__main__":
    main("tests.bench.served:create")
