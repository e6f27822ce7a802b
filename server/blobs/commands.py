"""What an operator's timer calls to keep the disk tidy."""

import click
from flask.cli import with_appcontext

from server.blobs import uploads


@click.command("tidy")
@with_appcontext
def tidy() -> None:
    """Drop uploads that nobody finished in time; photos that have arrived stay."""
    expired, strays = uploads.forget_expired(), uploads.forget_strays()
    click.echo(f"{expired} expired uploads, {strays} stray files dropped")
