"""What the supervisors of the demo did with the rounds that came in."""

from typing import NamedTuple

from server.demo.device import SoftDevice
from server.demo.watch import Watch


class Submitted(NamedTuple):
    """One round that waits at the desk."""

    record_id: str
    scope: str
    rev: int
    returned: bool


class Desk:
    """`super` reviews site A, `manager` site B, once a day."""

    def __init__(self, supervisor: SoftDevice, manager: SoftDevice, watch: Watch) -> None:
        self._judges = {"A": (supervisor, "super"), "B": (manager, "manager")}
        self._watch = watch
        self._waiting: list[Submitted] = []

    def submitted(self, record_id: str, scope: str, rev: int, returned: bool) -> None:
        """A round arrived; `returned` ones go back to their author at the next review."""
        self._waiting.append(Submitted(record_id, scope, rev, returned))

    def review(self, keep_others: bool) -> None:
        """Approve what waits and return what must be; `keep_others` leaves the others waiting."""
        kept: list[Submitted] = []
        for one in self._waiting:
            device, judge = self._judges[one.scope]
            device.saw(one.record_id, one.rev)
            if one.returned:
                self._edit(device, judge, one, "returned")
            elif keep_others:
                kept.append(one)
            else:
                self._edit(device, judge, one, "approved")
        self._waiting = kept
        for device, judge in self._judges.values():
            device.push(judge)

    def _edit(self, device: SoftDevice, judge: str, one: Submitted, to: str) -> None:
        changes: dict[str, object] = {"status": {"from": "submitted", "to": to}}
        if to == "returned":
            changes["review_item"] = {"from": None, "to": "ph_out"}
            changes["review_note"] = {"from": None, "to": "出水 pH 与照片不符，请核对后补拍"}
        device.edit(judge, "inspection", one.scope, one.record_id, changes)
        self._watch.forward(minutes=2)
