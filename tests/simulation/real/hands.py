"""What people do with the records that their phone shows them, by the calls that its screens make."""

import base64
from random import Random
from typing import Any
from uuid import UUID

from tests.simulation.real.phone import RealPhone
from tests.support.photos import photo

Json = dict[str, Any]
WORDS = ("leak", "noise", "smell", "heat", "dust", "漏水")
TAGS = ("pump", "valve", "roof")
STEPS = {
    "issue": {"found": "reported", "reported": "in_hand", "in_hand": "solved"},
    "inspection": {"open": "submitted", "submitted": "approved", "returned": "submitted"},
    "visit": {"expected": "in", "in": "out"},
}
FIELDS = {
    "issue": ("title", "place", "found_at", "description"),
    "inspection": ("answers/ph/value", "answers/cl/note", "shift"),
    "visit": ("visitor_name", "purpose", "badge"),
}
DECIDED = {"held": ("released", "discarded"), "quarantined": ("adopted", "discarded")}
# A few small pictures and one that takes more than one piece to send.
PICTURES = [photo(64, 64, seed=n) for n in range(4)] + [photo(576, 576, seed=9, quality=95)]


def picture_for(record_id: str, picture: bytes, key: str = "photos") -> Json:
    """What a screen hands over when a picture was taken for a record."""
    return {
        "recordId": record_id,
        "key": key,
        "bytes": base64.b64encode(picture).decode(),
        "type": "image/jpeg",
        "taken_at": "2026-11-23T16:00:00+08:00",
    }


class Hands:
    """Chooses by the run's own randomness; what is chosen becomes an act of the phone."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng

    def do_something(self, phone: RealPhone, tab: str) -> None:
        """One human act."""
        shown = self.shown(phone, tab)
        roll = self.rng.random()
        if not shown or roll < 0.1:
            self.create(phone, tab)
        elif roll < 0.22:
            self.take_photo(phone, tab, self.one_of(shown))
        elif roll < 0.32 and self.decide(phone, tab):
            pass
        elif roll < 0.4:
            self.bin(phone, tab, self.one_of(shown))
        else:
            self.change(phone, tab, self.one_of(shown))

    def one_of(self, shown: list[Json]) -> Json:
        """Mostly one of the few that everybody is at."""
        return self.rng.choice(shown[:2] if self.rng.random() < 0.7 else shown)

    def shown(self, phone: RealPhone, tab: str, deleted: bool = False) -> list[Json]:
        """Records that the person sees, in an order that the run decides."""
        kind = self.rng.choice(("issue", "issue", "inspection", "visit"))
        found = phone.ask(tab, "records", {"kind": kind, "deleted": deleted}) or []
        return sorted(found, key=lambda row: row["id"])

    def create(self, phone: RealPhone, tab: str) -> None:
        """A new record, sometimes by a double tap."""
        kind = self.rng.choice(("issue", "issue", "inspection", "visit"))
        fields: Json = {"issue": {"title": self.word(), "tags": {"add": ["pump"]}}}.get(kind, {})
        if kind == "visit":
            fields = {"visitor_name": self.word()}
        given = (kind, self.rng.choice(("A", "A", "B")), fields, self.new_id())
        for _ in range(self.rng.choice((1, 1, 1, 2))):
            phone.act(tab, "create", *given)

    def change(self, phone: RealPhone, tab: str, row: Json) -> None:
        """Another value, an addition, or a step."""
        kind, roll = row["kind"], self.rng.random()
        wanted: Json
        if roll < 0.2:
            wanted = {"remarks": {"add": [self.word()]}}
        elif roll < 0.35 and kind == "issue":
            wanted = {"tags": {self.rng.choice(("add", "remove")): [self.rng.choice(TAGS)]}}
        elif roll < 0.5:
            now = row["fields"].get("status")
            wanted = {"status": STEPS[kind].get(now, now)}
        else:
            names = self.rng.sample(FIELDS[kind], self.rng.choice((1, 1, 2)))
            wanted = {name: self.value(name) for name in names}
        options = self.rng.choice(({}, {"reason": "corrected"}))
        phone.act(tab, "change", row["id"], wanted, options)

    def bin(self, phone: RealPhone, tab: str, row: Json) -> None:
        """Into the bin, or out of it."""
        gone = self.shown(phone, tab, deleted=True)
        if gone and self.rng.random() < 0.6:
            phone.act(tab, "restore", self.rng.choice(gone)["id"])
        else:
            phone.act(tab, "remove", row["id"], {"reason": "a mistake"})

    def take_photo(self, phone: RealPhone, tab: str, row: Json) -> None:
        """A picture for the record; the same one may be taken twice."""
        key = "answers/ph/photos" if row["kind"] == "inspection" else "photos"
        given = picture_for(row["id"], self.rng.choice(PICTURES), key)
        for _ in range(self.rng.choice((1, 1, 2))):
            phone.act(tab, "keepPhoto", given)

    def decide(self, phone: RealPhone, tab: str) -> bool:
        """A conflict or an op that was set apart is decided by whoever may."""
        kind = self.rng.choice(("conflict", "quarantine"))
        rows = phone.ask(tab, "records", {"kind": kind}) or []
        open_states = ("open", *DECIDED)
        rows = [row for row in rows if row["fields"].get("state") in open_states]
        if not rows:
            return False
        row = self.rng.choice(sorted(rows, key=lambda one: (one["scope"], one["seq"])))
        state = row["fields"]["state"]
        if kind == "conflict":
            side = {"choose": self.rng.choice(("current", "incoming"))}
            fields = row["fields"]["fields"]
            choices = {name: side for name, one in fields.items() if "closed" not in one}
            wanted = {"resolution": choices, "state": "resolved"}
        else:
            wanted = {"state": self.rng.choice(DECIDED[state]), "reason": "seen on site"}
        phone.act(tab, "change", row["id"], wanted)
        return True

    def value(self, name: str) -> Any:
        """Something that fits the field."""
        if name == "found_at":
            return f"2026-11-2{self.rng.randint(0, 9)}T08:00:00Z"
        return self.rng.choice(("day", "night")) if name == "shift" else self.word()

    def word(self) -> str:
        """A text that nobody else writes; at times a long one."""
        length = self.rng.choice((1, 1, 1, 150))
        return f"{self.rng.choice(WORDS)} {self.rng.getrandbits(40):x} " + "very " * (length - 1)

    def new_id(self) -> str:
        """An id of the form that phones make."""
        return str(
            UUID(int=self.rng.getrandbits(128) & ~(0xF << 76) & ~(3 << 62) | 7 << 76 | 2 << 62)
        )
