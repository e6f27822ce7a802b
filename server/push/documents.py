"""How push and kinds look in the API document. Nothing is validated by these."""

import marshmallow as ma

OUTCOMES = ("applied", "merged", "duplicate", "conflict", "held", "quarantined", "retry")


class PushBody(ma.Schema):
    """What a phone sends: at most 200 ops and 1 MiB; the body may be gzip."""

    device_id = ma.fields.String(required=True)
    epoch = ma.fields.String(allow_none=True)
    ops = ma.fields.List(ma.fields.Raw(), required=True, validate=ma.validate.Length(max=200))
    sent_at = ma.fields.String()


class RecordDocument(ma.Schema):
    """A record as it travels."""

    id = ma.fields.String(required=True)
    kind = ma.fields.String(required=True)
    scope = ma.fields.String(required=True)
    rev = ma.fields.Integer(required=True)
    seq = ma.fields.Integer(required=True)
    deleted = ma.fields.Boolean(required=True)
    moved = ma.fields.Boolean()
    fields_ = ma.fields.Dict(required=True, data_key="fields")
    created = ma.fields.Dict(required=True)
    updated = ma.fields.Dict(required=True)


class ResultDocument(ma.Schema):
    """What came of one op (sync-protocol §3)."""

    op_id = ma.fields.String(required=True, allow_none=True)
    outcome = ma.fields.String(required=True, validate=ma.validate.OneOf(OUTCOMES))
    rev = ma.fields.Integer()
    conflict_id = ma.fields.String()
    code = ma.fields.String()
    message = ma.fields.String()
    first = ma.fields.Dict()
    now = ma.fields.Dict()
    retry_after = ma.fields.Integer()
    record = ma.fields.Nested(RecordDocument)


class PushAnswer(ma.Schema):
    """One result per op, in order."""

    epoch = ma.fields.String(required=True)
    server_time = ma.fields.String(required=True)
    results = ma.fields.List(ma.fields.Nested(ResultDocument), required=True)


class KindsAnswer(ma.Schema):
    """The kinds table as data."""

    schema = ma.fields.Integer(required=True)
    kinds = ma.fields.Dict(required=True)
