"""What the demo stands on: sites, areas, checkpoints, routes, schedules, all pushed by `admin`."""

from typing import Any, NamedTuple

from server.demo.device import SoftDevice
from server.demo.names import names
from server.demo.sites import PLACES, Place

Json = dict[str, Any]
LIMITS = ("low_alarm", "low_warn", "high_warn", "high_alarm")
GAP_MINUTES = 60
ROUNDS_A_DAY = 4


class Ground(NamedTuple):
    """Ids that the stories need."""

    template_id: str
    routes: dict[str, str]


def lay(admin: SoftDevice) -> Ground:
    """Push the reference data of both sites; the shipped template must be there already."""
    templates = [r for r in admin.pull("admin") if r["kind"] == "template"]
    patrol = next(r["id"] for r in templates if r["fields"]["code"] == "T01")
    routes = {place.scope: _lay_site(admin, place, patrol) for place in PLACES}
    admin.push("admin")
    return Ground(patrol, routes)


def _lay_site(admin: SoftDevice, place: Place, template_id: str) -> str:
    def create(kind: str, fields: Json) -> str:
        return admin.create("admin", kind, place.scope, fields)

    create("site", _site(place))
    checkpoints = []
    for number, station in enumerate(place.stations, 1):
        area = {"code": station.code, "name": station.name, "place": number}
        area_id = create("area", area)
        checkpoint = {"code": station.code, "name": station.name, "area_id": area_id}
        checkpoints.append(create("checkpoint", checkpoint | {"items": list(station.items)}))
    route = create(
        "route",
        {"name": place.route, "template_id": template_id, "checkpoints": checkpoints},
    )
    create(
        "schedule",
        {
            "name": names("每日巡检", "每日巡檢", "Daily rounds"),
            "template_id": template_id,
            "route_id": route,
            "horizon": "day",
            "rule": {"times": ROUNDS_A_DAY},
        },
    )
    return route


def _site(place: Place) -> Json:
    fields: Json = {
        "code": place.scope,
        "name": place.name,
        "timezone": "Asia/Shanghai",
        "rounds_per_day": ROUNDS_A_DAY,
        "round_gap_minutes": GAP_MINUTES,
        "shifts": [
            {"value": "day", "from": "08:00", "to": "20:00"},
            {"value": "night", "from": "20:00", "to": "08:00"},
        ],
    }
    for item, borders in place.limits.items():
        for name, border in zip(LIMITS, borders, strict=True):
            if border is not None:
                fields[f"limits/T01.{item}/{name}"] = border
    return fields
