"""The laws of merging, tried on random histories: M10, M11, M12, and invariants I1, I2, I5, I7."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from sync.operation import canonical
from sync.record import Record
from tests.support.book import Book
from tests.support.thing import EDITABLE, ONCE, SCALARS, STEPS, Phone, new_book, value_at

LAWS = settings(max_examples=200, deadline=None)
values = st.sampled_from(["u", "v", "w", None])
tags = st.lists(st.sampled_from(["t0", "t1", "t2"]), max_size=2, unique=True)


@st.composite
def writes(draw: Any) -> dict[str, Any]:
    """What a person does in one op, free of any state: applied by `act`."""
    action = draw(st.sampled_from(["edit"] * 6 + ["end"]))
    if action != "edit":
        return {"action": action}
    chosen = draw(st.lists(st.sampled_from(EDITABLE), max_size=3, unique=True))
    return {
        "action": "edit",
        "values": {key: draw(values) for key in chosen if key != "status"},
        "step": draw(st.integers(0, 2)) if "status" in chosen else None,
        "tags": {"add": draw(tags), "remove": draw(tags)} if draw(st.booleans()) else None,
        "remark": draw(st.booleans()),
        "photo": draw(st.sampled_from(["none", "add", "remove"])),
    }


def act(phone: Phone, write: dict[str, Any]) -> None:
    """Let a phone do it, as far as its own view of the workflow allows."""
    if write["action"] != "edit":
        phone.end("restore" if phone.seen["deleted"] else "delete")
        return
    steps = [to for was, to in STEPS if was == phone.seen["status"]]
    # A once-value that already stands is not written again: no screen offers it.
    chosen = {k: v for k, v in write["values"].items() if k not in ONCE or v != phone.seen[k]}
    if write["step"] is not None and steps:
        chosen["status"] = steps[write["step"] % len(steps)]
    lists: dict[str, Any] = {}
    if write["tags"]:
        lists["tags"] = write["tags"]
    if write["remark"]:
        lists["remarks"] = {"add": [{"id": phone.fresh("remark"), "text": "note"}]}
    if write["photo"] == "add":
        photo = {"id": phone.fresh("photo"), "sha256": "ab" * 32, "bytes": 9, "type": "image/png"}
        lists["photos"] = {"add": [photo]}
    elif write["photo"] == "remove":
        lists["photos"] = {"remove": ["p0"]}
    if chosen or lists:
        phone.edit(chosen, lists)


def past(history: list[tuple[int, dict[str, Any]]]) -> Book:
    """A book with a history of two phones, conflicts included."""
    book = new_book()
    phones = [Phone(book, "past1"), Phone(book, "past2")]
    for number, (who, write) in enumerate(history):
        act(phones[who], write)
        if number % 2:
            for phone in phones:
                phone.push()
                phone.push()
                phone.pull()
    return book


histories = st.lists(st.tuples(st.integers(0, 1), writes()), max_size=6)


@LAWS
@given(histories, writes(), writes())
def test_m11_two_edits_from_one_base_give_the_same_in_either_order(
    history: Any, one: dict[str, Any], other: dict[str, Any]
) -> None:
    ends = []
    for order in ((0, 1), (1, 0)):
        book = past(history)
        phones = [Phone(book, "a"), Phone(book, "b")]
        act(phones[0], one)
        act(phones[1], other)
        outcomes = {}
        for who in order:
            result = phones[who].push()
            outcomes[who] = "none" if result is None else result.outcome
        assume("quarantined" not in outcomes.values())
        event(f"outcomes {sorted(outcomes.values())}")
        ends.append(but_for_order(book))
    assert ends[0] == ends[1]


def but_for_order(book: Book) -> Any:
    """The record and its open conflict without what M11 leaves open: who is current, what came first."""
    assert book.record is not None
    conflict = book.open_conflict()
    rows = conflict.fields["fields"] if conflict else {}
    open_rows = {key: row for key, row in rows.items() if "closed" not in row}
    for key, row in open_rows.items():
        assert value_at(book.record, key) == row["current"]
    sides = {
        key: (row["base"], sorted(map(repr, all_sides(row)))) for key, row in open_rows.items()
    }
    settled = {k: value_at(book.record, k) for k in (*EDITABLE, "deleted") if k not in open_rows}
    fields = book.record.fields
    photos = {p["id"]: (p["sha256"], "removed" in p) for p in fields["photos"]}
    remarks = {r["id"]: r["text"] for r in fields.get("remarks", [])}
    return settled, sides, fields["tags"], photos, remarks, book.record.rev


def all_sides(row: dict[str, Any]) -> list[Any]:
    return [row["current"], row["incoming"], *(other["value"] for other in row["others"])]


@LAWS
@given(histories, st.lists(writes(), max_size=6))
def test_m12_a_chain_of_own_offline_edits_never_conflicts_with_itself(
    history: Any, chain: list[dict[str, Any]]
) -> None:
    book = past(history)
    phone = Phone(book, "a")
    others = {key for key in ONCE if phone.seen[key] is not None}  # M7: not one's own to correct
    for write in chain:
        chosen = {k: v for k, v in write.get("values", {}).items() if k not in others}
        act(phone, {**write, "values": chosen})
    while phone.queue:
        result = phone.push()
        assert result is not None
        assert result.outcome == "applied", result


@LAWS
@given(histories, writes(), writes())
def test_m10_merging_is_pure_and_alters_nothing_that_it_was_given(
    history: Any, one: dict[str, Any], other: dict[str, Any]
) -> None:
    book = past(history)
    phones = [Phone(book, "a"), Phone(book, "b")]
    act(phones[0], one)
    act(phones[1], other)
    phones[0].push()
    assume(phones[1].queue)
    twin = copy.deepcopy(book)
    given_record, given_conflict = book.record, book.open_conflict()
    before = frozen(given_record), frozen(given_conflict)
    op = phones[1].queue[0]
    result, again = book.push(op, "b"), twin.push(copy.deepcopy(op), "b")
    assert (frozen(given_record), frozen(given_conflict)) == before
    assert frozen(result.record) == frozen(again.record)
    assert frozen(result.conflict) == frozen(again.conflict)


def frozen(record: Record | None) -> bytes:
    if record is None:
        return b""
    return canonical([record.rev, record.deleted, record.fields, record.versions])


@LAWS
@given(histories, writes())
def test_i2_an_op_that_landed_changes_nothing_when_it_is_merged_again(
    history: Any, write: dict[str, Any]
) -> None:
    book = past(history)
    phone = Phone(book, "a")
    act(phone, write)
    assume(phone.queue)
    op = phone.queue[0]
    first = book.push(op, "a")
    assume(first.outcome in ("applied", "merged"))
    before = but_for_order(book)
    again = book.push(op, "a")
    assert again.outcome != "conflict"
    assert but_for_order(book)[:-1] == before[:-1]


steps = st.lists(
    st.tuples(
        st.integers(0, 2), st.sampled_from(["write", "write", "push", "push", "pull"]), writes()
    ),
    max_size=25,
)


@LAWS
@given(steps)
def test_i1_and_i5_no_value_is_lost_and_none_is_replaced_unseen(story: Any) -> None:
    book = new_book()
    phones = [Phone(book, name) for name in ("a", "b", "c")]
    writers: dict[str, tuple[int, str]] = {}
    for who, verb, write in story:
        phone = phones[who]
        if verb == "write":
            act(phone, write)
        elif verb == "pull":
            phone.pull()
        elif phone.queue:
            push_watched(book, phone, writers)


def push_watched(book: Book, phone: Phone, writers: dict[str, tuple[int, str]]) -> None:
    """Push one op and judge by an account of one's own who had seen what (I1, I5, M1, M7, C3)."""
    op = phone.queue[0]
    before = copy.deepcopy(book.record)
    chain = set(book.chain(op))
    result = phone.push()
    after = book.record
    assert before is not None
    assert after is not None
    assert result is not None
    if result.outcome == "quarantined":
        assert frozen(before) == frozen(after)
        return
    for key in (*EDITABLE, "deleted"):
        was, now = value_at(before, key), value_at(after, key)
        if was != now:
            rev, writer = writers.get(key, (1, "made"))
            seen = rev <= op["base_rev"] or writer in chain
            by_rule = (key in ONCE and was is None) or (
                key == "status" and op["changes"]["status"]["from"] == was
            )
            assert seen or by_rule, f"{key}: {was!r} of {writer} replaced unseen by {op}"
            writers[key] = (after.rev, op["op_id"])
    for key, change in op["changes"].items():
        if "to" in change and change["to"] != change["from"]:
            kept = [value_at(after, key)]
            for conflict in book.conflicts:
                row = conflict.fields["fields"].get(key)
                kept += all_sides(row) if row else []
            assert change["to"] in kept, f"{key} of {op} is nowhere"
    for key in SCALARS:
        conflict = book.open_conflict()
        row = conflict.fields["fields"].get(key) if conflict else None
        if row and "closed" not in row:
            assert row["current"] == value_at(after, key), "C1: current is what stands"


@LAWS
@given(steps, st.randoms(use_true_random=False))
def test_p4_and_i7_ops_that_arrive_in_any_order_end_as_if_they_had_not(
    story: Any, chance: Any
) -> None:
    straight, shuffled = new_book(), new_book()
    phone = Phone(straight, "a")
    for _, _, write in story:
        act(phone, write)
    ops = list(phone.queue)
    for op in ops:
        straight.push(op, "a")
    chance.shuffle(ops)
    for op in ops:
        shuffled.push(op, "a")
    assert not shuffled.held
    assert but_for_order(straight) == but_for_order(shuffled)
