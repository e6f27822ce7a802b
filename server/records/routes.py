"""GET /api/records, one record, its history: for the desk and for other systems."""

from typing import Any

from flask import Response, jsonify

from server.accounts.who import current, signed_in
from server.extensions import db
from server.models import wire
from server.openapi import Blueprint
from server.push.documents import RecordDocument
from server.push.text import dumps
from server.records.history import history
from server.records.reading import filter_of, find, lies_in, page
from server.records.schemas import HistoryAnswer, ListAnswer, ListQuery

bp = Blueprint("records", __name__, url_prefix="/api/records", description="Reading records")
COLUMNS = len(wire.COLUMNS)


@bp.get("")
@signed_in
@bp.arguments(ListQuery, location="query")
@bp.response(200, ListAnswer)
def listed(query: dict[str, Any]) -> Response:
    """A page of records, newest first."""
    asked = filter_of(query)
    rows, more = page(db.session(), current(), asked, query.get("cursor"), query["limit"])
    texts = ",".join(wire.text(row[:COLUMNS]) for row in rows)
    return _json(f'{{"records":[{texts}],"cursor":{dumps(more)}}}')


@bp.get("/<record_id>")
@signed_in
@bp.response(200, RecordDocument)
def one(record_id: str) -> Response:
    """A record as it now is."""
    return _json(wire.text(find(db.session(), current(), record_id)))


@bp.get("/<record_id>/history")
@signed_in
@bp.response(200, HistoryAnswer)
def its_history(record_id: str) -> Response:
    """Who changed what, when, on which device (H3)."""
    who = current()
    scope = lies_in(db.session(), who, record_id)
    response = jsonify(history=history(db.session(), record_id, who.scopes | {scope}))
    response.headers["Cache-Control"] = "no-store"
    return response


def _json(text: str) -> Response:
    response = Response(text, content_type="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response
