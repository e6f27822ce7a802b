"""Ops of older schemas are read in today's words; the op itself is never altered (P5, O1)."""

from copy import deepcopy
from typing import Any

import pytest

from sync.tables import SCHEMA, raw_kinds
from sync.upcast import SHIPPED, Schema, read
from tests.support.schemas import SCHEMA_2, renamed, tables

ID = "01938e5f-7f33-7c3e-8d9a-1f2e3d4c5b6"
OLD: dict[str, Any] = {
    "op_id": ID + "a",
    "device_id": "device-1",
    "device_seq": 2,
    "record_id": ID + "b",
    "kind": "issue",
    "scope": "A",
    "action": "edit",
    "base_rev": 1,
    "after": ID + "c",
    "changes": {"place": {"from": None, "to": "Hall"}, "title": {"from": "Leak", "to": "Drip"}},
    "schema": 1,
    "device_time": "2026-11-22T08:15:02.113+08:00",
    "author_id": "op1",
    "prev_hash": None,
    "signature": "c2ln",
}


def test_p5_an_older_op_is_read_in_todays_words_and_stays_as_it_was() -> None:
    before = deepcopy(OLD)
    op, fault = read(OLD, SCHEMA_2)
    assert fault is None
    assert before == OLD
    assert op["schema"] == 2
    assert op["changes"] == {"location": OLD["changes"]["place"], "title": OLD["changes"]["title"]}
    who_and_what_on = OLD.keys() - {"changes", "schema"}
    assert {part: op[part] for part in who_and_what_on} == {p: OLD[p] for p in who_and_what_on}


def test_p5_steps_are_taken_one_after_the_other() -> None:
    def shorter(said: dict[str, Any]) -> dict[str, Any]:
        changes = said["changes"]
        return {**said, "changes": {k.replace("location", "spot"): v for k, v in changes.items()}}

    kinds = tables()
    kinds["issue"]["fields"]["spot"] = kinds["issue"]["fields"].pop("location")
    third = Schema(3, kinds, {1: renamed, 2: shorter})
    for first in (OLD, {**read(OLD, SCHEMA_2)[0]}):
        op, fault = read(first, third)
        assert (fault, op["schema"], set(op["changes"])) == (None, 3, {"spot", "title"})


def test_p5_a_step_cannot_touch_who_did_it_where_and_on_what() -> None:
    def forging(said: dict[str, Any]) -> dict[str, Any]:
        return {**said, "author_id": "manager", "scope": "B", "base_rev": 99}

    op, _ = read(OLD, Schema(2, raw_kinds(), {1: forging}))
    assert (op["author_id"], op["scope"], op["base_rev"]) == ("op1", "A", 1)


def test_p5_an_op_of_todays_or_a_newer_schema_is_left_alone() -> None:
    today = {**OLD, "schema": 2, "changes": {"location": {"from": None, "to": "Hall"}}}
    assert read(today, SCHEMA_2) == (today, None)
    newer = {**OLD, "schema": 3}
    op, fault = read(newer, SCHEMA_2)
    assert op is newer
    assert fault is not None
    assert fault.code == "needs_upgrade"


def test_p5_a_field_that_only_the_older_schema_knew_is_no_field_of_a_newer_op() -> None:
    _, fault = read({**OLD, "schema": 2}, SCHEMA_2)
    assert fault is not None
    assert (fault.code, fault.key) == ("invalid", "place")


@pytest.mark.parametrize(
    "junk",
    [
        None,
        [],
        {"schema": 1},
        {**OLD, "changes": 7},
        {**OLD, "changes": {"place": 7}},
        {**OLD, "kind": ["issue"]},
        {**OLD, "schema": 0},
        {**OLD, "schema": True},
        {**OLD, "schema": "1"},
    ],
)
def test_p5_what_no_app_ever_wrote_is_invalid_and_never_an_error(junk: Any) -> None:
    op, fault = read(junk, SCHEMA_2)
    assert fault is not None
    assert fault.code == "invalid"
    assert op is junk or op["schema"] == 2


def test_p5_a_schema_without_a_step_from_each_older_one_does_not_start() -> None:
    with pytest.raises(ValueError, match="needs a step"):
        Schema(3, raw_kinds(), {1: renamed})


def test_p5_the_shipped_schema_is_that_of_the_tables_on_both_sides() -> None:
    assert SHIPPED.document["schema"] == SCHEMA
    from tests.gate.tree import ROOT

    phone = (ROOT / "pwa/src/rules/kinds.ts").read_text("utf-8")
    assert f"export const SCHEMA = {SCHEMA};" in phone
