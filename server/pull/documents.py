"""How pull and poke look in the API document. Nothing is validated by these."""

import marshmallow as ma

from server.push.documents import RecordDocument


class PullBody(ma.Schema):
    """Where a device has read up to; without a cursor, from the start (F0)."""

    cursor = ma.fields.Dict(allow_none=True)
    limit = ma.fields.Integer(load_default=500)


class PullAnswer(ma.Schema):
    """One page of changes (sync-protocol §6)."""

    epoch = ma.fields.String(required=True)
    server_time = ma.fields.String(required=True)
    records = ma.fields.List(ma.fields.Nested(RecordDocument), required=True)
    cursor = ma.fields.Dict(required=True)
    has_more = ma.fields.Boolean(required=True)
    left = ma.fields.List(ma.fields.String(), required=True)
    heads = ma.fields.Dict(required=True)
    durable_through = ma.fields.Dict(required=True)


class PokeAnswer(ma.Schema):
    """How far each of the caller's scopes has come."""

    epoch = ma.fields.String(required=True)
    heads = ma.fields.Dict(required=True)
