"""What a refused caller was still sending. It is thrown away, never kept and never judged."""

from flask import Flask, Response, request

MOST = 64 * 1024 * 1024
CHUNK = 64 * 1024


def init_app(app: Flask) -> None:
    """Let a refusal reach a caller who reads only after writing.

    Not at a 503: then the server is short of something, and waiting for slow bytes takes a thread.
    """

    @app.after_request
    def discard(response: Response) -> Response:
        refused = response.status_code >= 400 and response.status_code != 503
        if refused and 0 < (request.content_length or 0) <= MOST:
            _discard(request.content_length or 0)
        return response


def _discard(left: int) -> None:
    """Read on: a connection closed under a caller's hands looks to it like a lost network (P2)."""
    body = request.environ["wsgi.input"]
    try:
        while left > 0 and (chunk := body.read(min(CHUNK, left))):
            left -= len(chunk)
    except OSError:
        return
