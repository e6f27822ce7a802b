"""Problems (RFC 9457): one catalogue, one form, three languages. Nothing else builds an error."""

import errno
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast
from uuid import uuid4

import structlog
from flask import Flask, Response, current_app, request
from sqlalchemy.exc import DataError, DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException

from server.config import LOCALES

CATALOGUE: dict[str, dict[str, Any]] = json.loads(
    Path(__file__).with_name("problems.json").read_text()
)
# The first entry of a status is its general one.
BY_STATUS = {entry["status"]: code for code, entry in reversed(CATALOGUE.items())}
RETRY_SECONDS = 2
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""A full disk, an exhausted quota, a limit on the size of files: nothing more goes in."""

log = structlog.get_logger()


class Problem(Exception):
    """Raise `Problem("code")` anywhere in a request; `detail` members go into the answer."""

    def __init__(
        self, code: str, *, headers: Mapping[str, str] | None = None, **detail: Any
    ) -> None:
        super().__init__(code)
        self.code = code
        self.status: int = CATALOGUE[code]["status"]
        self.headers = dict(headers or {})
        self.detail = detail


def init_app(app: Flask) -> None:
    """Answer every error as a problem."""
    app.register_error_handler(Problem, answer)
    app.register_error_handler(HTTPException, answer_http)
    app.register_error_handler(DBAPIError, answer_database)
    app.register_error_handler(PoolTimeout, answer_busy)
    app.register_error_handler(OSError, answer_disk)
    app.register_error_handler(Exception, answer_unexpected)


def answer(problem: Problem) -> Response:
    """The problem as `application/problem+json` in the caller's language."""
    language = chosen_language()
    body = {
        "type": f"urn:roundbook:problem:{problem.code}",
        "title": CATALOGUE[problem.code]["title"][language],
        "status": problem.status,
        "code": problem.code,
        "instance": f"urn:uuid:{uuid4()}",
        **problem.detail,
    }
    response = Response(
        json.dumps(body, ensure_ascii=False, default=str),
        problem.status,
        content_type="application/problem+json",
        headers=problem.headers,
    )
    if problem.status == 401:  # RFC 9110, 15.5.2; browsers ask nobody about this scheme
        response.headers["WWW-Authenticate"] = "Bearer"
    response.headers["Content-Language"] = language
    response.headers["Cache-Control"] = "no-store"
    return response


def chosen_language() -> str:
    """The best of our languages for the caller: zh-TW, zh-HK and zh-MO read traditional."""
    for tag, _quality in request.accept_languages:
        lower = tag.lower()
        if lower.startswith("en"):
            return "en"
        if lower.startswith("zh"):
            traditional = any(part in lower for part in ("hant", "tw", "hk", "mo"))
            return "zh-Hant" if traditional else "zh-Hans"
    default = current_app.config["DEFAULT_LOCALE"]
    return cast(str, default) if default in LOCALES else "en"


def answer_http(error: HTTPException) -> Response:
    """Werkzeug's own errors (404, 405, 413, 415 …), with their headers such as Allow."""
    if error.code is None or error.code < 400:
        return cast(Response, error.get_response())
    messages = (getattr(error, "data", None) or {}).get("messages")
    if messages:
        return answer(Problem("invalid_request", errors=messages))
    problem = Problem(BY_STATUS.get(error.code, "bad_request"))
    problem.status = error.code
    problem.headers = {
        name: value
        for name, value in error.get_headers()
        if name.lower() not in {"content-type", "content-length"}
    }
    return answer(problem)


def answer_database(error: DBAPIError) -> Response:
    """A database that is down, locked or full is a fault of the moment: the phone keeps all."""
    cause = str(error.orig).lower()
    if "disk is full" in cause or type(error.orig).__name__ == "DiskFull":
        log.error("disk_full")
        return answer(Problem("storage_full", headers=retry_after()))
    if isinstance(error, DataError):  # an address or a body with what no column takes, such as NUL
        return answer(Problem("bad_request"))
    # Away, starting, locked, out of connections: each driver calls these operational.
    if isinstance(error, OperationalError) or error.connection_invalidated:
        log.warning("database_unavailable", kind=type(error.orig).__name__)
        return answer(Problem("unavailable", headers=retry_after()))
    return answer_unexpected(error)


def answer_busy(_error: PoolTimeout) -> Response:
    """All connections are taken for longer than a caller should wait."""
    log.warning("database_unavailable", kind="PoolTimeout")
    return answer(Problem("unavailable", headers=retry_after()))


def answer_disk(error: OSError) -> Response:
    """A full disk is 507; any other failure of the file system is unexpected."""
    if error.errno in NO_ROOM:
        log.error("disk_full")
        return answer(Problem("storage_full", headers=retry_after()))
    return answer_unexpected(error)


def answer_unexpected(error: Exception) -> Response:
    """A generic sentence with an id; the traceback goes to the log under the same id."""
    response = answer(Problem("internal"))
    instance = json.loads(response.get_data())["instance"]
    log.error("unexpected", instance=instance, exc_info=error)
    return response


def retry_after() -> dict[str, str]:
    """How long a client waits after a fault of the moment."""
    return {"Retry-After": str(RETRY_SECONDS)}
