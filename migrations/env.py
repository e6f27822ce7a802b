"""Run migrations on the application's own database, in one transaction."""

from alembic import context
from flask import current_app

from server.extensions import Base, db

with db.engine.connect().execution_options(writing=True) as connection:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        **current_app.extensions["migrate"].configure_args,
    )
    with context.begin_transaction():
        context.run_migrations()
