"""tus 1.0 over HTTP: headers in, headers out. What an upload may do is decided in `uploads`."""

from collections.abc import Callable
from email.utils import format_datetime

from flask import Response, current_app, request, url_for
from werkzeug.exceptions import ClientDisconnected, MethodNotAllowed

from server.accounts.who import current, signed_in
from server.blobs import headers, uploads
from server.blobs.described import BYTES, CHECKSUM, LENGTH, METADATA, OFFSET, VERSION, header
from server.blobs.room import a_seat
from server.errors import Problem
from server.models import Upload
from server.openapi import Blueprint

bp = Blueprint(
    "uploads", __name__, url_prefix="/api/blobs/uploads", description="Photos sent by tus 1.0"
)


@bp.before_request
def speak_our_version() -> None:
    """Only tus 1.0.0 is spoken here; a preflight asks which."""
    if request.method == "OPTIONS":
        return
    if request.headers.get("Tus-Resumable") != headers.VERSION:
        raise Problem("precondition_failed", headers={"Tus-Version": headers.VERSION})


@bp.after_request
def name_our_version(response: Response) -> Response:
    """Every answer, a problem too, says which tus this is; none may be cached."""
    response.headers["Tus-Resumable"] = headers.VERSION
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.route("", methods=["OPTIONS"])
@bp.route("/<upload_id>", methods=["OPTIONS"])
@bp.response(204)
def describe(upload_id: str = "") -> Response:
    """What this server can do (B1)."""
    response = Response(status=204)
    response.headers["Tus-Version"] = headers.VERSION
    response.headers["Tus-Extension"] = headers.EXTENSIONS
    response.headers["Tus-Max-Size"] = str(current_app.config["MAX_UPLOAD"])
    response.headers["Tus-Checksum-Algorithm"] = ",".join(headers.ALGORITHMS)
    return response


@bp.post("")
@signed_in
@bp.doc(parameters=[VERSION, LENGTH, METADATA])
@bp.response(201)
def create() -> Response:
    """Begin an upload; the first bytes may come along (creation-with-upload)."""
    length = headers.read_number("Upload-Length", request.headers.get("Upload-Length"))
    claim = headers.read_metadata(request.headers.get("Upload-Metadata"))
    upload = uploads.begin(current(), length, claim)
    with_bytes = request.mimetype == headers.BODY_TYPE
    offset = receive_body(upload, 0) if with_bytes else uploads.offset_of(upload)
    response = told(201, upload, offset)
    response.headers["Location"] = url_for("uploads.progress", upload_id=upload.id)
    return response


@bp.route("/<upload_id>", methods=["HEAD"])
@signed_in
@bp.doc(parameters=[VERSION])
@bp.response(200)
def progress(upload_id: str) -> Response:
    """How far the upload has come (B4)."""
    upload = uploads.find(current(), upload_id)
    response = told(200, upload, uploads.offset_of(upload))
    response.headers["Upload-Length"] = str(upload.length)
    response.headers["Upload-Metadata"] = upload.claim
    return response


@bp.patch("/<upload_id>")
@signed_in
@bp.doc(parameters=[VERSION, OFFSET, CHECKSUM], requestBody=BYTES)
@bp.response(204)
def proceed(upload_id: str) -> Response:
    """Take the next bytes, any number of them."""
    if request.mimetype != headers.BODY_TYPE:
        raise Problem("wrong_content_type")
    offset = headers.read_number("Upload-Offset", request.headers.get("Upload-Offset"))
    upload = uploads.find(current(), upload_id)
    return told(204, upload, receive_body(upload, offset))


@bp.delete("/<upload_id>")
@signed_in
@bp.doc(parameters=[VERSION])
@bp.response(204)
def give_up(upload_id: str) -> Response:
    """Forget an upload (termination)."""
    uploads.give_up(uploads.find(current(), upload_id))
    return Response(status=204)


@bp.post("/<upload_id>")
@bp.doc(parameters=[VERSION, header("X-HTTP-Method-Override", "PATCH or DELETE")])
@bp.response(204)
def overridden(upload_id: str) -> Response:
    """PATCH or DELETE through a proxy that knows neither (tus, X-HTTP-Method-Override)."""
    views: dict[str, Callable[[str], Response]] = {"PATCH": proceed, "DELETE": give_up}
    view = views.get(request.headers.get("X-HTTP-Method-Override", "").upper())
    if view is None:
        raise MethodNotAllowed(["HEAD", "PATCH", "DELETE", "OPTIONS"])
    return view(upload_id)


def receive_body(upload: Upload, offset: int) -> int:
    """Feed this request's body to the upload; a body that breaks off is as good as a short one."""
    request.max_content_length = current_app.config["MAX_UPLOAD"] + 1

    def read(size: int) -> bytes:
        try:
            return request.stream.read(size)
        except (ClientDisconnected, ConnectionError, TimeoutError):
            return b""

    checksum = headers.read_checksum(request.headers.get("Upload-Checksum"))
    with a_seat():
        return uploads.receive(upload, offset, read, request.content_length, checksum)


def told(status: int, upload: Upload, offset: int) -> Response:
    """An answer without a body that tells how far the upload is and until when it is kept."""
    response = Response(status=status)
    response.headers["Upload-Offset"] = str(offset)
    response.headers["Upload-Expires"] = format_datetime(upload.expires, usegmt=True)
    return response
