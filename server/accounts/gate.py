"""The door of the API: is the content expected, who is asking, is the write meant."""

from flask import current_app, request

from server.accounts import cookies, sessions, tokens
from server.accounts.identity import Who
from server.errors import Problem
from server.extensions import db

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
JSON = "application/json"
TUS = "application/offset+octet-stream"


def admit() -> Who:
    """The live person behind this request, or the problem that keeps it out (401, 403)."""
    bearer = bearer_token()
    transport = "cookie" if bearer is None else "bearer"
    token = request.cookies.get(cookies.access_name()) if bearer is None else bearer
    if not token:
        raise Problem("signed_out")
    who = sessions.who_is(tokens.read(token, "access")["sid"], transport)
    # A photo on a slow network may hold this request for minutes: it must not hold a connection.
    db.session.rollback()
    if transport == "cookie" and request.method not in SAFE_METHODS:
        require_csrf(who.session_id)
    return who


def bearer_token() -> str | None:
    """The token of the Authorization header, if the caller uses that transport."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None


def require_csrf(session_id: str) -> None:
    """A cookie alone is no proof that our own page wrote this (403)."""
    if not tokens.is_csrf_token(session_id, request.headers.get("X-CSRF-Token", "")):
        raise Problem("csrf")


def require_known_content() -> None:
    """Before every request: what is written is JSON, or tus bytes where blobs go (else 415).

    A form that another site posts can never be either. What has no bytes has no type: some
    clients name one all the same.
    """
    if request.method in SAFE_METHODS:
        return
    has_body = bool(request.content_length) or "chunked" in request.headers.get(
        "Transfer-Encoding", ""
    )
    allowed = {JSON, TUS} if request.path.startswith("/api/blobs/") else {JSON}
    if has_body and request.mimetype not in allowed:
        raise Problem("wrong_content_type")


def require_bounded_body() -> None:
    """Before every request: JSON of unknown length is read up to the cap, and no further (413).

    Werkzeug would cut such a body at the cap without a word.
    """
    if request.content_length is None and request.mimetype == JSON:
        limit = current_app.config["MAX_CONTENT_LENGTH"]
        if len(request.get_data(cache=True)) >= limit:
            raise Problem("too_large")
