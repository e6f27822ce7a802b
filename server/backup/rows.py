"""Rows as lines of JSON, the same for every database. Knows tables, not what they mean."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, insert, select, text

from server.extensions import Base
from server.models.types import UtcDateTime

# What a sign-in left behind is no record: restored sessions would let signed-out people in.
LEFT_OUT = frozenset({"sessions", "refresh_tokens", "login_failures", "uploads"})
BATCH = 500


def tables() -> list[Table]:
    """The tables of a backup; one comes after those that it refers to."""
    return [table for table in Base.metadata.sorted_tables if table.name not in LEFT_OUT]


def read(connection: Connection, table: Table) -> Iterator[str]:
    """Each row as one line, ordered by key, so that equal tables give equal files."""
    query = select(table).order_by(*table.primary_key.columns)
    streaming = connection.execution_options(yield_per=BATCH)
    for row in streaming.execute(query):
        values = {name: _plain(value) for name, value in row._mapping.items()}
        yield json.dumps(values, ensure_ascii=False, sort_keys=True) + "\n"


def write(connection: Connection, table: Table, lines: Iterable[str]) -> int:
    """Insert the rows and return their number."""
    times = {column.name for column in table.columns if isinstance(column.type, UtcDateTime)}
    batch: list[dict[str, Any]] = []
    count = 0
    for line in lines:
        values = json.loads(line)
        for name in times & values.keys():
            values[name] = values[name] and datetime.fromisoformat(values[name])
        batch.append(values)
        count += 1
        if len(batch) == BATCH:
            connection.execute(insert(table), batch)
            batch = []
    if batch:
        connection.execute(insert(table), batch)
    return count


def continue_numbering(connection: Connection) -> None:
    """PostgreSQL does not notice numbers that were given: let the next one come after them."""
    if connection.dialect.name == "postgresql":
        connection.execute(
            text(
                "SELECT setval(pg_get_serial_sequence('ops', 'n'), "
                "GREATEST((SELECT COALESCE(MAX(n), 0) FROM ops), 1))"
            )
        )


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
