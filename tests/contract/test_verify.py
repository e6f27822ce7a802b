"""What `verify` says of a history that somebody edited by SQL (H2, quality 25), on both databases."""

from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from server.extensions import db
from server.models import Op
from server.push.verify import Altered, verify_history
from tests.support.device import SoftDevice
from tests.support.sync import change, phone_of

OTHER: dict[str, Any] = {
    "op_key": "another",
    "op_id": "another",
    "device_id": "another",
    "device_seq": 99,
    "record_id": "another",
    "scope": "B",
    "kind": "visit",
    "body": "{}",
    "salt": "00",
    "commitment": "00",
    "op_hash": "another",
    "content_hash": "another",
    "prev_hash": "another",
    "signature_ok": False,
    "author_id": "somebody",
    "adopted_by": "somebody",
    "session_user": "somebody",
    "session_id": "another",
    "received": "2020-01-01T00:00:00.000Z",
    "clock_offset_ms": 7,
    "clock_measured": True,
    "outcome": "merged",
    "code": "invalid",
    "message": "never said",
    "rev": 9,
    "conflict_id": "another",
    "after": "another",
    "decided_id": "another",
    "decided_rev": 9,
    "effects": '{"title":"never"}',
    "effects_commitment": "00",
    "seq": 50,
    "link": "00",
    "first": '["applied"]',
    "settled": '[[9,"",["applied"]]]',
    "n": 1000,
}


@pytest.fixture
def phone(any_app: Flask) -> SoftDevice:
    return phone_of(any_app, "op1")


@pytest.fixture
def ops(phone: SoftDevice) -> list[dict[str, Any]]:
    """Five ops in one history: a plain one, a create, its edit, one that was held, one after it."""
    before = phone.create("issue", "A", {"title": "before"})
    create = phone.create("issue", "A", {"title": "Leak"})
    title = {"title": change("Leak", "Dry")}
    edit = phone.op("edit", "issue", "A", title, record_id=create["record_id"])
    lost = phone.create("issue", "A", {"title": "late"})
    place = {"place": change(None, "Hall")}
    held = phone.op("edit", "issue", "A", place, record_id=lost["record_id"])
    phone.push(before, create, edit, held)
    phone.push(lost)
    phone.push(phone.create("issue", "A", {"title": "after"}))
    return [before, create, edit, held, lost]


def damage(app: Flask, op: dict[str, Any], **columns: Any) -> None:
    with app.app_context(), db.engine.begin() as connection:
        found = sa.update(Op).where(Op.op_id == op["op_id"]).values(**columns)
        assert connection.execute(found).rowcount == 1


def verified(app: Flask) -> list[Altered]:
    with app.app_context():
        return verify_history()


def test_every_column_of_the_history_is_tried() -> None:
    assert set(OTHER) == {column.name for column in Op.__table__.columns}


@pytest.mark.parametrize("column", OTHER)
@pytest.mark.parametrize("which", [1, 2, 3], ids=["a create", "an edit", "a held one"])
def test_h2_verify_names_the_row_of_which_any_column_was_altered(any_app, ops, column, which):
    assert verified(any_app) == []
    damage(any_app, ops[which], **{column: OTHER[column]})
    found = verified(any_app)
    assert found[0].scope == "A"
    assert found[0].op_id in (ops[which]["op_id"], OTHER["op_id"]), found
    assert found[0].row > 0


@pytest.mark.parametrize(
    ("column", "value"),
    [("first", None), ("settled", None), ("settled", "[]"), ("settled", "{"), ("first", "{")],
)
def test_h2_verify_names_the_row_of_which_the_settling_was_removed_or_spoilt(
    any_app, ops, column, value
):
    damage(any_app, ops[3], **{column: value})
    assert verified(any_app)[0].op_id == ops[3]["op_id"]


@pytest.mark.parametrize("which", range(5))
def test_h2_verify_notices_a_row_that_was_removed(any_app, ops, which):
    with any_app.app_context(), db.engine.begin() as connection:
        connection.execute(sa.delete(Op).where(Op.op_id == ops[which]["op_id"]))
    (found,) = verified(any_app)
    assert (found.scope, found.row > 0) == ("A", True)


def test_h2_verify_notices_that_the_last_rows_were_removed(any_app, ops):
    with any_app.app_context(), db.engine.begin() as connection:
        last = connection.scalar(sa.select(sa.func.max(Op.n)))
        connection.execute(sa.delete(Op).where(Op.n == last))
    (found,) = verified(any_app)
    settled_last = ops[3]["op_id"]
    assert (found.scope, found.op_id) == ("A", settled_last)
    assert "removed" in found.why


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("DELETE FROM scopes WHERE scope = 'A'", "the head of this history was removed"),
        ("UPDATE scopes SET head = '' WHERE scope = 'A'", "the head was altered"),
        ("UPDATE scopes SET seq = 2 WHERE scope = 'A'", "the counter was set back"),
    ],
)
def test_h2_verify_notices_a_counter_that_was_altered(any_app, ops, statement, said):
    with any_app.app_context(), db.engine.begin() as connection:
        connection.execute(sa.text(statement))
    (found,) = verified(any_app)
    assert said in found.why


def test_h2_an_op_rewritten_with_its_whole_chain_is_not_what_the_phone_signed(any_app, ops):
    """Someone who knows the program can make the links anew, but has not the phone's key."""
    from server.push.links import commit, first_digest, link
    from server.push.rows import OP_COLUMNS, OpRow

    with any_app.app_context(), db.engine.begin() as connection:
        head = ""
        query = sa.select(*(getattr(Op, name) for name in OP_COLUMNS)).where(Op.scope == "A")
        kept = connection.execute(query.order_by(Op.seq)).all()
        for row in (OpRow(*values) for values in kept[:3]):
            row.body = row.body.replace("Leak", "Flood")
            row.commitment = commit(row.salt, row.body)
            head = row.link = link(head, first_digest(row))
            found = sa.update(Op).where(Op.op_key == row.op_key)
            new = {"body": row.body, "commitment": row.commitment, "link": row.link}
            connection.execute(found.values(**new))
        connection.execute(sa.delete(Op).where(Op.op_key.in_([v.op_key for v in kept[3:]])))
        connection.execute(
            sa.text("UPDATE scopes SET head = :head WHERE scope = 'A'"), {"head": head}
        )
    (found,) = verified(any_app)
    assert found == Altered("A", found.row, ops[1]["op_id"], "the op is not what its phone signed")


def test_h2_verify_notices_that_a_phones_key_was_exchanged(any_app, phone, ops):
    key = phone_of(any_app, "lead").device_id
    swap = "UPDATE devices SET public_key = (SELECT public_key FROM devices WHERE id = :new)"
    with any_app.app_context(), db.engine.begin() as connection:
        values = {"new": key, "old": phone.device_id}
        connection.execute(sa.text(f"{swap} WHERE id = :old"), values)
    assert verified(any_app)[0].op_id == ops[0]["op_id"]
