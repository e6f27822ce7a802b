"""Serves the built phone app: hashed files for ever, all else to be asked for anew each time."""

from pathlib import Path
from wsgiref.headers import Headers

from flask import Blueprint, Flask, Response, current_app, send_from_directory
from whitenoise import WhiteNoise

from server.errors import Problem
from server.headers import HEADERS

HASHED = r"^/assets/.+-[\w-]{8}\.\w+$"
SCREENS = (
    "today",
    "records",
    "scan",
    "issues",
    "visitors",
    "me",
    "sync",
    "rounds",
    "audits",
    "handover",
    "photo",
    "c",
    "login",
    "install",
    "help",
    "conflicts",
    "desk",
    "admin",
)
bp = Blueprint("phone_app", __name__)


def init_app(app: Flask) -> None:
    """Put the app's files before Flask, and its screens' addresses into Flask."""
    app.register_blueprint(bp)
    folder = Path(app.config["PWA_DIST"])
    if folder.is_dir():
        files = WhiteNoise(
            app.wsgi_app,
            root=str(folder),
            immutable_file_test=HASHED,
            allow_all_origins=False,
            mimetypes={".webmanifest": "application/manifest+json"},
            add_headers_function=add_headers,
        )
        app.wsgi_app = files  # type: ignore[method-assign]  # as Flask documents it


def add_headers(headers: Headers, path: str, url: str) -> None:
    """The same protection as Flask's answers; only names with a hash may be kept unasked."""
    for name, value in HEADERS.items():
        headers[name] = value
    if "immutable" not in (headers["Cache-Control"] or ""):
        headers["Cache-Control"] = "no-cache"


def screen(**_rest: str) -> Response:
    """Any address of a screen opens the app, which finds its way by itself."""
    folder = Path(current_app.config["PWA_DIST"])
    if not (folder / "index.html").is_file():
        raise Problem("not_found", detail="The phone app is not built; run: make build")
    response = send_from_directory(folder, "index.html")
    response.headers["Cache-Control"] = "no-cache"
    return response


bp.add_url_rule("/", view_func=screen)
for name in SCREENS:
    bp.add_url_rule(f"/{name}", view_func=screen)
    bp.add_url_rule(f"/{name}/<path:rest>", view_func=screen)
