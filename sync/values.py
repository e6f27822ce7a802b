"""What fits a field: one small judge per type. Each gives None or a sentence; none ever raises."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from math import isfinite
from typing import Any

from sync.tables import Field

MAX_TEXT = 200_000
MAX_INT = 2**53 - 1
MAX_DEPTH = 24
MAX_NODES = 50_000
LOCALES = frozenset({"zh-Hans", "zh-Hant", "en"})

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\Z").match
TOKEN = re.compile(r"[A-Za-z0-9_.:-]{1,80}\Z").match
HASH = re.compile(r"[0-9a-f]{64}\Z").match
_TIME = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)\Z", re.ASCII
).match
_DATE = re.compile(r"\d{4}-\d\d-\d\d\Z", re.ASCII).match


def check_value(field: Field, value: Any) -> str | None:
    """None if a value fits a scalar-like field (null always does), else why not.

    Choices of a template's items are no part of this: a draft may hold anything typed (M13).
    """
    if value is None:
        return None
    judge = _JUDGES.get(field.type)
    if judge is None:
        return "this field takes no value"
    fault = judge(value)
    if fault is None and field.choices and value not in field.choices:
        return "not one of the choices"
    return fault


def text(value: Any, limit: int = MAX_TEXT) -> str | None:
    """A string that UTF-8 can hold, not longer than the limit."""
    if not isinstance(value, str):
        return "not a text"
    if len(value) > limit:
        return f"longer than {limit} characters"
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            return "half a character (a lone surrogate)"
    return None


def number(value: Any) -> str | None:
    """A finite number that every JSON reader takes for the same; true and false are none."""
    if type(value) is float and not isfinite(value):
        return "not a finite number"
    if type(value) is int or type(value) is float:
        return None if -MAX_INT <= value <= MAX_INT else "beyond 2^53"
    return "not a number"


def moment(value: Any) -> str | None:
    """A date and time with its zone."""
    if isinstance(value, str) and _TIME(value):
        try:
            datetime.fromisoformat(value)
        except ValueError:
            return "no such time"
        return None
    return "not a date and time with a zone"


def day(value: Any) -> str | None:
    """A calendar day, YYYY-MM-DD."""
    if isinstance(value, str) and _DATE(value):
        try:
            date.fromisoformat(value)
        except ValueError:
            return "no such day"
        return None
    return "not a day"


def boolean(value: Any) -> str | None:
    """True or false."""
    return None if isinstance(value, bool) else "neither true nor false"


def reference(value: Any) -> str | None:
    """The id of another record."""
    return None if isinstance(value, str) and TOKEN(value) else "not an id"


def names(value: Any) -> str | None:
    """A name in one to three languages."""
    if not isinstance(value, dict) or not value or not value.keys() <= LOCALES:
        return "not a name by language"
    return next((fault for v in value.values() if (fault := text(v, 500))), None)


def json_value(value: Any) -> str | None:
    """Any JSON of a bearable size and depth."""
    todo: list[tuple[Any, int]] = [(value, 0)]
    seen = 0
    while todo:
        node, depth = todo.pop()
        seen += 1
        if seen > MAX_NODES or depth > MAX_DEPTH:
            return "too large or too deep"
        fault = None
        if isinstance(node, dict):
            fault = next((f for k in node if (f := text(k, 300))), None)
            todo += [(v, depth + 1) for v in node.values()]
        elif isinstance(node, list):
            todo += [(v, depth + 1) for v in node]
        elif isinstance(node, str):
            fault = text(node)
        elif node is not None and not isinstance(node, bool):
            fault = number(node)
        if fault:
            return fault
    return None


_JUDGES: dict[str, Callable[[Any], str | None]] = {
    "text": text,
    "choice": text,
    "number": number,
    "boolean": boolean,
    "date": day,
    "datetime": moment,
    "ref": reference,
    "names": names,
    "json": json_value,
    "any": json_value,
}
