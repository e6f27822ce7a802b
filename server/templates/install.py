"""Puts the shipped templates into `common` as records. Never touches what people have changed."""

import json
from pathlib import Path
from typing import Any

from sqlalchemy import select
from uuid_utils import uuid7

from server.extensions import db
from server.models import Record
from server.push.system import record_as_server

SHIPPED = Path(__file__).parent / "shipped"


def shipped() -> list[dict[str, Any]]:
    """The shipped templates: `{code, category, name, version, definition}` each, by code."""
    return [json.loads(path.read_text("utf-8")) for path in sorted(SHIPPED.glob("*.json"))]


def install() -> list[str]:
    """Add each shipped template whose code is not there yet; the codes that were added."""
    rows = db.session.scalars(select(Record.fields).where(Record.kind == "template")).all()
    known = {json.loads(fields).get("code") for fields in rows}
    missing = [template for template in shipped() if template["code"] not in known]
    for template in missing:
        record_as_server("template", "common", str(uuid7()), _fields(template))
    return [template["code"] for template in missing]


def _fields(template: dict[str, Any]) -> dict[str, Any]:
    version = template["version"]
    return {
        "code": template["code"],
        "name": template["name"],
        "category": template["category"],
        "version": version,
        f"versions/{version}/definition": template["definition"],
    }
