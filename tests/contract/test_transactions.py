"""Writing is one transaction, begun as a writer, on either database."""

import contextlib

import pytest
from sqlalchemy import func, select

from server.extensions import db
from server.models import Meta
from server.transaction import insert_or_ignore, writing


def count() -> int:
    return db.session.scalar(select(func.count()).select_from(Meta))


def test_what_was_written_is_there_after_the_block(any_app):
    with any_app.app_context():
        with writing() as session:
            session.add(Meta(key="a", value="1"))
        db.session.rollback()
        assert count() == 1


def test_a_failed_block_leaves_nothing(any_app):
    with any_app.app_context():
        with contextlib.suppress(ZeroDivisionError), writing() as session:
            session.add(Meta(key="a", value="1"))
            session.flush()
            _ = 1 / 0
        assert count() == 0


def test_an_inner_block_joins_the_outer_one(any_app):
    with any_app.app_context():
        with contextlib.suppress(ZeroDivisionError), writing():
            with writing() as session:
                session.add(Meta(key="a", value="1"))
            _ = 1 / 0
        assert count() == 0


def test_a_change_outside_of_writing_is_refused(any_app):
    with any_app.app_context():
        db.session.add(Meta(key="a", value="1"))
        with pytest.raises(RuntimeError, match="writing"):
            db.session.commit()


def test_insert_or_ignore_says_whether_it_inserted(any_app):
    with any_app.app_context(), writing():
        assert insert_or_ignore(Meta, key="a", value="1")
        assert not insert_or_ignore(Meta, key="a", value="2")


def test_a_second_writer_waits_for_the_first_on_sqlite(app):
    with app.app_context():
        with writing() as session:
            in_transaction = session.connection().connection.dbapi_connection.in_transaction
            other = db.engine.raw_connection()
            other.execute("PRAGMA busy_timeout = 0")
            with pytest.raises(Exception, match="database is locked"):
                other.execute("BEGIN IMMEDIATE")
            other.close()
        assert in_transaction
