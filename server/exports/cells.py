"""What a record looks like as a row of a table. Nothing in a cell may act or tell too much."""

import json
import re
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
MAX_CELL = 32_000
PHONE = re.compile(r"(?<!\d)(\d{3})[ -]?\d{4}[ -]?(\d{4})(?!\d)")
PHONE_FIELDS = frozenset({"phone"})
PLACES = frozenset({"gps", "position", "latitude", "longitude", "accuracy", "coords", "lat", "lon"})
FIRST = ("id", "kind", "scope", "rev", "deleted", "created_by", "created_at", "updated_at")
Cell = str | int | float | bool | None


def header(rows: Iterable[dict[str, Any]]) -> list[str]:
    """The columns of a table: what every record has, then the fields that occur, sorted."""
    return [*FIRST, *sorted({name for row in rows for name in row["fields"]})]


def plain(row: Row[Any]) -> dict[str, Any]:
    """A record as data, its phone numbers masked and its positions left out."""
    fields = {
        name: mask_phone(value) if name in PHONE_FIELDS else without_places(value)
        for name, value in json.loads(row.fields).items()
    }
    return {
        "id": row.id,
        "kind": row.kind,
        "scope": row.scope,
        "rev": row.rev,
        "deleted": row.deleted,
        "created_by": row.created_by,
        "created_at": row.created_received,
        "updated_at": row.updated_received,
        "fields": fields,
    }


def cells(record: dict[str, Any], columns: list[str]) -> list[Cell]:
    """The cells of one record, safe to open in a spreadsheet."""
    return [safe(record[name] if name in FIRST else record["fields"].get(name)) for name in columns]


def safe(value: Any) -> Cell:
    """A cell that no spreadsheet takes for a formula; lists and objects as JSON text."""
    if value is None or isinstance(value, (bool, int, float)):
        return value
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    text = "".join(c for c in text if c in "\t\n" or c >= " ")[:MAX_CELL]
    text = text.encode(errors="replace").decode()  # half characters fit into no file
    return f"'{text}" if text.startswith(FORMULA) else text


def mask_phone(value: Any) -> Any:
    """138****1234 (quality 23)."""
    return PHONE.sub(r"\1****\2", value) if isinstance(value, str) else value


def without_places(value: Any) -> Any:
    """The same value without positions, at whatever depth they lie."""
    if isinstance(value, dict):
        return {k: without_places(v) for k, v in value.items() if k.lower() not in PLACES}
    if isinstance(value, list):
        return [without_places(item) for item in value]
    return value
