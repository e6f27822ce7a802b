"""`flask backup` and `flask restore`."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from server.backup import bring_back, make
from server.backup.folder import BadBackup, Manifest

FOLDER = click.argument("folder", type=click.Path(path_type=Path))


@click.command("backup")
@FOLDER
@with_appcontext
def backup(folder: Path) -> None:
    """Copy all rows and photos into a new FOLDER, while the server works."""
    with plain_errors():
        click.echo(f"kept and checked: {contents(make.make(folder))}")


@click.command("restore")
@FOLDER
@click.option("--check", is_flag=True, help="Only try it out; nothing here changes.")
@with_appcontext
def restore(folder: Path, check: bool) -> None:
    """Bring the backup in FOLDER back into an empty installation (after `flask init`)."""
    with plain_errors():
        if not check:
            click.echo(f"restored: {contents(bring_back.restore(folder))}")
            return
        wrong = bring_back.try_out(folder, current_app.extensions["make_app"])
        for words in wrong:
            click.echo(f"BAD {words}")
        if wrong:
            sys.exit(1)
        click.echo("the backup is whole and its history verifies")


ALL = (backup, restore)


def contents(manifest: Manifest) -> str:
    """A backup in one line."""
    count = sum(int(table["rows"]) for table in manifest.tables.values())
    return f"{count} rows, {len(manifest.blobs)} photos"


@contextmanager
def plain_errors() -> Iterator[None]:
    """Say refusals in one line instead of a traceback."""
    try:
        yield
    except BadBackup as error:
        raise click.ClickException(str(error)) from error
