"""What a template means for the answers given: what shows, what is missing, what is out of limits.

Mirrored by pwa/src/rules/forms.ts and run against the same vectors. Knows no words, only codes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import floor
from typing import Any

from sync.same import same

Definition = Mapping[str, Any]
Answers = Mapping[str, Mapping[str, Any]]


def visible_items(definition: Definition, answers: Answers) -> set[str]:
    """Ids of the items that show. One whose deciding item is hidden or unknown is hidden, too."""
    items = {item["id"]: item for item in definition["items"]}
    return {name for name in items if _shows(name, items, answers)}


def limit_verdict(value: Any, limits: Mapping[str, Any] | None) -> str | None:
    """`none_set` · `normal` · `warn` · `alarm`; None where there is no reading.

    A value at a limit is within it. Without any limit nothing can be called normal.
    """
    if not _is_number(value):
        return None
    given = {name: edge for name, edge in (limits or {}).items() if _is_number(edge)}
    if not given:
        return "none_set"
    for grade in ("alarm", "warn"):
        if value < given.get(f"low_{grade}", value) or value > given.get(f"high_{grade}", value):
            return grade
    return "normal"


def typing_fault(item: Mapping[str, Any], value: Any) -> str | None:
    """Why a typed value cannot be a reading of this item: a slip of the finger, not a limit.

    `not_a_number` · `below_min` · `above_max` · `too_many_decimals` · `not_a_choice`, or None.
    """
    kind = item["type"]
    if value is None:
        return None
    if kind in ("number", "count", "score"):
        return _number_fault(item, value)
    if kind == "pass_fail":
        return None if value in ("pass", "fail", "na") else "not_a_choice"
    if kind == "choice":
        allowed = [choice["value"] for choice in item.get("choices", ())]
        return None if value in allowed else "not_a_choice"
    return None


def gaps(definition: Definition, answers: Answers) -> list[dict[str, Any]]:
    """What a submit still lacks (M13), in the order of the template; hidden items lack nothing.

    `{item, gap: "answer"}` or `{item, gap: "photos", need, have}`.
    """
    shown = visible_items(definition, answers)
    found: list[dict[str, Any]] = []
    for item in definition["items"]:
        if item["id"] not in shown:
            continue
        answer = answers.get(item["id"], {})
        by_photo = item["type"] in ("photo", "signature")
        if item.get("required") and not by_photo and _empty(answer.get("value")):
            found.append({"item": item["id"], "gap": "answer"})
        need, have = photos_needed(item, answer.get("value")), _photos(item, answer)
        if have < need:
            found.append({"item": item["id"], "gap": "photos", "need": need, "have": have})
    return found


def photos_needed(item: Mapping[str, Any], value: Any) -> int:
    """How many photos an item wants at its present value; a required photo item wants one."""
    rule = item.get("photos", {})
    need = int(rule.get("min") or 0)
    if item["type"] in ("photo", "signature") and item.get("required"):
        need = max(need, 1)
    if value == "fail":
        need = max(need, int(rule.get("on_fail_min") or 0))
    return need


def score(definition: Definition, answers: Answers) -> dict[str, Any]:
    """Points of the visible pass/fail and score items: `{got, of, percent, sections}`.

    Pass is 1 of 1, fail 0 of 1, n/a and unanswered count nothing; a score counts out of the item's
    `max`. percent has one decimal, half up; None while nothing counts.
    """
    shown = visible_items(definition, answers)
    parts: dict[str, list[tuple[float, float]]] = {s["id"]: [] for s in definition["sections"]}
    for item in definition["items"]:
        points = _points(item, answers.get(item["id"], {}).get("value"))
        if points is not None and item["id"] in shown:
            parts.setdefault(item["section"], []).append(points)
    total = _sum(p for points in parts.values() for p in points)
    return {**total, "sections": {name: _sum(points) for name, points in parts.items()}}


def _shows(name: str, items: Mapping[str, Any], answers: Answers) -> bool:
    path: set[str] = set()
    while name in items and name not in path:
        rule = items[name].get("visible_if")
        if rule is None:
            return True
        value = answers.get(rule["item"], {}).get("value")
        if not any(same(value, wanted) for wanted in rule["in"]):
            return False
        path.add(name)
        name = rule["item"]
    return False


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _empty(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip()) or value == []


def _number_fault(item: Mapping[str, Any], value: Any) -> str | None:
    if not _is_number(value):
        return "not_a_number"
    if _is_number(item.get("min")) and value < item["min"]:
        return "below_min"
    if _is_number(item.get("max")) and value > item["max"]:
        return "above_max"
    decimals = 0 if item["type"] == "count" else item.get("decimals")
    if decimals is not None and float(f"{value:.{decimals}f}") != value:
        return "too_many_decimals"
    return None


def _photos(item: Mapping[str, Any], answer: Mapping[str, Any]) -> int:
    camera_only = item.get("photos", {}).get("camera_only")
    return sum(
        1
        for photo in answer.get("photos") or ()
        if not photo.get("removed") and not (camera_only and photo.get("provenance") == "gallery")
    )


def _points(item: Mapping[str, Any], value: Any) -> tuple[float, float] | None:
    if item["type"] == "pass_fail":
        return {"pass": (1, 1), "fail": (0, 1)}.get(value) if isinstance(value, str) else None
    if item["type"] == "score" and _is_number(value) and _is_number(item.get("max")):
        return (value, item["max"])
    return None


def _sum(points: Iterable[tuple[float, float]]) -> dict[str, Any]:
    got: float = 0
    of: float = 0
    for part, whole in points:
        got, of = got + part, of + whole
    percent = floor(got * 1000 / of + 0.5) / 10 if of > 0 else None
    return {"got": got, "of": of, "percent": percent}
