"""Hands phones of the LAN the certificate of the local authority (`make run TLS=1`)."""

from flask import Blueprint, Response, current_app, send_file

from server.errors import Problem

bp = Blueprint("authority", __name__)


@bp.get("/authority.crt")
def authority() -> Response:
    """The certificate to install on a phone; public by nature. 404 without TLS=1."""
    path = current_app.config["DATA_DIR"] / "tls" / "authority.crt"
    if not current_app.config["TLS"] or not path.is_file():
        raise Problem("not_found")
    return send_file(path, mimetype="application/x-x509-ca-cert", download_name="authority.crt")
