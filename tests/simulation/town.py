"""The one server of all runs, its people and phones, as they stand on the morning of each run."""

import copy
import logging
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask

from server.accounts import passwords, people
from server.backup import bring_back, make
from server.extensions import Base, db
from server.operations import logs
from tests.conftest import Clock, application
from tests.simulation.chance import Chance
from tests.simulation.driver import Driver
from tests.simulation.handset import Handset, SimDevice
from tests.support.actors import Actor, add_person

HANDS = (("op1",), ("op1", "lead"), ("op2",), ("super",), ("manager",), ("auditor",))
"""Who works with each phone; the auditor only reads."""
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@dataclass(frozen=True)
class Morning:
    """A phone and the people signed in on it when a run begins."""

    device: SimDevice
    actors: tuple[Actor, ...]


class Town:
    """Puts everything back for the next run; stops, restores and asks the server from outside."""

    def __init__(self, app: Flask, clock: Clock, driver: Driver, folder: Path) -> None:
        self.app = app
        self.clock = clock
        self.driver = driver
        self.folder = folder
        self.start = clock.moment
        self.mornings = self._sign_everyone_in()
        self.ids = {name: actor.user_id for one in self.mornings for name, actor in _named(one)}
        with app.app_context():
            db.engine.dispose()
        self.file = sqlite3.connect(folder / "roundbook.sqlite3", isolation_level=None)
        self.file.executescript("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA synchronous = OFF")
        shutil.copy(folder / "roundbook.sqlite3", folder / "morning.sqlite3")
        self.file.execute("ATTACH ? AS morning", [str(folder / "morning.sqlite3")])

    def reset(self) -> list[tuple[Handset, list[Actor]]]:
        """Everything as on the morning; fresh phones for a run."""
        self.driver.disarm()
        self.clock.moment = self.start
        self.empty()
        names = [table.name for table in Base.metadata.sorted_tables]
        fill = (
            f"INSERT INTO main.{name} SELECT * FROM morning.{name}"  # noqa: S608 - our own tables
            for name in names
        )
        self.file.executescript("BEGIN;" + ";".join(fill) + ";COMMIT")
        return [
            (Handset(copy.copy(one.device)), [copy.copy(actor) for actor in one.actors])
            for one in self.mornings
        ]

    def empty(self) -> None:
        """An empty machine: no row, no photo."""
        names = [table.name for table in Base.metadata.sorted_tables]
        names.append("sqlite_sequence")
        drop = (f"DELETE FROM main.{name}" for name in names)  # noqa: S608 - our own tables
        self.file.executescript("BEGIN;" + ";".join(drop) + ";COMMIT")
        for name in ("blobs", "uploads"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
        self.app.extensions.pop("blob_store", None)

    def restart(self) -> None:
        """The process that was killed is started again."""
        self.driver.die()
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()

    def ask(self, question: str, *values: Any) -> list[tuple[Any, ...]]:
        """Rows as another process reads them: what is not on disk is not there."""
        return self.file.execute(question, values).fetchall()

    @property
    def epoch(self) -> str:
        """The name of the server's present history."""
        ((epoch,),) = self.ask("SELECT value FROM meta WHERE key = 'epoch'")
        return str(epoch)

    def hashes(self) -> set[str]:
        """The photos that the server holds."""
        return {sha256 for (sha256,) in self.ask("SELECT sha256 FROM blobs")}

    def grant(self, name: str, roles: list[str], scopes: list[str]) -> None:
        """An administrator changes what a person may do."""
        with self.app.app_context():
            people.set_grants(self.ids[name], roles, scopes)

    def backup(self, name: str) -> Path:
        """A backup, as `flask backup` makes it."""
        shutil.rmtree(self.folder / "backups", ignore_errors=True)
        folder = self.folder / "backups" / name
        with self.app.app_context():
            make.make(folder)
        return folder

    def restore(self, folder: Path) -> None:
        """The machine burnt down; the backup comes back on an empty one (F9)."""
        self.restart()
        self.empty()
        with self.app.app_context():
            bring_back.restore(folder)

    def _sign_everyone_in(self) -> list[Morning]:
        chance, found = Chance("morning", self.clock), []
        with chance.everywhere():
            for name in sorted({name for names in HANDS for name in names}):
                add_person(self.app, name)
            for number, (first, *others) in enumerate(HANDS):
                chance.begin(number)
                actor = Actor(self.app, first)
                device = SimDevice(actor, chance)
                seconds = (Actor(self.app, name, device_id=device.device_id) for name in others)
                found.append(Morning(device, (actor, *seconds)))
        return found


def _named(morning: Morning) -> Iterator[tuple[str, Actor]]:
    for actor in morning.actors:
        yield actor.signed["user"]["username"], actor


@contextmanager
def town_in(folder: Path, migrated: Path) -> Iterator[Town]:
    """A town on a database of its own."""
    shutil.copy(migrated, folder / "roundbook.sqlite3")
    driver, clock = Driver(), Clock()
    with (
        pytest.MonkeyPatch.context() as patch,
        application({"DATA_DIR": folder, "CLOCK": clock}) as app,
    ):
        logs.configure(logging.CRITICAL)
        patch.setattr(passwords, "HASHER", QUICK)
        with app.app_context():
            db.engine.dispose()
            driver.attach(db.engine)
        town = Town(app, clock, driver, folder)
        yield town
        town.file.close()
        logs.configure()
