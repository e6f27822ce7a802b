"""The `flask --app server` commands of operators; each is a thin line to what does the work."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext
from flask_migrate import upgrade

from server.accounts import people
from server.backup.photos import altered_photos
from server.epoch import epoch
from server.errors import CATALOGUE, Problem
from server.evidence.standing import verify_records
from server.models import User
from server.operations import doctor as checks
from server.push.purge import purge as purge_deleted
from server.push.verify import verify_history
from server.roster import keep_person
from server.templates.install import install

ROLE = click.option("--role", "roles", multiple=True, type=click.Choice(people.ROLES))
SITE = click.option("--site", "sites", multiple=True, help="Code of a site; may be repeated.")
PASSWORD = click.option("--password-stdin", is_flag=True, help="Read the password from stdin.")


@click.command("init")
@with_appcontext
def init() -> None:
    """Make or update the tables, add shipped templates. Safe to run at every start."""
    current_app.config["DATA_DIR"].mkdir(parents=True, exist_ok=True)
    upgrade()
    epoch()
    install()


user = AppGroup("user", help="People who sign in.")


@user.command("add")
@click.argument("username")
@click.option("--name", help="The person's name; the user name unless given.")
@ROLE
@SITE
@PASSWORD
def add(
    username: str,
    name: str | None,
    roles: tuple[str, ...],
    sites: tuple[str, ...],
    password_stdin: bool,
) -> None:
    """Add a person; without a password, print a code that sets one once."""
    with plain_errors():
        password = read_password() if password_stdin else None
        user_id = people.add_user(username, name or username, roles, sites, password)
        keep_person(user_id)
        if password is None:
            click.echo(f"activation code, works once: {people.new_activation_code(user_id)}")


@user.command("grant")
@click.argument("username")
@ROLE
@SITE
def grant(username: str, roles: tuple[str, ...], sites: tuple[str, ...]) -> None:
    """Replace a person's roles and sites."""
    with plain_errors():
        found = known(username)
        people.set_grants(found.id, roles, sites)
        keep_person(found.id)


@user.command("passwd")
@click.argument("username")
@PASSWORD
def passwd(username: str, password_stdin: bool) -> None:
    """Set a password, or print a code that sets one once. All sessions of the person end."""
    with plain_errors():
        found = known(username)
        if password_stdin:
            people.set_password(found.id, read_password())
        else:
            click.echo(f"activation code, works once: {people.new_activation_code(found.id)}")


@user.command("disable")
@click.argument("username")
@click.option("--undo", is_flag=True, help="Let the person in again.")
def disable(username: str, undo: bool) -> None:
    """Refuse a person from the next request on."""
    with plain_errors():
        found = known(username)
        people.set_active(found.id, undo)
        keep_person(found.id)


@click.command("verify")
@with_appcontext
def verify() -> None:
    """Compare history, records and photos with what was written; name what was altered, exit 1."""
    altered = [*verify_history(), *verify_records()]
    wrong = [f"{row.scope}: row {row.row} (op {row.op_id}): {row.why}" for row in altered]
    wrong += [f"photo {sha256}: {why}" for sha256, why in altered_photos()]
    for words in wrong:
        click.echo(f"BAD {words}")
    if wrong:
        sys.exit(1)
    click.echo("ok  history, records and photos are as they were written")


@click.command("purge")
@with_appcontext
def purge() -> None:
    """Take out what was deleted over 400 days ago; its history and photos stay. For a daily timer."""
    click.echo(f"{purge_deleted()} deleted records purged")


@click.command("doctor")
@with_appcontext
def doctor() -> None:
    """Say what is well and what is not; exit 1 if anything is not."""
    findings = checks.examine()
    for finding in findings:
        click.echo(f"{'ok ' if finding.well else 'BAD'} {finding.subject}: {finding.words}")
    if not all(finding.well for finding in findings):
        sys.exit(1)


def known(username: str) -> User:
    """The person of this name, or an error for the operator."""
    found = people.find(username)
    if found is None:
        raise click.ClickException(f"nobody is called {username}")
    return found


def read_password() -> str:
    """One line of standard input, so that the password is in no process list or history."""
    return sys.stdin.readline().rstrip("\r\n")


@contextmanager
def plain_errors() -> Iterator[None]:
    """Say refusals in one line instead of a traceback."""
    try:
        yield
    except Problem as problem:
        raise click.ClickException(CATALOGUE[problem.code]["title"]["en"]) from problem
    except ValueError as error:
        raise click.ClickException(str(error)) from error
