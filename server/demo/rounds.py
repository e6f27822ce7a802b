"""Rounds of the demo: a person walks a route and answers what stands at each checkpoint."""

import random
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from uuid_utils import uuid7

from server.demo import pictures
from server.demo.device import SoftDevice
from server.demo.sites import Place, Station
from server.demo.watch import Watch

Json = dict[str, Any]
USUAL = {
    "flow_in": (12.0, 1.2, 1),
    "level_in": (3.1, 0.3, 2),
    "cond_in": (18.4, 0.8, 2),
    "ph_in": (7.7, 0.2, 2),
    "flow_out": (9.1, 0.7, 1),
    "cond_out": (402.0, 22.0, 0),
    "ph_out": (7.3, 0.15, 2),
    "pressure_in": (0.42, 0.04, 2),
    "pressure_diff": (0.19, 0.02, 2),
    "temp_process": (27.5, 1.5, 1),
}
STATION_MINUTES = (3, 6)


@dataclass
class Walk:
    """One round to be recorded; `record_id` and `finished` are known after `record`."""

    device: SoftDevice
    username: str
    place: Place
    route_id: str
    template_id: str
    started: datetime
    rng: random.Random
    abnormal: dict[str, Json] = field(default_factory=dict)
    photo: bool = False
    record_id: str = ""
    finished: datetime | None = None

    def record(self, clock: Watch) -> None:
        """Queue the operations of the whole round on the device, station by station."""
        clock.set(self.started)
        self.record_id = self.device.create(
            self.username,
            "inspection",
            self.place.scope,
            {
                "template_id": self.template_id,
                "template_version": 1,
                "route_id": self.route_id,
                "started_at": self.started.isoformat(),
                "shift": "day" if 8 <= self.started.hour < 20 else "night",
            },
        )
        for station in self.place.stations:
            clock.forward(minutes=self.rng.uniform(*STATION_MINUTES))
            self._edit(self._answers(station, clock.now))
        if self.photo:
            self._edit({"photos": {"add": [self._overview(clock.now)]}})
        self.finished = clock.now
        self._edit(
            {
                "finished_at": {"from": None, "to": clock.now.isoformat()},
                "status": {"from": "open", "to": "submitted"},
            }
        )

    def _edit(self, changes: Json) -> None:
        scope = self.place.scope
        self.device.edit(self.username, "inspection", scope, self.record_id, changes)

    def _answers(self, station: Station, when: datetime) -> Json:
        changes: Json = {}
        for item in station.items:
            answer = self.abnormal.get(item) or self._usual(item)
            for part, value in answer.items():
                is_delta = part == "photos"
                change = {"add": value} if is_delta else {"from": None, "to": value}
                changes[f"answers/{item}/{part}"] = change
            if answer:
                stamp = {"from": None, "to": when.isoformat()}
                changes[f"answers/{item}/checked_at"] = stamp
        return changes

    def _usual(self, item: str) -> Json:
        if item in USUAL:
            middle, spread, digits = USUAL[item]
            return {"value": round(self.rng.gauss(middle, spread / 2), digits)}
        if item in {"appearance_detail", "alarm_code", "overview"}:
            return {}
        return {"value": "clear" if item == "appearance_out" else "pass"}

    def _overview(self, when: datetime) -> Json:
        strip = f"{when:%m-%d %H:%M}  {self.place.scope}  {self.username}"
        data = pictures.gauge(self.rng.uniform(0.4, 0.7), "MPa", strip, self.rng.randrange(999))
        return photo_entry(self.device, self.username, self.place.scope, data, when)


def photo_entry(device: SoftDevice, username: str, scope: str, data: bytes, when: datetime) -> Json:
    """Upload a picture and give the attachment entry that names it."""
    digest = device.upload(username, scope, data, "image/jpeg")
    return {
        "id": str(uuid7()),
        "sha256": digest,
        "bytes": len(data),
        "type": "image/jpeg",
        "caption": "",
        "taken_at": when.isoformat(),
        "provenance": "camera",
        "width": pictures.SIZE[0],
        "height": pictures.SIZE[1],
    }
