"""GET /api/records/<id>/evidence: all that proves one record, for those who judge at its site."""

from tempfile import TemporaryFile
from typing import Any

import structlog
from flask import Response, send_file
from sqlalchemy.orm import Session

from server.accounts.who import current, signed_in
from server.clock import now
from server.errors import Problem
from server.evidence import bundle
from server.evidence.gather import gather
from server.extensions import db
from server.openapi import Blueprint
from server.records.reading import find
from server.transaction import snapshot

bp = Blueprint(
    "evidence", __name__, url_prefix="/api/records", description="Evidence of one record"
)
READERS = frozenset({"supervisor", "manager", "auditor"})
"""A bundle holds originals, in which a camera may have left the place, and names of people."""
ZIP = "application/zip"
BINARY: dict[str, Any] = {"schema": {"type": "string", "format": "binary"}}
ANSWER = {
    "200": {"description": "The bundle; its README.txt explains it", "content": {ZIP: BINARY}}
}
log = structlog.get_logger()


@bp.get("/<record_id>/evidence")
@signed_in
@bp.doc(responses=ANSWER)
def evidence(record_id: str) -> Response:
    """The record's ops, signatures, receipts and photos, with a checker that needs no server."""
    who = current()
    if READERS.isdisjoint(who.roles):
        raise Problem("forbidden")
    db.session.rollback()  # what follows reads one moment, on a connection of its own
    with snapshot() as connection, Session(connection) as session:
        told = gather(session, who, find(session, who, record_id))
        file = TemporaryFile()  # noqa: SIM115 - the response closes it when it has been sent
        try:
            bundle.write(session, told, file, now())
        except BaseException:
            file.close()
            raise
    photos = sum(photo["file"] is not None for photo in told["photos"])
    log.info("exported", form="evidence", user_id=who.user_id, record_id=record_id, photos=photos)
    file.seek(0)
    response = send_file(file, ZIP, as_attachment=True, download_name=f"evidence-{record_id}.zip")
    response.headers["Cache-Control"] = "no-store"
    return response
