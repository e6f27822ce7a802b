"""I5, M12, C1: whose value stands, and whether whoever replaced it had seen it.

In a run every word is one person's own; only `shift` is a choice that two people can share.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from server.models import Op
from sync.same import same
from tests.simulation.memory import Json, Memory

if TYPE_CHECKING:
    from tests.simulation.oracle import Truth

WORK = ("issue", "inspection")
GROWING = frozenset({"status", "tags", "remarks", "photos", "scope", "deleted"})
"""Merged by rules of their own (M2, M4, M5, M6, M9, F6)."""
PLAIN = frozenset({"title", "place", "shift", "answers/ph/value"})


def nothing_is_replaced_unseen(truth: Truth, memory: Memory) -> None:
    """I5: whoever changed a value had seen the change before it, or made it (M1, M7).

    Judged twice: by the revs that the ops claim, and by the values that people saw and replaced.
    """
    last: dict[tuple[str, str], tuple[int, str]] = {}
    landed = [op for op in truth.ops if op.rev is not None and op.kind in WORK]
    decided = [op for op in truth.ops if op.decided_rev is not None]
    steps = [(op.rev or 0, op.record_id, op, True) for op in landed]
    steps += [(op.decided_rev or 0, op.decided_id or "", op, False) for op in decided]
    for rev, rid, op, ordinary in sorted(steps, key=lambda step: step[0]):
        body = json.loads(op.body or "{}")
        for key, replaced in json.loads(op.effects or "{}").items():
            if ordinary and key not in GROWING:
                before, writer = last.get((rid, key), (0, ""))
                own = writer in ancestors(truth, op)
                assert before <= body["base_rev"] or own, f"I5: {key} of {rid} at {rev}"
                saw = same(body["changes"][key]["from"], replaced) or closed_by(truth, rid, key, op)
                saw = saw or op.op_id in memory.outlived
                assert own or saw, f"I5: {key} of {rid} at {rev}: {replaced} was never seen"
            last[rid, key] = (rev, op.op_id)


def closed_by(truth: Truth, rid: str, key: str, op: Op) -> bool:
    """Whether the op closed a conflict on this field, having seen both sides (C3)."""
    return any(row.get("closed", {}).get("op_id") == op.op_id for row in disputes(truth, rid, key))


def losing_values_stay_readable(truth: Truth) -> None:
    """C1: a value that clashed, and was not taken, can be read in the conflict for good."""
    for op in truth.ops:
        if op.outcome != "conflict" or op.kind not in WORK:
            continue
        taken = json.loads(op.effects or "{}")
        for key, change in json.loads(op.body or "{}").get("changes", {}).items():
            if key in GROWING or key in taken or key == "shift":
                continue
            rows = list(disputes(truth, op.record_id, key))
            readable = [value for row in rows for value in values_of(row)]
            now = value_now(truth, op.record_id, key)
            assert any(same(change["to"], one) for one in [*readable, now]), (
                f"C1: {change['to']!r} of {op.op_id} for {key} is nowhere"
            )


def nobody_conflicts_with_their_own_chain(truth: Truth) -> None:
    """M12: where plain fields ended in conflict, somebody else had changed the record meanwhile.

    Steps and sealed values clash with what their author has seen, too (M6, M7).
    """
    for op in truth.ops:
        if op.outcome != "conflict" or op.kind not in WORK:
            continue
        body = json.loads(op.body or "{}")
        if not PLAIN.issuperset(body["changes"]):
            continue
        since, own = body["base_rev"], ancestors(truth, op)
        if any((truth.standing(one) or op).conflict_id == op.conflict_id for one in own):
            continue  # its own losing side goes on (C6)
        others = [
            other
            for other in truth.ops
            if op.record_id in (other.record_id, other.decided_id)
            and other.op_id not in own
            and since < (other.decided_rev or other.rev or 0) < (op.rev or 0)
        ]
        assert others, f"M12: {op.op_id} conflicts with nobody"


def ancestors(truth: Truth, op: Op) -> set[str]:
    """The ops that this one follows on its own phone."""
    found: set[str] = set()
    after = op.after
    while after and after not in found and (before := truth.standing(after)):
        found.add(after)
        after = before.after
    return found


def disputes(truth: Truth, rid: str, key: str) -> Iterator[Json]:
    """Each time that this field was in conflict."""
    for row in truth.rows:
        if row["kind"] == "conflict" and row["fields"].get("record_id") == rid:
            dispute = row["fields"]["fields"].get(key)
            if dispute:
                yield dispute
                yield from dispute.get("past", ())


def values_of(dispute: Json) -> list[Any]:
    """Every value that a conflict keeps."""
    sides = [dispute["base"], dispute["current"], dispute["incoming"], *dispute["earlier"]]
    sides += [other["value"] for other in dispute["others"]]
    return [*sides, dispute["closed"]["value"]] if "closed" in dispute else sides


def value_now(truth: Truth, rid: str, key: str) -> Any:
    """What stands in the field."""
    value: Any = max((r for r in truth.rows if r["id"] == rid), key=lambda r: r["rev"])["fields"]
    for part in key.split("/"):
        value = value.get(part) if isinstance(value, dict) else None
    return value
