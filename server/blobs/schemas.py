"""What goes in and out of the blob routes as JSON."""

from marshmallow import RAISE, Schema, fields, validate

MOST_HASHES = 1000
Sha256 = validate.Regexp(r"[0-9a-f]{64}\Z")


class MissingQuery(Schema):
    """Hashes that a phone holds for one scope."""

    class Meta:
        unknown = RAISE

    scope = fields.String(required=True)
    sha256 = fields.List(
        fields.String(validate=Sha256), required=True, validate=validate.Length(max=MOST_HASHES)
    )


class MissingAnswer(Schema):
    """Those of them that the scope does not have, in the order asked."""

    missing = fields.List(fields.String(), required=True)


class SizeQuery(Schema):
    """Which rendition; none means the original."""

    size = fields.String(validate=validate.OneOf(("thumb", "view")))
