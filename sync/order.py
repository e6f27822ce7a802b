"""Apply now, hold, or set apart (P4), and which row an op means. Decides from what it is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sync.operation import Op
from sync.record import Fault, Record


@dataclass(frozen=True, slots=True)
class Earlier:
    """What the server knows of the op that `after` names. `state`: landed | held | quarantined."""

    record_id: str
    state: str


@dataclass(frozen=True, slots=True)
class Turn:
    """`apply`, `hold` or `quarantine` (then `fault` says why)."""

    action: str
    fault: Fault | None = None


def turn(op: Op, earlier: Earlier | None) -> Turn:
    """Whether an op's turn has come (P4). `earlier` is the op named by `after`, None if never seen.

    A discarded op counts as quarantined, an adopted or released one as landed.
    """
    after = op.get("after")
    if after is None:
        return Turn("apply")
    if after == op["op_id"]:
        return Turn("quarantine", Fault("invalid", "an op does not come after itself", "after"))
    if earlier is None:
        return Turn("hold")
    if earlier.record_id != op["record_id"]:
        fault = Fault("invalid", "after names an op of another record", "after")
        return Turn("quarantine", fault)
    if earlier.state == "held":
        return Turn("hold")
    if earlier.state == "quarantined":
        fault = Fault("after_quarantined", "the op that this one follows was not applied")
        return Turn("quarantine", fault)
    return Turn("apply")


def target(op: Op, rows: Sequence[Record]) -> Record | Fault | None:
    """The row that an op means among all rows of its record id (F6): the highest rev counts.

    None: the id is unknown. A Fault: the record never lay in the op's scope. The caller checks the
    author's right to the scope of the row returned, which after a move is not the op's.
    """
    if not rows:
        return None
    if all(row.scope != op["scope"] for row in rows):
        return Fault("invalid", "the record does not lie in this scope", "scope")
    return max(rows, key=lambda row: row.rev)


def settlement(op: Op) -> str | Fault | None:
    """What an edit of a quarantine record orders (P4a): `adopted`, `released` or `discarded`.

    None if it leaves the state alone; a Fault when the reason for it is missing.
    """
    changes = op.get("changes", {})
    if "state" not in changes:
        return None
    reason = changes.get("reason", {}).get("to") or op.get("reason") or ""
    if not reason.strip():
        return Fault("invalid", "whoever settles a set-apart op gives a reason", "reason")
    return str(changes["state"]["to"])
