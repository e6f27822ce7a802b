"""Whatever arrives: the checks never raise, and what they let through can be hashed and merged."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
import rfc8785
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sync.operation import canonical, content_hash, fingerprint, op_hash
from sync.tables import load_kinds
from sync.validate import check
from sync.values import json_value
from tests.support.book import EVERYONE, Book

KINDS = load_kinds()
LAWS = settings(max_examples=300, deadline=None)
numbers = st.one_of(
    st.integers(-(2**60), 2**60),
    st.floats(),
    st.sampled_from([1.0, -0.0, 1e16, 1e21, 1e-7, 123456789012345680.0, 2**53 - 1]),
)
texts = st.text(st.characters(), max_size=8) | st.sampled_from(["\ud800", "A", "title", ":1.0}"])
json_values = st.recursive(
    st.none() | st.booleans() | numbers | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)
ID = "01938e5f-7f33-7c3e-8d9a-1f2e3d4c5b6"
PHOTO = {"id": ID + "4", "sha256": "ab" * 32, "bytes": 9, "type": "image/png", "caption": "x"}
GOOD: dict[str, Any] = {
    "op_id": ID + "a",
    "device_id": "device-1",
    "device_seq": 2,
    "record_id": ID + "b",
    "kind": "inspection",
    "scope": "A",
    "action": "edit",
    "base_rev": 1,
    "after": None,
    "changes": {
        "shift": {"from": None, "to": "day"},
        "answers/ph/value": {"from": None, "to": 7.2},
        "answers/ph/photos": {"add": [PHOTO]},
        "answers/ph/checked_at": {"from": None, "to": "2026-11-22T08:15:02+08:00"},
        "remarks": {"add": [{"id": ID + "5", "text": "foam"}]},
        "status": {"from": "open", "to": "submitted"},
    },
    "schema": 1,
    "device_time": "2026-11-22T08:15:02.113+08:00",
    "author_id": "op1",
    "prev_hash": None,
    "signature": "c2ln",
}


def paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    if not isinstance(value, (dict, list)):
        return []
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    return [p for key, part in inner for p in [(*path, key), *paths(part, (*path, key))]]


@st.composite
def spoilt_ops(draw: Any) -> Any:
    """The good op with a few places replaced, removed or renamed."""
    op = copy.deepcopy(GOOD)
    op["action"] = draw(st.sampled_from(["edit", "edit", "edit", "create", "delete", "move"]))
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from(paths(op)))
        holder = op
        for key in path[:-1]:
            holder = holder[key]
        how = draw(st.sampled_from(["replace", "remove", "rename"]))
        if how == "replace" or isinstance(holder, list):
            holder[path[-1]] = draw(json_values | st.sampled_from(["approved", "day", {}, []]))
        elif how == "remove":
            del holder[path[-1]]
        else:
            holder[draw(texts | st.sampled_from(["photos", "answers/x/note"]))] = holder.pop(
                path[-1]
            )
    return op


@LAWS
@given(json_values)
def test_p2_any_json_at_all_is_judged_without_raising(value: Any) -> None:
    fault = check(value, KINDS)
    assert fault is not None
    assert fault.code in ("invalid", "needs_upgrade")
    assert len(fingerprint(value)) == 43


@LAWS
@given(spoilt_ops())
def test_p2_what_passes_the_check_can_be_hashed_and_merged(op: Any) -> None:
    if check(op, KINDS) is not None:
        return
    assert len(op_hash(op)) == len(content_hash(op)) == 43
    book = Book()
    made = {**GOOD, "op_id": ID + "0", "action": "create", "base_rev": 0, "changes": {}}
    book.push(made)
    book.push({**op, "record_id": GOOD["record_id"]}, "op1", EVERYONE)
    assert book.record is not None
    canonical(book.record.fields)


def test_the_good_op_is_good() -> None:
    assert check(GOOD, KINDS) is None


@LAWS
@given(json_values)
def test_o3_the_quick_way_to_canonical_form_gives_the_bytes_of_the_slow_one(value: Any) -> None:
    try:
        slow = rfc8785.dumps(value)
    except (rfc8785.CanonicalizationError, UnicodeEncodeError):
        with pytest.raises(ValueError, match=r".*"):
            canonical(value)
        return
    assert canonical(value) == slow


@LAWS
@given(json_values)
def test_o3_canonical_form_reads_back_as_the_same_value(value: Any) -> None:
    assume(json_value(value) is None)
    written = canonical(value)
    assert canonical(json.loads(written)) == written


def test_p2_nesting_that_would_exhaust_the_stack_is_a_fault() -> None:
    deep: Any = []
    for _ in range(5000):
        deep = [deep]
    with pytest.raises(ValueError, match=r".*"):
        canonical(deep)
    op = {**GOOD, "changes": {"answers/ph/value": {"from": None, "to": deep}}}
    fault = check(op, KINDS)
    assert fault is not None
    assert fault.key == "answers/ph/value"
    assert len(fingerprint(deep)) == 43


def test_o4_long_texts_travel_whole_up_to_a_bound() -> None:
    def remark(length: int) -> dict[str, Any]:
        entry = {"id": ID + "5", "text": "长" * length}
        return {**GOOD, "changes": {"remarks": {"add": [entry]}}}

    assert check(remark(200_000), KINDS) is None
    fault = check(remark(200_001), KINDS)
    assert fault is not None
    assert fault.code == "invalid"
