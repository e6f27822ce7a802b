"""The queries and answers of the reading routes."""

from collections.abc import Mapping
from typing import Any

import marshmallow as ma
from marshmallow import validate

from server.push.documents import RecordDocument

TEXT = validate.And(validate.Length(1, 100), validate.ContainsNoneOf("\0"))


class Tolerant(ma.Schema):
    """Unknown parameters are left alone, and empty ones (`?cursor=`) are as good as absent."""

    class Meta:
        unknown = ma.EXCLUDE

    @ma.pre_load
    def drop_empty(self, given: Mapping[str, Any], **_: Any) -> dict[str, Any]:
        """What was left open in a form or a template address."""
        return {name: value for name, value in given.items() if value != ""}


class Selection(Tolerant):
    """Which records: of a kind, a site, a state, a time (`to` is not included)."""

    kind = ma.fields.String(validate=TEXT)
    scope = ma.fields.String(validate=TEXT)
    state = ma.fields.String(validate=TEXT)
    from_ = ma.fields.String(validate=TEXT, data_key="from", attribute="from")
    to = ma.fields.String(validate=TEXT)
    deleted = ma.fields.Boolean(load_default=False)


class ListQuery(Selection):
    """GET /api/records"""

    elsewhere = ma.fields.Boolean(
        load_default=False,
        metadata={
            "description": "Only quarantine records of one's sites that lie in their author's own "
            "scope, which no pull brings: for supervisors and managers"
        },
    )
    cursor = ma.fields.String(validate=validate.Length(1, 400))
    limit = ma.fields.Integer(load_default=100, validate=validate.Range(1, 500))


class ListAnswer(ma.Schema):
    """A page, newest first; `cursor` is null on the last one."""

    records = ma.fields.List(ma.fields.Nested(RecordDocument), required=True)
    cursor = ma.fields.String(required=True, allow_none=True)


class Times(ma.Schema):
    """When an op was made and received; `clock_measured`: the phone told its clock when it sent."""

    device_time = ma.fields.String(required=True, allow_none=True)
    received = ma.fields.String(required=True)
    clock_offset = ma.fields.Integer(required=True, allow_none=True)
    clock_measured = ma.fields.Boolean(required=True)


class Line(Times):
    """One op of a record's history; `earlier` is the one before it on its device (H4)."""

    op = ma.fields.Raw(required=True, allow_none=True)
    outcome = ma.fields.String(required=True)
    by = ma.fields.String(required=True)
    session_user = ma.fields.String(required=True)
    device_id = ma.fields.String(required=True)
    earlier = ma.fields.Nested(Times, required=True, allow_none=True)
    chain = ma.fields.String(required=True, validate=validate.OneOf(("ok", "broken")))
    before = ma.fields.Dict(required=True)
    rev = ma.fields.Integer()
    code = ma.fields.String()
    conflict_id = ma.fields.String()
    on_behalf_of = ma.fields.String()


class HistoryAnswer(ma.Schema):
    """Everything that was tried on a record, oldest first."""

    history = ma.fields.List(ma.fields.Nested(Line), required=True)
