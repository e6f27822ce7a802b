"""Health, readiness, metrics and the page that shows the API. Public, and without any data."""

from pathlib import Path
from typing import Any

from flask import Response, current_app, jsonify, send_from_directory
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from server.errors import Problem, retry_after
from server.openapi import Blueprint
from server.operations import schema

bp = Blueprint("operations", __name__, description="Operation of the server")
PAGES = Path(__file__).with_name("docs")


@bp.get("/healthz")
@bp.doc(security=[])
@bp.response(200)
def healthz() -> Response:
    """The process answers; no database is touched."""
    return jsonify(ok=True)


@bp.get("/readyz")
@bp.doc(security=[])
@bp.response(200)
def readyz() -> Response:
    """The database answers and its tables are those of this program; else 503."""
    if schema.present() != schema.needed():
        raise Problem("unavailable", headers=retry_after(), detail="run: flask init")
    return jsonify(ok=True)


@bp.get("/metrics")
@bp.doc(security=[])
@bp.response(200, content_type="text/plain")
def metrics() -> Response:
    """Prometheus' text form."""
    registry: Any = current_app.extensions["metrics"]
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


@bp.get("/api/docs")
@bp.doc(security=[])
@bp.response(200, content_type="text/html")
def docs() -> Response:
    """A page that shows the API document; it needs nothing from elsewhere."""
    return send_from_directory(PAGES, "index.html")


@bp.get("/api/docs/<name>")
@bp.doc(security=[])
@bp.response(200, content_type="text/plain")
def docs_file(name: str) -> Response:
    """The page's script and style."""
    return send_from_directory(PAGES, name)
