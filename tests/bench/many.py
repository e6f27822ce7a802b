"""Many records, put into the tables by one SQL statement: a fixture, made at a speed of its own.

Only what reads by seq is measured on them. They look as issues do that were pushed one by one, but
nobody pushed them, so they have no history.
"""

import sqlite3
from contextlib import closing

from flask import Flask
from sqlalchemy import text

from server.extensions import db
from tests.bench.served import put_away

SCOPE = "A"

_GROW = """
INSERT INTO records (scope, id, kind, rev, seq, deleted, moved, fields, versions, state, about, at,
  created_by, created_device_time, created_received,
  updated_by, updated_device_time, updated_received)
WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ?),
random(n, id, tail, hour) AS (
  SELECT n, lower(printf('01a2%08x', n) || hex(randomblob(10))), lower(hex(randomblob(24))),
    strftime('%Y-%m-%dT%H:%M:%S.000Z', 1767225600 + n * 30, 'unixepoch')
  FROM numbers
)
SELECT ?,
  substr(id, 1, 8) || '-' || substr(id, 9, 4) || '-7' || substr(id, 14, 3) || '-a'
    || substr(id, 18, 3) || '-' || substr(id, 21, 12),
  'issue', 1, n, FALSE, FALSE,
  '{"title":"Leak at pump ' || (n % 40) || '","description":"膜组件下方有水迹，已放置托盘 ' || tail
    || '","place":"membrane hall ' || (n % 7) || '","severity":"medium","found_at":"' || hour
    || '","status":"found","tags":["pump"]}',
  '{"*":{"rev":1,"op":"' || id || '"}}', 'found', NULL, hour,
  ?, hour, hour, ?, hour, hour
FROM random
"""


def fill(app: Flask, count: int, author: str) -> None:
    """Put so many issues into an empty SQLite database."""
    put_away(app)
    with closing(sqlite3.connect(app.config["DATA_DIR"] / "roundbook.sqlite3")) as database:
        # Nobody has been promised anything of a fixture: it may be lost in a power cut.
        database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
        database.execute("PRAGMA cache_size = -200000")
        with database:
            database.execute(_GROW, (count, SCOPE, author, author))
            database.execute("INSERT INTO scopes VALUES (?, ?, '')", (SCOPE, count))


def ids(app: Flask, count: int) -> list[str]:
    """The ids of the first so many."""
    with app.app_context():
        rows = db.session.execute(
            text("SELECT id FROM records WHERE scope = :scope ORDER BY seq LIMIT :count"),
            {"scope": SCOPE, "count": count},
        )
        return [row.id for row in rows]
