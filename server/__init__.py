"""The server. `create_app` is the only wiring: what exists is registered here and nowhere else."""

from collections.abc import Mapping
from typing import Any

from dotenv import load_dotenv
from flask import Flask

from server import config, errors
from server.accounts import device_routes, gate
from server.accounts import routes as account_routes
from server.blobs import routes as blob_routes
from server.blobs import tus
from server.extensions import db, limiter, migrate
from server.openapi import describe
from server.transaction import prepare_engine


def create_app(settings: Mapping[str, Any] | None = None) -> Flask:
    """Build the application from the given settings and the environment (see config.load)."""
    load_dotenv(config.ROOT / ".env")
    values = config.load(settings)
    app = Flask(__name__, static_folder=None)
    app.config.update(values)
    app.config["SQLALCHEMY_DATABASE_URI"] = config.database_url(values["DATABASE_URL"])
    app.config["MAX_CONTENT_LENGTH"] = config.MAX_BODY
    app.json.ensure_ascii = False  # type: ignore[attr-defined]

    db.init_app(app)
    migrate.init_app(app, db)
    limiter.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)
    errors.init_app(app)
    app.before_request(gate.require_known_content)

    api = describe(app)
    for blueprint in (account_routes.bp, device_routes.bp, blob_routes.bp, tus.bp):
        api.register_blueprint(blueprint)
    return app
