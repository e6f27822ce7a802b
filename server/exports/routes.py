"""GET /api/exports/records.csv, .xlsx, .json: what the caller may read, as one file."""

import csv
import io
from typing import Any

import structlog
from flask import Response
from openpyxl import Workbook

from server.accounts.who import current, signed_in
from server.exports.cells import cells, header, plain
from server.extensions import db
from server.openapi import Blueprint
from server.push.text import dumps
from server.records.reading import filter_of, rows_for_export
from server.records.schemas import Selection

bp = Blueprint("exports", __name__, url_prefix="/api/exports", description="Records as files")
MOST = 50_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BOM = "\ufeff"
"""Without it spreadsheets take UTF-8 for something else."""
log = structlog.get_logger()


def described(content_type: str) -> dict[str, Any]:
    """How a file looks in the API document."""
    binary = {"type": "string", "format": "binary"}
    schema = {"type": "object"} if content_type == "application/json" else binary
    return {"200": {"description": "The file", "content": {content_type: {"schema": schema}}}}


@bp.get("/records.json")
@signed_in
@bp.arguments(Selection, location="query")
@bp.doc(responses=described("application/json"))
def as_json(query: dict[str, Any]) -> Response:
    """The records as JSON."""
    return _file(dumps({"records": _records(query, "json")}).encode(), "application/json", "json")


@bp.get("/records.csv")
@signed_in
@bp.arguments(Selection, location="query")
@bp.doc(responses=described("text/csv"))
def as_csv(query: dict[str, Any]) -> Response:
    """The records as CSV, one column per field."""
    records = _records(query, "csv")
    columns, text = header(records), io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows(cells(record, columns) for record in records)
    return _file((BOM + text.getvalue()).encode(), "text/csv; charset=utf-8", "csv")


@bp.get("/records.xlsx")
@signed_in
@bp.arguments(Selection, location="query")
@bp.doc(responses=described(XLSX))
def as_xlsx(query: dict[str, Any]) -> Response:
    """The records as a workbook, one column per field."""
    records = _records(query, "xlsx")
    columns, book = header(records), Workbook(write_only=True)
    sheet = book.create_sheet("records")
    sheet.append(columns)
    for record in records:
        sheet.append(cells(record, columns))
    file = io.BytesIO()
    book.save(file)
    return _file(file.getvalue(), XLSX, "xlsx")


def _records(query: dict[str, Any], form: str) -> list[dict[str, Any]]:
    """The records asked for; that they left is noted (quality 25)."""
    who = current()
    rows = rows_for_export(db.session(), who, filter_of(query), MOST)
    log.info("exported", user_id=who.user_id, form=form, kind=query.get("kind"), rows=len(rows))
    return [plain(row) for row in rows]


def _file(data: bytes, content_type: str, ending: str) -> Response:
    response = Response(data, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="records.{ending}"'
    response.headers["Cache-Control"] = "no-store"
    return response
