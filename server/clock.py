"""The one source of time for the server; a test replaces it by the setting CLOCK."""

from datetime import UTC, datetime
from typing import cast

from flask import current_app


def now() -> datetime:
    """The present moment, aware, in UTC."""
    clock = current_app.config.get("CLOCK")
    return cast(datetime, clock()) if clock else datetime.now(UTC)


def iso(moment: datetime) -> str:
    """UTC in ISO 8601 with milliseconds and Z, the form that records and answers carry."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
