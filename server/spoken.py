"""The schema of ops that this server speaks (P5): the shipped one, or that of the setting SCHEMA."""

from typing import cast

from flask import current_app

from sync.tables import Kinds
from sync.upcast import SHIPPED, Schema


def spoken() -> Schema:
    """The schema, with the kinds that records are of."""
    return cast(Schema, current_app.config.get("SCHEMA") or SHIPPED)


def kinds() -> Kinds:
    """The kinds of records by name."""
    return spoken().kinds
