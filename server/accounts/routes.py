"""Sign-in, refresh, sign-out, me. Only translates between HTTP and `accounts`."""

from typing import Any

from flask import Response, jsonify, request

from server.accounts import cookies, devices, gate, passwords, people, sessions, throttle, tokens
from server.accounts.schemas import Activation, Login, PasswordChange, RefreshBody, SignedIn
from server.accounts.who import Who, current, signed_in
from server.errors import Problem
from server.extensions import limiter
from server.models import User
from server.openapi import Blueprint
from server.transaction import writing

bp = Blueprint("auth", __name__, url_prefix="/api/auth", description="Sign-in and sessions")

# Against floods only: a whole shift signs in behind one address; guessing is throttled by name.
FLOOD = "600 per minute"


@bp.post("/login")
@bp.doc(security=[])
@limiter.limit(FLOOD)
@bp.arguments(Login)
@bp.response(200, SignedIn)
def login(given: dict[str, Any]) -> Response:
    """Sign in by name and password."""
    username = people.normal(given["username"])
    throttle.begin_attempt(username)
    user = people.find(username)
    fits = passwords.matches(user.password_hash if user else None, given["password"])
    if user is None or not fits or not user.active:
        raise Problem("wrong_password")
    throttle.forget(username)
    return _signed_in_answer(_open(user, given), given["transport"])


@bp.post("/refresh")
@bp.doc(security=[])
@limiter.limit(FLOOD)
@bp.arguments(RefreshBody, required=False)
@bp.response(200, SignedIn)
def refresh(given: dict[str, Any]) -> Response:
    """Rotate the tokens."""
    token, transport = _presented_refresh(given)
    return _signed_in_answer(sessions.refresh(token, transport), transport)


@bp.post("/logout")
@bp.doc(security=[])
@bp.arguments(RefreshBody, required=False)
@bp.response(204)
def logout(given: dict[str, Any]) -> Response:
    """End the session: access and refresh token die together."""
    bearer = gate.bearer_token()
    if bearer and not given.get("refresh_token"):
        session_id = gate.admit().session_id
    else:
        token, _transport = _presented_refresh(given)
        session_id = tokens.read(token, "refresh")["sid"]
    sessions.end_session(session_id, "signed out")
    response = Response(status=204)
    cookies.clear(response)
    return response


@bp.get("/me")
@bp.response(200, SignedIn)
@signed_in
def me() -> Response:
    """The signed-in person, as the server sees them now."""
    return jsonify(_about(current()))


@bp.post("/activate")
@bp.doc(security=[])
@limiter.limit(FLOOD)
@bp.arguments(Activation)
@bp.response(204)
def activate(given: dict[str, Any]) -> Response:
    """Set the first password with a code that works once."""
    people.activate(given["username"], given["code"], given["password"])
    return Response(status=204)


@bp.post("/password")
@signed_in
@bp.arguments(PasswordChange)
@bp.response(204)
def change_password(given: dict[str, Any]) -> Response:
    """Change one's own password; every session of the person ends."""
    who = current()
    throttle.begin_attempt(who.username)
    user = people.find(who.username)
    if not passwords.matches(user.password_hash if user else None, given["current"]):
        raise Problem("wrong_password")
    throttle.forget(who.username)
    people.set_password(who.user_id, given["password"])
    response = Response(status=204)
    cookies.clear(response)
    return response


def _open(user: User, given: dict[str, Any]) -> sessions.Tokens:
    with writing():
        device_id = given.get("device_id")
        known = devices.sign_in_on(device_id, user.id) if device_id else None
        return sessions.open_session(user, known, given["transport"], given["own_phone"])


def _presented_refresh(given: dict[str, Any]) -> tuple[str, str]:
    """The refresh token and its transport; a cookie's needs the CSRF header (403)."""
    if given.get("refresh_token"):
        return given["refresh_token"], "bearer"
    token = request.cookies.get(cookies.refresh_name())
    if not token:
        raise Problem("signed_out")
    gate.require_csrf(tokens.read(token, "refresh")["sid"])
    return token, "cookie"


def _signed_in_answer(handed: sessions.Tokens, transport: str) -> Response:
    body = _about(sessions.who_is(handed.session_id, transport))
    if transport == "bearer":
        body |= {"access_token": handed.access, "refresh_token": handed.refresh}
    response = jsonify(body)
    if transport == "cookie":
        cookies.put(response, handed)
    return response


def _about(who: Who) -> dict[str, Any]:
    sites = sorted(scope for scope in who.scopes if scope != "common" and ":" not in scope)
    roles = sorted(who.roles)
    user = {"id": who.user_id, "username": who.username, "name": who.name}
    body = {
        "user": {**user, "roles": roles, "scopes": sites},
        "device_id": who.device_id,
        "grant": tokens.offline_grant(who.user_id, who.device_id, roles, sites),
        "grant_key": tokens.grant_public_key(),
    }
    if who.transport == "cookie":
        body["csrf"] = tokens.csrf_token(who.session_id)
    return body
