"""What a template requires, checked when a record is submitted and never before (M13)."""

from typing import Any

from server.push.context import Push, refuse
from server.push.rows import latest
from server.spoken import kinds
from sync.forms import gaps
from sync.operation import Op
from sync.record import Record

SHOWN = 5


def check(push: Push, op: Op, before: Record | None, after: Record | None) -> None:
    """Refuse a submit that lacks what its template version requires. Raises `Refused`."""
    kind = kinds()[op["kind"]]
    status = kind.status
    if after is None or status is None or status.field not in op.get("changes", {}):
        return
    state = after.fields.get(status.field)
    if state not in kind.submit or (before and before.fields.get(status.field) == state):
        return
    template_id = after.fields.get("template_id")
    if template_id is None:
        return
    definition = _definition(push, template_id, after.fields.get("template_version"))
    try:
        missing = gaps(definition, after.fields.get("answers") or {})
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise refuse("incomplete", "the template cannot be read") from error
    if missing:
        names = ", ".join(str(gap["item"]) for gap in missing[:SHOWN])
        more = f" and {len(missing) - SHOWN} more" if len(missing) > SHOWN else ""
        raise refuse("incomplete", f"still missing: {names}{more}")


def _definition(push: Push, template_id: str, version: Any) -> dict[str, Any]:
    rows = push.store.rows_of(template_id)
    if not rows or latest(rows).record.kind != "template":
        raise refuse("incomplete", "the template of this record is not known")
    versions = latest(rows).record.fields.get("versions") or {}
    definition = versions.get(_version_name(version), {}).get("definition")
    if not isinstance(definition, dict):
        raise refuse("incomplete", "this version of the template is not known")
    return definition


def _version_name(version: Any) -> str:
    return str(int(version)) if isinstance(version, (int, float)) else ""
