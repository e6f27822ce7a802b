"""Structured logs: one JSON line per event, without secrets or personal data."""

import logging
import re
import sys
from contextlib import suppress
from time import perf_counter
from typing import Any

import structlog
from flask import Flask, Response, g, request
from structlog.typing import EventDict, WrappedLogger

SECRET_KEYS = re.compile(r"password|token|cookie|csrf|authorization|phone|secret|code$", re.I)
SECRET_TEXT = re.compile(
    r"eyJ[\w-]+\.[\w-]+\.[\w-]+"  # signed tokens
    r"|(?<!\d)1[3-9]\d{9}(?!\d)"  # mobile numbers
    r"|(?<!\d)\d{17}[\dXx](?!\d)"  # identity numbers
)
HIDDEN = "***"
log = structlog.get_logger()


def hide_secrets(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Blank what must never be in a log, by name and by looks."""
    return {key: HIDDEN if SECRET_KEYS.search(key) else hide(value) for key, value in event.items()}


def hide(value: Any) -> Any:
    """The value with anything that looks like a secret blanked."""
    return SECRET_TEXT.sub(HIDDEN, value) if isinstance(value, str) else value


class Lines(structlog.PrintLogger):
    """Prints lines; one that cannot be written, as on a full disk, must not cost anyone an answer."""

    def msg(self, message: str) -> None:
        """Print the line if there is room."""
        with suppress(OSError):
            super().msg(message)

    debug = info = warning = error = critical = exception = msg


def configure(least: int = logging.INFO) -> None:
    """Write JSON lines to standard error, from the level `least` up."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            hide_secrets,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(least),
        logger_factory=lambda *_: Lines(sys.stderr),
        cache_logger_on_first_use=False,
    )


def init_app(app: Flask) -> None:
    """Log each request by its route, never by its address: ids and searches stay out."""
    configure()

    @app.before_request
    def start() -> None:
        g.started = perf_counter()

    @app.after_request
    def note(response: Response) -> Response:
        rule = request.url_rule.rule if request.url_rule else None
        if rule not in {"/healthz", "/readyz", "/metrics"}:
            log.info(
                "request",
                method=request.method,
                route=rule,
                status=response.status_code,
                ms=round((perf_counter() - g.started) * 1000, 1) if "started" in g else None,
                user=g.who.user_id if "who" in g else None,
            )
        return response
