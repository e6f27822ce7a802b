"""Issues of the demo, in every state, and the one that two people changed at once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from uuid_utils import uuid7

from server.demo import pictures
from server.demo.device import SoftDevice
from server.demo.rounds import photo_entry
from server.demo.watch import Watch

Json = dict[str, Any]
STATES = ("found", "reported", "in_hand", "solved", "verified")


@dataclass(frozen=True)
class Plot:
    """What became of one issue; `days_ago` is when it was found, `state` how far it came."""

    scope: str
    days_ago: int
    hour: int
    title: str
    kind: str
    place: str
    severity: str
    state: str
    proposal: str
    tags: tuple[str, ...] = ()
    due_days: int = 2


PLOTS = (
    Plot(
        "A",
        27,
        9,
        "加药泵行程偏大",
        "fault",
        "加药间",
        "low",
        "verified",
        "重新标定行程",
        ("加药",),
    ),
    Plot(
        "A", 22, 15, "配电间门锁损坏", "hazard", "配电间", "medium", "verified", "换锁", ("安全",)
    ),
    Plot(
        "A",
        16,
        8,
        "RO 二段压差持续升高",
        "problem",
        "RO 膜车间",
        "high",
        "verified",
        "安排化学清洗",
    ),
    Plot("A", 12, 18, "风机皮带磨损", "fault", "风机房", "medium", "solved", "更换皮带", ("备件",)),
    Plot("A", 8, 11, "调节池液位计漂移", "fault", "调节池", "low", "in_hand", "联系仪表班标定"),
    Plot(
        "A",
        5,
        14,
        "加药间地面积水",
        "hazard",
        "加药间",
        "medium",
        "in_hand",
        "清理地沟",
        ("安全",),
        6,
    ),
    Plot(
        "A",
        3,
        10,
        "清水箱爬梯松动",
        "hazard",
        "清水箱",
        "high",
        "in_hand",
        "停用并加固",
        ("安全",),
        5,
    ),
    Plot("A", 1, 8, "出水泵异响", "problem", "出水池", "medium", "reported", "检查轴承"),
    Plot("B", 19, 9, "进水井格栅堵塞", "problem", "进水井", "medium", "verified", "人工清渣"),
    Plot("B", 9, 13, "出水电导率偏高", "nonconformity", "出水口", "high", "solved", "冲洗膜组"),
    Plot("B", 4, 16, "库房药桶标签缺失", "5s_action", "加药与库房", "low", "in_hand", "补贴标签"),
    Plot("B", 2, 11, "风机房照明不亮", "fault", "电控与风机", "low", "found", "更换灯管"),
)


def tell(plot: Plot, finder: SoftDevice, username: str, today: datetime, watch: Watch) -> None:
    """Let an issue be found, and go as far as its state says, each step by one operation."""
    found = today.replace(hour=plot.hour, minute=17) - timedelta(days=plot.days_ago)
    watch.set(found)
    record_id = finder.create(username, "issue", plot.scope, _first(plot, found))
    watch.forward(minutes=25)
    done = STATES[: STATES.index(plot.state) + 1]
    for before, after in pairwise(done):
        change = {"status": {"from": before, "to": after}}
        finder.edit(_who(username, after, plot), "issue", plot.scope, record_id, change)
        watch.forward(minutes=95)


def _who(finder: str, state: str, plot: Plot) -> str:
    senior = {"A": "lead", "B": "manager"}[plot.scope]
    return finder if state == "reported" else senior


def _first(plot: Plot, found: datetime) -> Json:
    return {
        "title": plot.title,
        "type": plot.kind,
        "place": plot.place,
        "severity": plot.severity,
        "proposal": plot.proposal,
        "found_at": found.isoformat(),
        "due_at": (found + timedelta(days=plot.due_days)).isoformat(),
    } | ({"tags": {"add": list(plot.tags)}} if plot.tags else {})


def clash(
    first: SoftDevice, second: SoftDevice, now: datetime, watch: Watch, id_of: Callable[[str], str]
) -> None:
    """`op1` and `lead` change one issue on two phones: tags merge, three fields conflict."""
    watch.set(now - timedelta(hours=26))
    leak = pictures.pump(f"{watch.now:%m-%d %H:%M}  A  P-101A", 7, leak=True)
    record_id = first.create(
        "op1",
        "issue",
        "A",
        {
            "title": "进水泵 P-101A 机封渗漏",
            "type": "fault",
            "place": "进水泵房",
            "severity": "medium",
            "description": "机封处有渗漏，约每分钟 5 滴。",
            "found_at": watch.now.isoformat(),
            "due_at": (now + timedelta(hours=20)).isoformat(),
            "photos": {"add": [photo_entry(first, "op1", "A", leak, watch.now)]},
        },
    )
    first.edit("op1", "issue", "A", record_id, {"status": {"from": "found", "to": "reported"}})
    rev = first.push("op1")[-1]["rev"]
    second.saw(record_id, rev)
    sooner, later = now + timedelta(hours=2), now + timedelta(hours=9)
    due = (now + timedelta(hours=20)).isoformat()
    watch.set(now - timedelta(hours=2, minutes=5))
    offline = {
        "assignee_id": {"from": None, "to": id_of("op1")},
        "due_at": {"from": due, "to": later.isoformat()},
        "description": {
            "from": "机封处有渗漏，约每分钟 5 滴。",
            "to": "机封处渗漏加重，约每分钟 30 滴，已切换至 P-101B。",
        },
        "tags": {"add": ["机封"], "remove": []},
        "remarks": {"add": [{"id": str(uuid7()), "text": "已挂警示牌。"}]},
    }
    first.edit("op1", "issue", "A", record_id, offline)
    watch.set(now - timedelta(hours=2))
    online = {
        "assignee_id": {"from": None, "to": id_of("lead")},
        "due_at": {"from": due, "to": sooner.isoformat()},
        "description": {
            "from": "机封处有渗漏，约每分钟 5 滴。",
            "to": "机封处有渗漏，约每分钟 5 滴，已关小进口阀。",
        },
        "tags": {"add": ["切泵"], "remove": []},
    }
    second.edit("lead", "issue", "A", record_id, online)
    second.push("lead")
    watch.set(now - timedelta(hours=1, minutes=39))
    first.push("op1")
