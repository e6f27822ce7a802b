"""Every vector of sync/vectors that is meant for Python, run against sync/."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from sync import clocks, forms
from sync.operation import base64url, canonical, content_hash, op_hash
from sync.order import Earlier, settlement, target, turn
from sync.record import Fault, Record
from sync.tables import resolve_key
from sync.validate import check
from tests.support.book import EVERYONE, KINDS, Book
from tests.support.vectors import part_of, vectors


@vectors("canonical")
def test_canonical_form(given: Any, expect: Any) -> None:
    written = canonical(given)
    assert written.decode() == expect["text"]
    assert base64url(sha256(written).digest()) == expect["sha256"]


@vectors("operation")
def test_hashes_of_an_op(given: Any, expect: Any) -> None:
    assert {"op_hash": op_hash(given), "content_hash": content_hash(given)} == expect


@vectors("keys")
def test_keys_of_changes(given: Any, expect: Any) -> None:
    place = resolve_key(KINDS[given["kind"]], given["key"])
    assert (None if place is None else place.merge) == expect


@vectors("validate")
def test_form_of_an_op(given: Any, expect: Any) -> None:
    fault = check(given, KINDS)
    assert (None if fault is None else fault.code) == expect


@vectors("order")
def test_order_of_ops(given: Any, expect: Any) -> None:
    earlier = Earlier(**given["earlier"]) if given["earlier"] else None
    when = turn(given["op"], earlier)
    assert [when.action, when.fault.code if when.fault else None] == expect


@vectors("target")
def test_which_row_an_op_means(given: Any, expect: Any) -> None:
    rows = [
        Record("r", "issue", row["scope"], row["rev"], {}, {}, "op1", moved=row["moved"])
        for row in given["rows"]
    ]
    found = target({"scope": given["scope"]}, rows)
    assert (found.code if isinstance(found, Fault) else found and found.scope) == expect


@vectors("settlement")
def test_what_a_supervisor_orders_of_an_op_set_apart(given: Any, expect: Any) -> None:
    ordered = settlement({"changes": given})
    assert (ordered.code if isinstance(ordered, Fault) else ordered) == expect


@vectors("merge")
def test_merge(given: Any, expect: Any) -> None:
    replay(given, expect)


@vectors("conflict")
def test_conflict(given: Any, expect: Any) -> None:
    replay(given, expect)


@vectors("overlay")
def test_own_chain_lands_as_the_phone_showed_it(given: Any, expect: Any) -> None:
    book = Book()
    for row in given["server"] + given["pending"]:
        assert book.push(full(row, given["kind"])).outcome == "applied"
    assert book.record is not None
    assert {"deleted": book.record.deleted, "fields": plain(book.record.fields)} == expect


@vectors("forms")
def test_forms(given: Any, expect: Any) -> None:
    result = getattr(forms, given["call"])(*given["with"])
    assert (sorted(result) if isinstance(result, set) else result) == expect


@vectors("clocks")
def test_clocks(given: Any, expect: Any) -> None:
    part_of(expect, getattr(clocks, given["call"])(*given["with"], **given.get("rule", {})))


def replay(given: Any, expect: Any) -> None:
    """Push the ops of a vector one by one and compare what came of each, and of all."""
    book, outcomes = Book(), []
    for row in given["ops"]:
        result = book.push(
            full(row, row.get("kind", given["kind"])),
            row.get("by", "op1"),
            tuple(row.get("roles", EVERYONE)),
        )
        outcomes.append(result.fault.code if result.fault else result.outcome)
    assert outcomes == expect["outcomes"]
    record = book.record
    assert record is not None
    part_of(expect.get("record", {}), {**record.fields, "deleted": record.deleted})
    if "rev" in expect:
        assert record.rev == expect["rev"]
    if "scope" in expect:
        assert record.scope == expect["scope"]
    conflict = book.open_conflict() or (book.conflicts[-1] if book.conflicts else None)
    if "conflict" in expect:
        part_of(expect["conflict"], conflict and conflict.fields)
        fields = (expect["conflict"] or {}).get("fields")
        assert (
            conflict is None or fields is None or fields.keys() == conflict.fields["fields"].keys()
        )


def full(row: dict[str, Any], kind: str) -> dict[str, Any]:
    """A whole op of what a vector says of it."""
    return {
        "op_id": row["op"],
        "record_id": row.get("of", "r"),
        "kind": kind,
        "scope": "A",
        "action": row.get("action", "edit"),
        "base_rev": row.get("base", 0),
        "after": row.get("after"),
        "device_time": "2026-11-22T08:00:00Z",
        "changes": row.get("changes", {}),
        **({"reason": row["reason"]} if "reason" in row else {}),
    }


def plain(value: Any) -> Any:
    """Fields without what only the server adds: who, when, available."""
    if isinstance(value, dict):
        gone = "removed" in value
        rest = {k: plain(v) for k, v in value.items() if k not in _SEALS}
        return {**rest, "removed": True} if gone else rest
    return [plain(v) for v in value] if isinstance(value, list) else value


_SEALS = ("by", "received", "available", "removed")
