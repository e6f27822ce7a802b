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
    raise NotImplementedError


def target(op: Op, rows: Sequence[Record]) -> Record | Fault | None:
    """The row that an op means among all rows of its record id (F6): the highest rev counts.

    None: the id is unknown. A Fault: the record lives in another scope and never lay in the op's.
    The caller checks the author's right to the scope of the row returned, not only to the op's.
    """
    raise NotImplementedError


def settlement(op: Op) -> str | Fault | None:
    """What an edit of a quarantine record orders (P4a): `adopted`, `released`, `discarded`, None if it
    leaves the state alone, or a Fault when the reason is missing."""
    raise NotImplementedError
