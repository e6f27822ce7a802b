"""Who may call what: every route, and what each role is answered. One row per route and method.

`anyone` is a caller without a session. A path's parts stand for things that do not exist, and
bodies are empty, so an allowed caller may well get 400 or 404: what counts is who is let in.
401 signed out · 403 not allowed · anything else: let in. Keep it sorted by path.
"""

ROLES = (
    "operator",
    "shift_lead",
    "reception",
    "auditor",
    "supervisor",
    "manager",
    "client",
    "admin",
)


def all_roles(status: int, **others: int) -> dict[str, int]:
    """The same answer for every role but those named."""
    return dict.fromkeys(ROLES, status) | others


def public(status: int) -> dict[str, int]:
    """The same answer for everyone, signed in or not."""
    return {"anyone": status, **all_roles(status)}


def signed_in(status: int, **others: int) -> dict[str, int]:
    """401 without a session; this answer with one."""
    return {"anyone": 401, **all_roles(status, **others)}


MATRIX: dict[tuple[str, str], dict[str, int]] = {
    ("GET", "/api/docs"): public(200),
    ("GET", "/api/docs/<name>"): public(404),
    ("GET", "/api/openapi.json"): public(200),
    ("POST", "/api/auth/activate"): public(400),
    ("POST", "/api/auth/login"): public(400),
    ("POST", "/api/auth/logout"): signed_in(204),
    ("GET", "/api/auth/me"): signed_in(200),
    ("POST", "/api/auth/password"): signed_in(400),
    ("POST", "/api/auth/refresh"): public(401),
    ("DELETE", "/api/blobs/uploads/<upload_id>"): signed_in(404),
    ("GET", "/api/blobs/<sha256>"): signed_in(404),
    ("HEAD", "/api/blobs/uploads/<upload_id>"): signed_in(404),
    ("PATCH", "/api/blobs/uploads/<upload_id>"): signed_in(415),
    ("POST", "/api/blobs/missing"): signed_in(400),
    ("POST", "/api/blobs/uploads"): signed_in(400),
    ("POST", "/api/blobs/uploads/<upload_id>"): public(405),
    ("GET", "/api/devices"): signed_in(200),
    ("POST", "/api/devices"): signed_in(400),
    ("DELETE", "/api/devices/<device_id>"): signed_in(404),
    ("GET", "/api/exports/records.csv"): signed_in(200),
    ("GET", "/api/exports/records.json"): signed_in(200),
    ("GET", "/api/exports/records.xlsx"): signed_in(200),
    ("GET", "/api/records"): signed_in(200),
    ("GET", "/api/records/<record_id>"): signed_in(404),
    ("GET", "/api/records/<record_id>/evidence"): signed_in(
        403, supervisor=404, manager=404, auditor=404
    ),
    ("GET", "/api/records/<record_id>/history"): signed_in(404),
    ("GET", "/api/sync/kinds"): signed_in(200),
    ("GET", "/api/sync/poke"): signed_in(200),
    ("POST", "/api/sync/pull"): signed_in(400),
    ("POST", "/api/sync/push"): signed_in(400),
    ("GET", "/authority.crt"): public(404),
    ("GET", "/healthz"): public(200),
    ("GET", "/metrics"): public(200),
    ("GET", "/readyz"): public(200),
}
