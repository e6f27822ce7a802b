"""`flask demo fill` and `flask demo wipe`. No stranger may reach it, and nothing else is emptied."""

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy import func, select

from server.clock import now
from server.config import BadSetting, check, demo_mark
from server.demo.cast import CAST, PASSWORD
from server.demo.fill import fill
from server.extensions import db
from server.models import User
from server.operations import logs

group = AppGroup("demo", help="Fill this installation with a believable demo, or empty it.")


@group.command("fill")
@click.option("--days", default=30, show_default=True, help="How many days the story goes back.")
@click.option("--as-of", help="The story's present, in ISO 8601 with zone. Default: now.")
@click.option("--if-empty", is_flag=True, help="Do nothing, and say nothing, if people exist.")
def fill_command(days: int, as_of: str | None, if_empty: bool) -> None:
    """Tell the demo into an initialised, empty installation."""
    if db.session.scalar(select(func.count()).select_from(User)):
        if if_empty:
            return
        raise click.ClickException("there are people here already; `flask demo wipe` empties it")
    _mark_as_demo()
    present = datetime.fromisoformat(as_of) if as_of else now()
    click.echo("Filling the demo: two sites, nine people, their days …")
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # werkzeug's proxy
    logs.configure(logging.WARNING)
    # A thread of its own has no application context, so each request gets a fresh one, as served.
    with ThreadPoolExecutor(1) as outside:
        outside.submit(fill, app, present, days).result()
    click.echo("Done.")


@group.command("wipe")
@click.confirmation_option(prompt="This deletes every record, photo and person. Go on?")
def wipe_command() -> None:
    """Empty the installation: every table but the schema's own."""
    _require_demo()
    if not _is_demo_data():
        raise click.ClickException("these are not the demo's people; nothing was deleted")
    with db.engine.begin() as connection:
        for table in reversed(db.metadata.sorted_tables):
            connection.execute(table.delete())
    demo_mark(current_app.config["DATA_DIR"]).unlink(missing_ok=True)
    click.echo("Wiped. `flask init` makes it usable again.")


def sign_ins() -> str:
    """The demo's people and password, for the person at the terminal."""
    width = max(len(person.username) for person in CAST)
    people = "\n".join(
        f"  {person.username:<{width}}  {person.name} · {person.title} · {' '.join(person.sites)}"
        for person in CAST
    )
    return f"Sign in with password {PASSWORD} as\n{people}"


def _mark_as_demo() -> None:
    """From now on this is a demo, which no stranger may reach: its passwords are known."""
    if current_app.config["DEMO"] is False:
        raise click.ClickException("DEMO=0: the demo's passwords are known to everyone")
    try:
        check({**current_app.config, "DEMO": True})
    except BadSetting as error:
        raise click.ClickException(str(error)) from error
    demo_mark(current_app.config["DATA_DIR"]).touch()


def _require_demo() -> None:
    if not current_app.config["DEMO"]:
        raise click.ClickException("this is no demo; nothing was deleted")


def _is_demo_data() -> bool:
    names = set(db.session.scalars(select(User.username)))
    return names <= {person.username for person in CAST}
