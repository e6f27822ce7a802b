"""POST /api/sync/push and GET /api/sync/kinds. Translates; decides nothing about an op."""

from typing import Any

from flask import Response, request

from server.accounts.who import current, signed_in
from server.clock import iso, now
from server.epoch import epoch
from server.extensions import limiter
from server.openapi import Blueprint
from server.push.batch import push_batch
from server.push.documents import KindsAnswer, PushAnswer, PushBody
from server.push.schemas import parse_envelope, read_json
from server.push.text import dumps
from server.spoken import spoken

bp = Blueprint("push", __name__, url_prefix="/api/sync", description="What phones send")

FLOOD = "6000/minute"
"""Far above a phone that empties a long queue, below one that has run wild (429)."""


@bp.post("/push")
@signed_in
@limiter.limit(FLOOD, key_func=lambda: current().session_id)
@bp.doc(requestBody={"content": {"application/json": {"schema": PushBody}}, "required": True})
@bp.response(200, PushAnswer)
def push() -> Response:
    """Take a batch of ops: one result each, in order (P1 to P6)."""
    envelope = parse_envelope(read_json(request))
    results = push_batch(current(), envelope)
    text = (
        f'{{"epoch":{dumps(epoch())},"server_time":{dumps(iso(now()))},'
        f'"results":[{",".join(results)}]}}'
    )
    return Response(text, content_type="application/json")


@bp.get("/kinds")
@signed_in
@bp.response(200, KindsAnswer)
def kinds() -> dict[str, Any]:
    """The kinds of records as data: the same table that the server computes with."""
    return spoken().document
