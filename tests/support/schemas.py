"""A schema 2 for tests: an issue's `place` is called `location`; all else is as shipped."""

from copy import deepcopy
from typing import Any

from sync.tables import raw_kinds
from sync.upcast import Schema


def renamed(said: dict[str, Any]) -> dict[str, Any]:
    """The step from schema 1."""
    if said["kind"] == "issue":
        names = {"place": "location"}
        said["changes"] = {names.get(key, key): to for key, to in said["changes"].items()}
    return said


def tables() -> dict[str, Any]:
    """The kinds of schema 2."""
    kinds = deepcopy(dict(raw_kinds()))
    fields = kinds["issue"]["fields"]
    fields["location"] = fields.pop("place")
    return kinds


SCHEMA_2 = Schema(2, tables(), {1: renamed})
