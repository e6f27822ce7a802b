"""Thirty believable days, told through the ordinary push path: sign-in, signed operations, tus.

May not write a record by any other way; only people and their passwords are set up as
`flask user` does.
"""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from flask import Flask

from server.accounts.people import add_user
from server.demo import issues, pictures, visits
from server.demo.cast import CAST, PASSWORD
from server.demo.device import SoftDevice
from server.demo.groundwork import Ground, lay
from server.demo.reviews import Desk
from server.demo.rounds import Walk, photo_entry
from server.demo.sites import PLACES, A, Place
from server.demo.watch import Watch
from server.roster import keep_person

PHONES = {"P-01": ("op1",), "P-02": ("op2", "gate"), "P-03": ("lead",), "P-04": ("admin",)}
DESKS = {"D-01": ("super",), "D-02": ("manager",)}
ROUNDS = {
    "A": (("op1", 8, 10), ("op1", 11, 20), ("op2", 14, 30), ("lead", 18, 5)),
    "B": (("op2", 9, 30), ("op2", 12, 20), ("op2", 15, 30), ("op2", 17, 5)),
}
MISSED = ("A", 2, 2)  # site, days ago, round index
WALK = timedelta(minutes=55)
SATURDAY = 5
SIGN_IN_DAYS = 14
Event = tuple[datetime, Callable[[], None]]
RETURNED = ("A", 1, 1)
CAUSE = {
    "pressure_diff": ("fouling", 0.38),
    "ph_out": ("dosing", 8.7),
    "pump_out": ("noise", "fail"),
    "leak_in": ("flange", "fail"),
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
            name: SoftDevice(
                app.test_client(use_cookies=False), self.watch, name, self.watch.server
            )
            for name in PHONES | DESKS
        }
        self.handset = SoftDevice(
            app.test_client(use_cookies=False), self.watch, "P-05", self.watch.server
        )
        self._of = {person: name for name, people in (PHONES | DESKS).items() for person in people}

    def tell(self) -> None:
        """Fill everything, oldest first."""
        self._sign_in()
        ground = lay(self.phones["P-04"])
        desk = Desk(self.phones["D-01"], self.phones["D-02"], self.watch)
        for days_ago in range(self.days, -1, -1):
            self._day(days_ago, ground, desk)
        issues.clash(self.phones["P-01"], self.phones["P-03"], self.now, self.watch, self._person)

    def _sign_in(self) -> None:
        for name, people in (PHONES | DESKS).items():
            for person in people:
                self.phones[name].sign_in(person, PASSWORD)
        for person in ("op1", "op2", "lead", "manager"):
            self.handset.sign_in(person, PASSWORD)

    def _person(self, username: str) -> str:
        return self.phones[self._of[username]].author(username)

    def _day(self, days_ago: int, ground: Ground, desk: Desk) -> None:
        midnight = self.today - timedelta(days=days_ago)
        if days_ago % SIGN_IN_DAYS == 0:
            self.watch.set(min(midnight + timedelta(hours=7), self.now))
            self._sign_in()
        events = self._rounds(midnight, days_ago, ground, desk)
        events += self._visits(midnight) + self._issues(midnight, days_ago)
        for when, tell in sorted(events, key=lambda event: event[0]):
            if when + WALK < self.now:
                tell()
        evening = midnight + timedelta(hours=20)
        if evening < self.now:
            self.watch.set(evening)
            desk.review(keep_others=days_ago <= 1)

    def _rounds(self, midnight: datetime, days_ago: int, ground: Ground, desk: Desk) -> list[Event]:
        events: list[Event] = []
        for place in PLACES:
            for index, (person, hour, minute) in enumerate(ROUNDS[place.scope]):
                late = timedelta(minutes=self.rng.randint(0, 9))
                start = midnight.replace(hour=hour, minute=minute) + late
                which = (place.scope, days_ago, index)
                if which != MISSED:
                    tell = partial(self._round, place, person, start, ground, desk, which)
                    events.append((start, tell))
        return events

    def _round(
        self,
        place: Place,
        person: str,
        start: datetime,
        ground: Ground,
        desk: Desk,
        which: tuple[str, int, int],
    ) -> None:
        device = self.phones[self._of[person]]
        walk = Walk(
            device, person, place, ground.routes[place.scope], ground.template_id, start, self.rng
        )
        walk.photo = which[1] < 3 or self.rng.random() < 0.1
        if self.rng.random() < 0.08:
            self._spoil(walk, start)
        walk.record(self.watch)
        self.watch.forward(minutes=self.rng.choice((1, 1, 2, 12, 40)))
        rev = device.push(person)[-1]["rev"]
        desk.submitted(walk.record_id, place.scope, rev, which == RETURNED)

    def _spoil(self, walk: Walk, when: datetime) -> None:
        item = self.rng.choice(sorted(CAUSE))
        cause, value = CAUSE[item]
        strip = f"{when:%m-%d %H:%M}  {walk.place.scope}  {item}"
        seed = self.rng.randrange(999)
        if item == "pressure_diff":
            picture = pictures.gauge(0.82, "MPa", strip, seed)
        elif item == "ph_out":
            picture = pictures.display(str(value), "pH", strip, seed)
        else:
            picture = pictures.pump(strip, seed, leak=True)
        entry = photo_entry(walk.device, walk.username, walk.place.scope, picture, when)
        walk.abnormal = {item: {"value": value, "cause": cause, "photos": [entry]}}

    def _visits(self, midnight: datetime) -> list[Event]:
        if midnight.weekday() >= SATURDAY:
            return []
        arrivals = [midnight.replace(hour=hour, minute=self.rng.randint(0, 50)) for hour in (9, 14)]
        return [(arrival, partial(self._visit, arrival)) for arrival in arrivals]

    def _visit(self, arrival: datetime) -> None:
        gate, host = self.phones["P-02"], self._person("lead")
        departure = arrival + visits.stay(self.rng)
        visit = visits.receive(gate, A.scope, host, arrival, self.watch, self.rng)
        if departure < self.now:
            visits.leave(gate, A.scope, visit, departure, self.watch)

    def _issues(self, midnight: datetime, days_ago: int) -> list[Event]:
        plots = [plot for plot in issues.PLOTS if plot.days_ago == days_ago]
        return [(midnight.replace(hour=plot.hour), partial(self._issue, plot)) for plot in plots]

    def _issue(self, plot: issues.Plot) -> None:
        person = {"A": "op1", "B": "op2"}[plot.scope]
        issues.tell(plot, self.handset, person, self.today, self.watch)
        self.handset.push(person)


def fill(app: Flask, now: datetime, days: int = 30) -> None:
    """Fill an initialised, empty database with the demo: people, two sites, `days` days."""
    with app.app_context():
        for person in CAST:
            user_id = add_user(person.username, person.name, person.roles, person.sites, PASSWORD)
            keep_person(user_id)
    story = Story(app, now, days)
    app.config["CLOCK"] = story.watch.server
    try:
        story.tell()
    finally:
        app.config.pop("CLOCK")
