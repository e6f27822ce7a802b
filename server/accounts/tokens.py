"""Signed tokens: access and refresh (HS256), and the offline grant that phones can check (ES256).

Times come from `server.clock` and are judged here: the libraries' own clock plays no part.
"""

import base64
import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from flask import Flask, current_app
from flask_jwt_extended import create_access_token, create_refresh_token, decode_token
from flask_jwt_extended.exceptions import JWTExtendedException

from server.clock import now
from server.errors import Problem
from server.extensions import tokens

ACCESS_LIFE = timedelta(minutes=15)
GRANT_LIFE = timedelta(hours=72)
AUDIENCE = "roundbook"
GRANT_AUDIENCE = "roundbook-offline"
P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def init_app(app: Flask) -> None:
    """Settings of the token library; anti-forgery and times are this module's own."""
    app.config |= {
        "JWT_SECRET_KEY": _key_of(app.config["SECRET_KEY"], "tokens"),
        "JWT_ALGORITHM": "HS256",
        "JWT_ENCODE_AUDIENCE": AUDIENCE,
        "JWT_DECODE_AUDIENCE": AUDIENCE,
        "JWT_ENCODE_NBF": False,
        "JWT_CSRF_IN_COOKIES": False,
        "JWT_COOKIE_CSRF_PROTECT": False,
        # It would hold `iat` against the machine's clock; `read` judges times by `server.clock`.
        "JWT_DECODE_LEEWAY": timedelta(days=36_500),
    }
    tokens.init_app(app)


def access_token(session_id: str, user_id: str, ends: datetime) -> str:
    """A token for data routes, never outliving its session."""
    moment = now()
    claims = {"sid": session_id, "iat": moment, "exp": min(moment + ACCESS_LIFE, ends)}
    return str(create_access_token(user_id, additional_claims=claims))


def refresh_token(
    token_id: str, session_id: str, user_id: str, issued: datetime, ends: datetime
) -> str:
    """A token for the refresh route. The same link of the chain always reads the same."""
    claims = {"jti": token_id, "sid": session_id, "iat": issued, "exp": ends}
    return str(create_refresh_token(user_id, additional_claims=claims))


def read(token: str, typ: str) -> dict[str, Any]:
    """The claims of a valid token of this type; else 401."""
    try:
        claims = _genuine(token, current_app.config["JWT_SECRET_KEY"])
        late = datetime.fromtimestamp(claims["exp"], UTC) <= now()
        if claims["type"] != typ or not claims["sid"] or late:
            raise Problem("signed_out")
    except (jwt.InvalidTokenError, JWTExtendedException, KeyError, ValueError, TypeError) as error:
        raise Problem("signed_out") from error
    return claims


@lru_cache(maxsize=1024)
def _genuine(token: str, _key: bytes) -> dict[str, Any]:
    """The claims of a token that this key has signed, read once for its many requests.

    Whether it is late, and whether its session lives, is judged at each of them.
    """
    claims: dict[str, Any] = decode_token(token, allow_expired=True)
    return claims


def csrf_token(session_id: str) -> str:
    """The anti-forgery token of a session; a cookie session repeats it in `X-CSRF-Token`."""
    return _b64(hmac.digest(_key("csrf"), session_id.encode(), "sha256"))


def is_csrf_token(session_id: str, given: str) -> bool:
    """Compare in constant time."""
    return hmac.compare_digest(csrf_token(session_id).encode(), given.encode())


def offline_grant(user_id: str, device_id: str | None, roles: list[str], scopes: list[str]) -> str:
    """What a phone may rely on while offline; the server judges again on push."""
    moment = now()
    claims: dict[str, Any] = {
        "aud": GRANT_AUDIENCE,
        "sub": user_id,
        "device": device_id,
        "roles": roles,
    }
    claims |= {"scopes": scopes, "iat": moment, "exp": moment + GRANT_LIFE}
    return jwt.encode(claims, _grant_key(), algorithm="ES256")


def grant_public_key() -> dict[str, str]:
    """The JWK that checks offline grants."""
    point = _grant_key().public_key().public_numbers()
    x, y = (_b64(number.to_bytes(32, "big")) for number in (point.x, point.y))
    return {"kty": "EC", "crv": "P-256", "x": x, "y": y}


def _key(purpose: str) -> bytes:
    return _key_of(current_app.config["SECRET_KEY"], purpose)


def _key_of(secret: str, purpose: str) -> bytes:
    """A key for one purpose, so that no signature serves two."""
    return hmac.digest(secret.encode(), f"roundbook:{purpose}".encode(), "sha256")


def _grant_key() -> ec.EllipticCurvePrivateKey:
    """Derived from the secret: every server process has it, and nothing more is kept."""
    seed = int.from_bytes(hashlib.sha512(_key("grant")).digest(), "big")
    return ec.derive_private_key(1 + seed % (P256_ORDER - 1), ec.SECP256R1())


def _b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
