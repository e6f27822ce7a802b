"""Visitors of the demo: who came, whom to see, who is still on site. All invented."""

import random
from datetime import datetime, timedelta

from server.demo.device import SoftDevice
from server.demo.watch import Watch

GUESTS = (
    ("陈立新", "市环境监测站", "例行采样"),
    ("孙倩文", "华净膜业", "膜组维护"),
    ("马国强", "青岭街道办", "安全检查"),
    ("吴敏", "恒泰药剂", "送药"),
    ("郑海", "业主工程部", "工程例会"),
    ("许文博", "第三方检测", "比对监测"),
)


def receive(
    gate: SoftDevice, scope: str, host: str, arrival: datetime, watch: Watch, rng: random.Random
) -> str:
    """Register one visitor who is now on site; the visit's id comes back."""
    name, organisation, purpose = rng.choice(GUESTS)
    watch.set(arrival)
    visit = gate.create(
        "gate",
        "visit",
        scope,
        {
            "visitor_name": name,
            "organisation": organisation,
            "purpose": purpose,
            "phone": f"138{rng.randrange(10**8):08d}",
            "host_id": host,
            "headcount": rng.randint(1, 4),
            "briefing_done": True,
            "ppe_issued": True,
            "arrived_at": arrival.isoformat(),
        },
    )
    gate.edit("gate", "visit", scope, visit, {"status": {"from": "expected", "to": "in"}})
    gate.push("gate")
    return visit


def leave(gate: SoftDevice, scope: str, visit: str, when: datetime, watch: Watch) -> None:
    """Sign a visitor out."""
    watch.set(when)
    departure = {
        "left_at": {"from": None, "to": when.isoformat()},
        "status": {"from": "in", "to": "out"},
    }
    gate.edit("gate", "visit", scope, visit, departure)
    gate.push("gate")


def stay(rng: random.Random) -> timedelta:
    """How long a visit takes."""
    return timedelta(minutes=rng.randint(35, 140))
