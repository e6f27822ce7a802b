"""May this step of a workflow be made, and by whom (M6)? Knows nothing of the record itself."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sync.record import Fault
from sync.tables import Kind


def step_fault(
    kind: Kind, was: Any, to: Any, roles: Collection[str], sides: Sequence[Any] = ()
) -> Fault | None:
    """None if the table has the step and one of the roles may make it.

    A step from a state to itself changes nothing and is always allowed. `sides`: the values of an
    open conflict that the author has seen, the standing one first. Such a step starts from one of
    them, and going to one of them needs the right to enter it, whatever it is entered from (C3).
    """
    status = kind.status
    if status is None or (was == to and (not sides or to == sides[0])):
        return None
    allowed = status.transitions.get((was, to)) if not sides or was in sides else None
    if allowed is None and to in sides:
        allowed = frozenset().union(
            *(who for (_, goal), who in status.transitions.items() if goal == to),
            kind.roles["create"] if to == status.initial else (),
        )
    if allowed is None:
        return Fault("invalid", f"no step leads from {was} to {to}", status.field)
    if allowed.isdisjoint(roles):
        return Fault("not_allowed", f"your role may not make it {to}", status.field)
    return None
