"""Is this JSON an op that could be merged? Form, types and sizes only; never raises, whatever arrives."""

from __future__ import annotations

from typing import Any

from sync.record import Fault
from sync.tables import Field, Kinds


def check(op: Any, kinds: Kinds) -> Fault | None:
    """None if the op is well formed, else why not: code `invalid` or, for a newer schema (P5),
    `needs_upgrade`. Covers unknown fields and actions, server fields (O6), types, sizes, required fields
    of a create, and values that RFC 8785 cannot hold. An op that passes can be hashed and merged."""
    raise NotImplementedError


def check_value(field: Field, value: Any) -> str | None:
    """None if a value fits a scalar-like field (null always does), else a sentence that says why not."""
    raise NotImplementedError
