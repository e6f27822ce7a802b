"""The server. `create_app` is the only wiring: what exists is registered here and nowhere else."""

from collections.abc import Mapping
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from server import authority, cli, config, errors, headers, leftover, phone_app
from server.accounts import device_routes, gate, tokens
from server.accounts import routes as account_routes
from server.backup import commands as backup_commands
from server.blobs import commands as blob_commands
from server.blobs import routes as blob_routes
from server.blobs import tus
from server.demo import commands as demo
from server.evidence import routes as evidence_routes
from server.exports import routes as export_routes
from server.extensions import db, limiter, migrate
from server.openapi import describe
from server.operations import logs, metrics
from server.operations import routes as operations_routes
from server.pull import routes as pull_routes
from server.push import routes as push_routes
from server.records import routes as record_routes
from server.transaction import engine_options, prepare_engine

BLUEPRINTS = (
    account_routes.bp,
    device_routes.bp,
    blob_routes.bp,
    tus.bp,
    operations_routes.bp,
    push_routes.bp,
    pull_routes.bp,
    record_routes.bp,
    export_routes.bp,
    evidence_routes.bp,
)
COMMANDS = (
    cli.init,
    cli.user,
    cli.doctor,
    cli.verify,
    cli.purge,
    blob_commands.tidy,
    *backup_commands.ALL,
    demo.group,
)


def create_app(settings: Mapping[str, Any] | None = None) -> Flask:
    """Build the application from the settings, or from the environment (see config.load)."""
    values = config.load(settings)
    app = Flask(__name__, static_folder=None)
    app.config.update(values)
    app.config["SQLALCHEMY_DATABASE_URI"] = config.database_url(values["DATABASE_URL"])
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(values["DATABASE_URL"])
    app.config["MAX_CONTENT_LENGTH"] = config.MAX_BODY
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # of the default provider

    db.init_app(app)
    migrate.init_app(app, db)
    limiter.init_app(app)
    tokens.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)

    logs.init_app(app)
    metrics.init_app(app)
    headers.init_app(app)
    errors.init_app(app)
    leftover.init_app(app)
    app.before_request(gate.require_known_content)
    app.before_request(gate.require_bounded_body)
    api = describe(app)
    for blueprint in BLUEPRINTS:
        api.register_blueprint(blueprint)
    # A trial of a backup needs an application of its own, beside this one.
    app.extensions["make_app"] = create_app
    for command in COMMANDS:
        app.cli.add_command(command)
    app.register_blueprint(authority.bp)
    phone_app.init_app(app)

    if proxies := values["TRUSTED_PROXIES"]:
        trusted = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies)
        app.wsgi_app = trusted  # type: ignore[method-assign]  # as Flask documents it
    return app
