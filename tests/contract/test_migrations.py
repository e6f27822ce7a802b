"""The migrations make exactly the tables of the models, and take them away again."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, select, text

from server.extensions import Base, db
from server.models import Scope
from server.push.verify import verify_history
from tests.support.sync import change, phone_of


def test_the_migrated_database_has_exactly_the_models_tables(any_app):
    with any_app.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, Base.metadata) == []


def test_migrations_go_down_to_nothing_and_up_again(any_app):
    with any_app.app_context():
        downgrade(revision="base")
        assert set(inspect(db.engine).get_table_names()) == {"alembic_version"}
        upgrade()
        assert "records" in inspect(db.engine).get_table_names()


def test_h2_histories_made_before_are_linked_anew_and_back_again(any_app):
    phone = phone_of(any_app, "op1")
    create = phone.create("issue", "A", {"title": "Leak"})
    edit = phone.op(
        "edit", "issue", "A", {"place": change(None, "x")}, record_id=create["record_id"]
    )
    phone.push_raw(edit, sent_at="2026-11-23T08:00:00Z")
    phone.push(create, phone.create("issue", "A", {"title": "2"}))
    with any_app.app_context():
        before = heads()
        downgrade(revision="0001")
        with db.engine.connect() as connection:
            older = connection.execute(text("SELECT scope, head FROM scopes ORDER BY scope")).all()
        assert [row.head for row in older] != [head for _, head in before]
        upgrade()
        assert verify_history() == []
        assert [scope for scope, _ in heads()] == [scope for scope, _ in before]


def test_h2_linking_anew_does_not_make_an_altered_row_look_whole(any_app):
    phone = phone_of(any_app, "op1")
    ops = [phone.create("issue", "A", {"title": str(n)}) for n in range(4)]
    phone.push(*ops)
    with any_app.app_context():
        downgrade(revision="0001")
        with db.engine.begin() as connection:
            damage = text("UPDATE ops SET received = '2020-01-01T00:00:00.000Z' WHERE op_id = :id")
            connection.execute(damage, {"id": ops[2]["op_id"]})
        upgrade()
        (found,) = verify_history()
        assert found.op_id == ops[2]["op_id"]


def heads():
    """Every scope with its head."""
    return db.session.execute(select(Scope.scope, Scope.head).order_by(Scope.scope)).all()


def test_the_queue_of_devices_comes_and_goes_and_the_phones_stay(any_app):
    phone = phone_of(any_app, "op1")
    waiting = {"ops": 3, "photos": 1, "bytes": 5_000_000_000}
    phone.actor.post("/api/sync/pull", json={"waiting": waiting})
    with any_app.app_context():
        db.session.remove()
        downgrade(revision="0003")
        columns = {column["name"] for column in inspect(db.engine).get_columns("devices")}
        assert not any(name.startswith("waiting") for name in columns)
        upgrade()
        with db.engine.connect() as connection:
            rows = connection.execute(text("SELECT id, waiting_ops FROM devices")).all()
        assert [tuple(row) for row in rows] == [(phone.device_id, None)]
    listed = phone.actor.get("/api/devices").get_json()["devices"]
    assert [(one["device_id"], one["waiting"]) for one in listed] == [(phone.device_id, None)]
