"""The cookies of a session: out of reach of scripts, sent to this site only."""

from flask import Response, request

from server.accounts.sessions import Tokens
from server.accounts.tokens import csrf_token
from server.config import is_loopback

AUTH_PATH = "/api/auth"


def secure() -> bool:
    """Everything but plain HTTP on this very machine (development, `make run`)."""
    host = request.host.rsplit(":", 1)[0] if not request.host.endswith("]") else request.host
    return request.scheme == "https" or not is_loopback(host)


def access_name() -> str:
    """The prefix makes browsers refuse a cookie that another host or plain HTTP planted."""
    return "__Host-rb_access" if secure() else "rb_access"


def refresh_name() -> str:
    """Bound to its path, so it cannot carry the Host prefix."""
    return "__Secure-rb_refresh" if secure() else "rb_refresh"


def csrf_name() -> str:
    """Readable by the page, which repeats it in X-CSRF-Token."""
    return "__Host-rb_csrf" if secure() else "rb_csrf"


def put(response: Response, tokens: Tokens) -> None:
    """Set the session's cookies; they go when the session ends."""
    cookies = (
        (access_name(), tokens.access, "/", True),
        (refresh_name(), tokens.refresh, AUTH_PATH, True),
        (csrf_name(), csrf_token(tokens.session_id), "/", False),
    )
    for name, value, path, hidden in cookies:
        response.set_cookie(
            name,
            value,
            max_age=tokens.ends_in,
            path=path,
            secure=secure(),
            httponly=hidden,
            samesite="Strict",
        )


def clear(response: Response) -> None:
    """Take the session's cookies away."""
    for name, path in ((access_name(), "/"), (refresh_name(), AUTH_PATH), (csrf_name(), "/")):
        response.delete_cookie(
            name, path=path, secure=secure(), httponly=name != csrf_name(), samesite="Strict"
        )
