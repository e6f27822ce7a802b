"""When two JSON values are one value: 1 is 1.0, but true is not 1, and key order says nothing."""

from __future__ import annotations

from typing import Any

from sync.operation import canonical


def same(one: Any, other: Any) -> bool:
    """Whether two JSON values are equal as values, that is, in canonical form."""
    if one is other:
        return True
    kind, kind2 = type(one), type(other)
    if kind is str or kind2 is str or one is None or other is None:
        return bool(one == other)
    if kind is bool or kind2 is bool:
        return False if kind is not kind2 else bool(one == other)
    if kind is dict or kind is list or kind2 is dict or kind2 is list:
        return kind is kind2 and canonical(one) == canonical(other)
    return bool(one == other)
