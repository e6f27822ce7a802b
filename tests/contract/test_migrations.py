"""The migrations make exactly the tables of the models, and take them away again."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, text

from server.extensions import Base, db
from tests.support.sync import phone_of


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


def test_the_queue_of_devices_comes_and_goes_and_the_phones_stay(any_app):
    phone = phone_of(any_app, "op1")
    waiting = {"ops": 3, "photos": 1, "bytes": 5_000_000_000}
    phone.actor.post("/api/sync/pull", json={"waiting": waiting})
    with any_app.app_context():
        db.session.remove()
        downgrade(revision="0001")
        columns = {column["name"] for column in inspect(db.engine).get_columns("devices")}
        assert not any(name.startswith("waiting") for name in columns)
        upgrade()
        with db.engine.connect() as connection:
            rows = connection.execute(text("SELECT id, waiting_ops FROM devices")).all()
        assert [tuple(row) for row in rows] == [(phone.device_id, None)]
    listed = phone.actor.get("/api/devices").get_json()["devices"]
    assert [(one["device_id"], one["waiting"]) for one in listed] == [(phone.device_id, None)]
