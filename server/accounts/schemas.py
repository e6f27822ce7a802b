"""The bodies of sign-in and device requests."""

from typing import Any
from unicodedata import category

import marshmallow as ma
from marshmallow import validate

TRANSPORTS = ("cookie", "bearer")


class Tolerant(ma.Schema):
    """A newer app may send more than this server knows."""

    class Meta:
        unknown = ma.EXCLUDE


class PlainText(ma.fields.String):
    """One line of text that both databases take: no control characters, no half characters."""

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> str:
        text: str = super()._deserialize(value, *args, **kwargs)
        if not text.strip() or {"Cc", "Cs"} & {category(character) for character in text}:
            raise ma.ValidationError("Not one line of text.")
        return text


class Login(Tolerant):
    """POST /api/auth/login"""

    username = ma.fields.String(required=True, validate=validate.Length(1, 200))
    password = ma.fields.String(required=True, validate=validate.Length(1, 1024))
    device_id = ma.fields.String(allow_none=True)
    transport = ma.fields.String(load_default="cookie", validate=validate.OneOf(TRANSPORTS))
    own_phone = ma.fields.Boolean(load_default=False)


class RefreshBody(Tolerant):
    """The refresh token of the bearer transport; cookies carry their own."""

    refresh_token = ma.fields.String(allow_none=True, validate=validate.Length(max=4096))


class Activation(Tolerant):
    """POST /api/auth/activate"""

    username = ma.fields.String(required=True, validate=validate.Length(1, 200))
    code = ma.fields.String(required=True, validate=validate.Length(1, 200))
    password = ma.fields.String(required=True, validate=validate.Length(1, 1024))


class PasswordChange(Tolerant):
    """POST /api/auth/password"""

    current = ma.fields.String(required=True, validate=validate.Length(1, 1024))
    password = ma.fields.String(required=True, validate=validate.Length(1, 1024))


class User(ma.Schema):
    """The signed-in person; `common` is everyone's scope and not listed."""

    id = ma.fields.String(required=True)
    username = ma.fields.String(required=True)
    name = ma.fields.String(required=True)
    roles = ma.fields.List(ma.fields.String(), required=True)
    scopes = ma.fields.List(ma.fields.String(), required=True)


class SignedIn(ma.Schema):
    """What a sign-in, a refresh and `me` answer."""

    user = ma.fields.Nested(User, required=True)
    device_id = ma.fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "the device of this session; null if the server knows it not"},
    )
    csrf = ma.fields.String()
    access_token = ma.fields.String()
    refresh_token = ma.fields.String()
    grant = ma.fields.String(metadata={"description": "offline grant, a compact JWS (ES256)"})
    grant_key = ma.fields.Dict(metadata={"description": "JWK that checks the grant"})


class NewDevice(Tolerant):
    """POST /api/devices"""

    name = PlainText(required=True, validate=validate.Length(1, 100))
    public_key = ma.fields.Dict(keys=ma.fields.String(), required=True)


class DeviceId(ma.Schema):
    """A device that was just registered."""

    device_id = ma.fields.String(required=True)


class WaitingThere(ma.Schema):
    """What waited on a device when it last said so: ops, photos, and the bytes of both."""

    ops = ma.fields.Integer(required=True)
    photos = ma.fields.Integer(required=True)
    bytes = ma.fields.Integer(required=True)
    at = ma.fields.String(required=True)


class Device(ma.Schema):
    """One registered device."""

    device_id = ma.fields.String(required=True)
    name = ma.fields.String(required=True)
    registered_by = ma.fields.String(required=True)
    created = ma.fields.String(required=True)
    last_contact = ma.fields.String(allow_none=True)
    revoked = ma.fields.String(allow_none=True)
    revoked_by = ma.fields.String(required=True, allow_none=True)
    people = ma.fields.List(
        ma.fields.String(),
        required=True,
        metadata={"description": "ids of those who have signed in on it, the first one first"},
    )
    waiting = ma.fields.Nested(WaitingThere, required=True, allow_none=True)


class Devices(ma.Schema):
    """GET /api/devices"""

    devices = ma.fields.List(ma.fields.Nested(Device), required=True)
