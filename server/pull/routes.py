"""POST /api/sync/pull and GET /api/sync/poke. Data always comes through pull (F11)."""

import gzip
import json
from collections.abc import Collection, Mapping
from hashlib import sha256

from flask import Response, request
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from server.accounts import devices
from server.accounts.who import Who, current, signed_in
from server.clock import iso, now
from server.epoch import epoch
from server.errors import Problem
from server.extensions import db, limiter
from server.models import Meta, Scope
from server.models.among import among
from server.models.records import HORIZON
from server.openapi import Blueprint
from server.pull.cursor import judge_cursor, parse_limit, require_tombstones
from server.pull.documents import PokeAnswer, PullAnswer, PullBody
from server.pull.feed import read_page
from server.pull.waiting import parse_waiting
from server.push.schemas import read_json
from server.push.text import dumps

bp = Blueprint("pull", __name__, url_prefix="/api/sync", description="What phones read")
FLOOD = "6000/minute"
SMALL = 1_000
"""Answers below this many bytes are not worth compressing."""
FAST = 1
_COUNTERS = select(Scope.scope, Scope.seq, Scope.head).where(among(Scope.scope, "scopes"))
_META = select(Meta.value).where(Meta.key == bindparam("key"))
SUPERVISORS = frozenset({"supervisor", "manager"})


@bp.post("/pull")
@signed_in
@limiter.limit(FLOOD, key_func=lambda: current().session_id)
@bp.doc(requestBody={"content": {"application/json": {"schema": PullBody}}})
@bp.response(200, PullAnswer)
def pull() -> Response:
    """One page of what the caller has not read yet, in the caller's scopes only (F0 to F9)."""
    who, body = current(), read_json(request)
    if not isinstance(body, dict):
        raise Problem("bad_request")
    limit = parse_limit(body.get("limit"))
    devices.heard_from(who.device_id, parse_waiting(body.get("waiting")))
    session, known = db.session(), epoch()
    counters = _counters(session, who.scopes)
    cursor = judge_cursor(
        body.get("cursor"),
        epoch=known,
        scopes=who.scopes,
        heads={scope: seq for scope, (seq, _) in counters.items()},
    )
    page = read_page(
        session, cursor.at, limit, reader=who.user_id, sees_quarantine=_supervises(who)
    )
    require_tombstones(cursor.at, _meta(session, HORIZON))
    at = page.at if page.has_more else _caught_up(page.at, counters)
    durable = _meta(session, "durable_through")
    rest = {
        "cursor": {"epoch": known, "scopes": at},
        "has_more": page.has_more,
        "left": cursor.left,
        "heads": {scope: head for scope, (_, head) in sorted(counters.items())},
        "durable_through": {scope: durable.get(scope, 0) for scope in cursor.at},
    }
    text = (
        f'{{"epoch":{dumps(known)},"server_time":{dumps(iso(now()))},'
        f'"records":[{",".join(page.records)}],{dumps(rest)[1:]}'
    )
    return _compressed(text)


@bp.get("/poke")
@signed_in
@bp.response(200, PokeAnswer)
def poke() -> Response:
    """Whether anything is new: a conditional request that costs two small reads (F11)."""
    counters = _counters(db.session(), current().scopes)
    heads = {scope: seq for scope, (seq, _) in sorted(counters.items())}
    text = dumps({"epoch": epoch(), "heads": heads})
    response = Response(text, content_type="application/json")
    response.set_etag(sha256(text.encode()).hexdigest()[:32])
    response.headers["Cache-Control"] = "private, no-cache"
    response.vary.update(["Authorization", "Cookie"])
    response.make_conditional(request)
    return response


def _counters(session: Session, scopes: Collection[str]) -> dict[str, tuple[int, str]]:
    """Each scope's counter and head, read before the rows: no row up to it can be missing (F1)."""
    rows = session.connection().execute(_COUNTERS, {"scopes": scopes})
    return {row.scope: (row.seq, row.head) for row in rows}


def _caught_up(at: Mapping[str, int], counters: Mapping[str, tuple[int, str]]) -> dict[str, int]:
    """Positions after the last page: not every seq has a row, so the counter may be ahead."""
    return {scope: max(seq, counters.get(scope, (0, ""))[0]) for scope, seq in at.items()}


def _meta(session: Session, key: str) -> dict[str, int]:
    value = session.connection().scalar(_META, {"key": key})
    found: dict[str, int] = json.loads(value) if value else {}
    return found


def _supervises(who: Who) -> bool:
    return not SUPERVISORS.isdisjoint(who.roles)


def _compressed(text: str) -> Response:
    raw = text.encode()
    response = Response(content_type="application/json")
    response.vary.add("Accept-Encoding")
    response.headers["Cache-Control"] = "no-store"
    if len(raw) >= SMALL and request.accept_encodings["gzip"] > 0:
        raw = gzip.compress(raw, FAST, mtime=0)
        response.headers["Content-Encoding"] = "gzip"
    response.data = raw
    return response
