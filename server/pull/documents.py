"""How pull and poke look in the API document. Nothing is validated by these."""

import marshmallow as ma

from server.push.documents import RecordDocument


class WaitingBody(ma.Schema):
    """What still waits on this phone, everyone's on it: kept for whoever looks after the phones."""

    ops = ma.fields.Integer(required=True, validate=ma.validate.Range(0))
    photos = ma.fields.Integer(required=True, validate=ma.validate.Range(0))
    bytes = ma.fields.Integer(required=True, validate=ma.validate.Range(0))


class PullBody(ma.Schema):
    """Where a device has read up to; without a cursor, from the start (F0)."""

    cursor = ma.fields.Dict(allow_none=True)
    limit = ma.fields.Integer(load_default=500)
    waiting = ma.fields.Nested(WaitingBody, allow_none=True)


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
