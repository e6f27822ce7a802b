"""Thirty believable days, told through the ordinary push path: sign-in, signed operations, tus.

May not write a record by any other way; only people and their passwords are set up as
`flask user` does.
"""

import random
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from flask import Flask

from server.accounts.people import add_user
from server.demo import issues, pictures, visits
from server.demo.cast import CAST, PASSWORD
from server.demo.device import SoftDevice
from server.demo.groundwork import Ground, lay
from server.demo.reviews import Desk
from server.demo.rounds import Walk, Watch, photo_entry
from server.demo.sites import PLACES, A, Place

PHONES = {"P-01": ("op1",), "P-02": ("op2", "gate"), "P-03": ("lead",), "P-04": ("admin",)}
DESKS = {"D-01": ("super",), "D-02": ("manager",)}
ROUNDS = {
    "A": (("op1", 8, 10), ("op1", 11, 20), ("op2", 14, 30), ("lead", 18, 5)),
    "B": (("op2", 8, 30), ("op2", 10, 40), ("op2", 13, 0), ("op2", 16, 20)),
}
MISSED = ("A", 2, 2)  # site, days ago, round index
RETURNED = ("A", 1, 1)
CAUSE = {
    "pressure_diff": ("membrane_fouling", 0.38),
    "ph_out": ("dosing", 8.7),
    "pump_out": ("noise", "fail"),
    "leak_in": ("seal", "fail"),
}


class Story:
    """The telling: one clock, a few phones, and a seed that makes every telling alike."""

    def __init__(self, app: Flask, now: datetime, days: int) -> None:
        self.rng = random.Random(20261124)
        self.now = now.astimezone(ZoneInfo("Asia/Shanghai")).replace(second=0, microsecond=0)
        self.today = self.now.replace(hour=0, minute=0)
        self.days = days
        self.watch = Watch(self.today - timedelta(days=days + 1))
        self.phones = {
            name: SoftDevice(app.test_client(use_cookies=False), self.watch, name)
            for name in PHONES | DESKS
        }
        self._of = {person: name for name, people in (PHONES | DESKS).items() for person in people}

    def tell(self) -> None:
        """Fill everything, oldest first."""
        self._sign_in()
        ground = lay(self.phones["P-04"])
        desk = Desk(self.phones["D-01"], self.phones["D-02"], self.watch)
        for days_ago in range(self.days, -1, -1):
            self._sign_in()
            self._day(days_ago, ground, desk)
        self._issues()
        issues.clash(self.phones["P-01"], self.phones["P-03"], self.now, self.watch, self._person)

    def _sign_in(self) -> None:
        for name, people in (PHONES | DESKS).items():
            for person in people:
                self.phones[name].sign_in(person, PASSWORD)

    def _person(self, username: str) -> str:
        return self.phones[self._of[username]].author(username)

    def _day(self, days_ago: int, ground: Ground, desk: Desk) -> None:
        midnight = self.today - timedelta(days=days_ago)
        for place in PLACES:
            for index, (person, hour, minute) in enumerate(ROUNDS[place.scope]):
                late = timedelta(minutes=self.rng.randint(0, 14))
                start = midnight.replace(hour=hour, minute=minute) + late
                if start + timedelta(minutes=55) > self.now:
                    continue
                if (place.scope, days_ago, index) != MISSED:
                    self._round(place, person, start, ground, desk, days_ago, index)
        self._visits(midnight)
        self.watch.set(midnight + timedelta(hours=20))
        desk.review(until_kept=days_ago <= 1)

    def _round(
        self,
        place: Place,
        person: str,
        start: datetime,
        ground: Ground,
        desk: Desk,
        days_ago: int,
        index: int,
    ) -> None:
        device = self.phones[self._of[person]]
        walk = Walk(
            device, person, place, ground.routes[place.scope], ground.template_id, start, self.rng
        )
        walk.photo = days_ago < 3 or self.rng.random() < 0.1
        if self.rng.random() < 0.08:
            self._spoil(walk, start)
        walk.record(self.watch)
        self.watch.forward(minutes=self.rng.choice((1, 1, 2, 12, 40)))
        rev = device.push(person)[-1]["rev"]
        desk.submitted(walk.record_id, place.scope, rev, (place.scope, days_ago, index) == RETURNED)

    def _spoil(self, walk: Walk, when: datetime) -> None:
        item = self.rng.choice(sorted(CAUSE))
        cause, value = CAUSE[item]
        strip = f"{when:%m-%d %H:%M}  {walk.place.scope}  {item}"
        picture = (
            pictures.gauge(0.82, "MPa", strip, self.rng.randrange(999))
            if isinstance(value, float)
            else pictures.pump(strip, self.rng.randrange(999), leak=True)
        )
        entry = photo_entry(walk.device, walk.username, walk.place.scope, picture, when)
        walk.abnormal = {item: {"value": value, "cause": cause, "photos": [entry]}}

    def _visits(self, midnight: datetime) -> None:
        if midnight.weekday() >= 5:
            return
        gate = self.phones["P-02"]
        for hour in (9, 14):
            arrival = midnight.replace(hour=hour, minute=self.rng.randint(0, 50))
            departure = arrival + visits.stay(self.rng)
            if arrival > self.now - timedelta(minutes=5):
                continue
            host = self._person("lead")
            visit = visits.receive(gate, A.scope, host, arrival, self.watch, self.rng)
            if departure < self.now - timedelta(minutes=5):
                visits.leave(gate, A.scope, visit, departure, self.watch)

    def _issues(self) -> None:
        earliest = self.today - timedelta(days=self.days)
        for plot in issues.PLOTS:
            person, senior = {"A": ("op1", "lead"), "B": ("op2", "manager")}[plot.scope]
            device = SoftDevice(self.phones["P-01"].http, self.watch, "P-05")
            self.watch.set(earliest)
            device.sign_in(person, PASSWORD)
            device.sign_in(senior, PASSWORD)
            issues.tell(plot, device, person, self.today, self.watch, earliest)
            device.push(person)


def fill(app: Flask, now: datetime, days: int = 30) -> None:
    """Fill an initialised, empty database with the demo: people, two sites, `days` days."""
    for person in CAST:
        add_user(person.username, person.name, person.roles, person.sites, PASSWORD)
    story = Story(app, now, days)
    app.config["CLOCK"] = story.watch
    try:
        story.tell()
    finally:
        app.config.pop("CLOCK")
