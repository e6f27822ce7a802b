"""How routes are described: a blueprint whose refusals are our problems, and the API document."""

from typing import Any

import flask_smorest
import marshmallow as ma
from flask import Flask
from webargs.flaskparser import FlaskParser

SECURITY = {
    "bearer": {"type": "http", "scheme": "bearer"},
    "cookie": {
        "type": "apiKey",
        "in": "cookie",
        "name": "__Host-rb_access",
        "description": "Writes also need the header X-CSRF-Token. Over plain HTTP on this very "
        "machine the name has no prefix.",
    },
}


class Strict(FlaskParser):
    """A body that does not fit its schema is 400 (P2), not webargs' 422."""

    DEFAULT_VALIDATION_STATUS = 400


class Blueprint(flask_smorest.Blueprint):  # type: ignore[misc]  # it has no types
    """The blueprint of every capability."""

    ARGUMENTS_PARSER = Strict()


class ProblemSchema(ma.Schema):
    """RFC 9457; a problem may say more in members of its own."""

    class Meta:
        """More members than these may come."""

        unknown = ma.INCLUDE

    type = ma.fields.String(required=True)
    title = ma.fields.String(required=True)
    status = ma.fields.Integer(required=True)
    code = ma.fields.String(required=True)
    detail = ma.fields.String()
    instance = ma.fields.String(required=True)
    field = ma.fields.String(metadata={"description": "the parameter or member that is wrong"})
    header = ma.fields.String(metadata={"description": "the header that is wrong"})
    errors = ma.fields.Dict()


class Api(flask_smorest.Api):  # type: ignore[misc]  # it has no types
    """The OpenAPI document; errors stay with `server.errors`."""

    ERROR_SCHEMA = ProblemSchema
    DEFAULT_RESPONSE_CONTENT_TYPE = "application/json"

    def _register_error_handlers(self) -> None:
        """Leave them all to `server.errors`."""

    def _register_responses(self) -> None:
        """Describe every error as the problem that it is."""
        self.DEFAULT_RESPONSE_CONTENT_TYPE = "application/problem+json"
        super()._register_responses()
        del self.DEFAULT_RESPONSE_CONTENT_TYPE  # back to the class's own, for all that succeeds


def describe(app: Flask) -> Any:
    """Serve `/api/openapi.json`; returns the Api that blueprints are registered with."""
    app.config.update(
        API_TITLE="Roundbook",
        API_VERSION="1",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX="/api",
        API_SPEC_OPTIONS={
            "security": [{"bearer": []}, {"cookie": []}],
            "components": {"securitySchemes": SECURITY},
        },
    )
    return Api(app)
