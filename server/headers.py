"""The security headers of every answer, the files of the phone app included."""

from collections.abc import Iterator

from flask import Flask, Response, request

CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'self'",
        "img-src 'self' blob: data:",
        "media-src 'self' blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "manifest-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(self), microphone=(), payment=(), usb=()",
}
YEAR = 365 * 24 * 60 * 60


def init_app(app: Flask) -> None:
    """Protect what Flask answers; API answers are for one person and never cached by default."""

    @app.after_request
    def add(response: Response) -> Response:
        for name, value in missing(response):
            response.headers[name] = value
        return response


def missing(response: Response) -> Iterator[tuple[str, str]]:
    """The headers that this answer still lacks."""
    wanted = dict(HEADERS)
    if request.path.startswith("/api/"):
        wanted["Cache-Control"] = "no-store"
    if request.scheme == "https":
        wanted["Strict-Transport-Security"] = f"max-age={YEAR}"
    return ((name, value) for name, value in wanted.items() if name not in response.headers)
