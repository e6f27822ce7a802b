"""What a merge tells its caller beside the record: effects, new attachments, tombstones, names."""

from __future__ import annotations

from typing import Any

from sync.merge import changed_since, merge
from sync.record import Stamp
from sync.same import same
from tests.support.book import EVERYONE
from tests.support.thing import THING, Phone, new_book, operation

PHOTO = {"id": "p1", "sha256": "ab" * 32, "bytes": 9, "type": "image/png"}


def test_h3_effects_hold_the_value_before_of_each_changed_key() -> None:
    book = new_book()
    phone = Phone(book, "a")
    phone.edit(
        {"title": "new", "place": None},
        {"tags": {"add": ["t1"]}, "photos": {"add": [PHOTO]}},
    )
    result = phone.push()
    assert result is not None
    assert result.effects == {"title": "made", "tags": ["t0"], "photos": None}


def test_a_clash_has_no_effect_on_its_field() -> None:
    book = new_book()
    one, other = Phone(book, "a"), Phone(book, "b")
    one.edit({"title": "one"})
    other.edit({"title": "other", "place": "hall"})
    one.push()
    result = other.push()
    assert result is not None
    assert result.effects == {"place": None}


def test_b2_new_attachments_are_told_and_known_bytes_are_available_at_once() -> None:
    book = new_book()
    record = book.record
    other = {**PHOTO, "id": "p2", "sha256": "cd" * 32}
    changes = {"photos": {"add": [PHOTO, other, {**PHOTO, "id": "p0", "sha256": "00" * 32}]}}
    result = merge(
        record,
        operation("a", "edit", 1, changes),
        kind=THING,
        chain={},
        roles=EVERYONE,
        stamp=Stamp("op1", "2026-11-22T08:00:00Z", available={"cd" * 32}),
    )
    seal = {"by": "op1", "received": "2026-11-22T08:00:00Z"}
    assert result.added == [
        {**PHOTO, "available": False, **seal},
        {**other, "available": True, **seal},
    ]


def test_f6_a_move_leaves_empty_tombstones_of_record_and_conflict() -> None:
    book = new_book()
    one, other = Phone(book, "a"), Phone(book, "b")
    one.edit({"title": "one"})
    other.edit({"title": "other"})
    one.push()
    other.push()
    result = book.push(operation("m", "move", 3, {"scope": {"from": "A", "to": "B"}}))
    assert [(t.scope, t.rev, t.deleted, t.moved, t.fields) for t in result.tombstones] == [
        ("A", 4, True, True, {}),
        ("A", 2, True, True, {}),
    ]
    assert result.record is not None
    assert result.conflict is not None
    assert (result.record.scope, result.record.rev, result.record.moved) == ("B", 5, False)
    assert (result.conflict.scope, result.conflict.rev) == ("B", 3)


def test_a_new_conflict_waits_for_its_name_and_a_joined_one_keeps_it() -> None:
    book = new_book()
    phones = [Phone(book, name) for name in "abc"]
    for phone in phones:
        phone.edit({"title": phone.name})
    revs = []
    for phone in phones:
        result = phone.push()
        assert result is not None
        revs.append((result.conflict.id, result.conflict.rev) if result.conflict else None)
    assert revs == [None, ("conflict 1", 1), ("conflict 1", 2)]


def test_m9_changes_since_a_rev_are_those_of_others_with_the_value_then() -> None:
    history: list[tuple[int, str, dict[str, Any]]] = [
        (4, "d", {"title": "three", "deleted": False}),
        (2, "b", {"title": "one"}),
        (3, "c", {"title": "two", "tags": ["x"]}),
        (5, "e", {"place": None}),
    ]
    assert changed_since(history, 2, {}) == {"title": "two", "tags": ["x"], "place": None}
    assert changed_since(history, 2, {"c": 3, "e": 5}) == {"title": "three"}
    assert changed_since(history, 5, {}) == {}


def test_m9_a_decision_that_the_deleter_has_not_seen_is_an_unseen_edit_as_well() -> None:
    book = new_book()
    one, other = Phone(book, "a"), Phone(book, "b")
    one.edit({"title": "one"})
    other.edit({"title": "other"})
    one.push()
    other.push()
    phone = Phone(book, "d")
    phone.end("delete")
    changes = {
        "resolution": {"from": None, "to": {"title": {"choose": "incoming"}}},
        "state": {"from": "open", "to": "resolved"},
    }
    decision = operation("k", "edit", 1, changes)
    book.push({**decision, "kind": "conflict", "record_id": "conflict 1"}, "super")
    book.ops.pop("k")  # the caller may keep the decision's effects with the conflict alone
    result = phone.push()
    assert result is not None
    assert result.outcome == "conflict"
    assert book.record is not None
    assert not book.record.deleted


def test_one_value_is_one_value_however_it_is_written() -> None:
    assert same({"a": 1, "b": [1.0]}, {"b": [1], "a": 1.0})
    assert not same(1, True)
    assert not same(0, False)
    assert not same([1], {"0": 1})
    assert not same("1", 1)
    assert not same(None, False)
    assert not same([True], [1])
