"""Promises of push and pull that no single outcome shows: on disk, page by page, resumable."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from server.extensions import db
from server.models import Op
from server.push.system import record_as_server
from tests.support.actors import Actor, add_person
from tests.support.device import SoftDevice, new_id


@pytest.fixture
def phone(any_app: Flask) -> SoftDevice:
    add_person(any_app, "lead")
    return SoftDevice(Actor(any_app, "lead"))


def page(phone: SoftDevice, cursor: Any, limit: int) -> dict[str, Any]:
    body = {"cursor": cursor, "limit": limit}
    answer: dict[str, Any] = phone.actor.post("/api/sync/pull", json=body).get_json()
    return answer


def test_p3_what_was_answered_is_in_the_database_for_everyone_else(
    any_app: Flask, phone: SoftDevice
) -> None:
    op = phone.create("issue", "A", {"title": "Leak"})
    phone.push(op)
    with any_app.app_context():
        stranger = sa.create_engine(db.engine.url)
    try:
        with stranger.connect() as connection:
            wanted = sa.select(Op.outcome).where(Op.op_id == op["op_id"])
            found = connection.execute(wanted).scalars()
            assert list(found) == ["applied"]
    finally:
        stranger.dispose()


def test_p3_sqlite_waits_for_the_disk_before_it_answers(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"


def test_f1a_a_record_and_its_conflict_have_their_own_seqs_so_a_page_may_end_between(
    phone: SoftDevice,
) -> None:
    made = phone.create("issue", "A", {"title": "Leak"})
    phone.push(made)
    phone.last.clear()
    for title in ("one", "other"):
        changes = {"title": {"from": "Leak", "to": title}}
        edit = phone.op("edit", "issue", "A", changes, record_id=made["record_id"], base_rev=1)
        phone.push(edit)
        phone.last.clear()
    rows, cursor = [], None
    while True:
        got = page(phone, cursor, 1)
        assert len(got["records"]) <= 1
        rows += got["records"]
        cursor = got["cursor"]
        if not got["has_more"]:
            break
    in_a = [row for row in rows if row["scope"] == "A"]
    assert {row["kind"] for row in in_a} == {"issue", "conflict"}
    seqs = [row["seq"] for row in in_a]
    assert seqs == sorted(set(seqs))


def test_f10_a_first_fill_that_broke_off_goes_on_where_it_was(phone: SoftDevice) -> None:
    phone.push(*[phone.create("issue", "A", {"title": str(n)}) for n in range(7)])
    whole = {row["id"]: row for row in page(phone, None, 500)["records"]}
    first = page(phone, None, 3)
    assert first["has_more"]
    lost, again = page(phone, first["cursor"], 3), page(phone, first["cursor"], 3)
    assert lost["records"] == again["records"]
    filled = {row["id"]: row for row in first["records"] + again["records"]}
    cursor = again["cursor"]
    while again["has_more"]:
        again = page(phone, cursor, 3)
        filled |= {row["id"]: row for row in again["records"]}
        cursor = again["cursor"]
    assert filled == whole


def test_f10_a_new_phone_gets_names_and_templates_before_a_sites_records(
    phone: SoftDevice,
) -> None:
    phone.push(*[phone.create("issue", "A", {"title": str(n)}) for n in range(3)])
    with phone.actor.app.app_context():
        record_as_server("person", "common", new_id(), {"name": "Chen", "username": "chen"})
    assert [row["kind"] for row in page(phone, None, 2)["records"]] == ["person", "issue"]


def test_f1_seqs_have_no_gaps_whatever_became_of_the_ops(phone: SoftDevice) -> None:
    good = phone.create("issue", "A", {"title": "Leak"})
    bad = phone.create("issue", "A", {"title": "Leak", "severity": "terrible"})
    waits = phone.create("issue", "A", {"title": "Leak"})
    follows = phone.op("delete", "issue", "A", record_id=waits["record_id"])
    phone.push(good, good, bad, follows)
    phone.push(good, waits, bad)
    rows = [row for row in phone.pull(500) if row["scope"] == "A"]
    seqs = [row["seq"] for row in rows]
    assert seqs == sorted(set(seqs))
    replaced = 2  # the held op's row and the record it deletes were each written twice
    assert seqs[-1] - len(seqs) == replaced
