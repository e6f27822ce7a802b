"""Who is asking. Other parts of the server know people only through this module."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec, TypeVar, cast

from flask import g

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class Who:
    """The signed-in person of this request, as the database says now."""

    user_id: str
    username: str
    name: str
    roles: frozenset[str]
    scopes: frozenset[str]
    """Granted sites, `common`, and `person:<own id>`."""
    session_id: str
    device_id: str | None
    transport: str


def current() -> Who:
    """The person behind this request; only inside a `signed_in` view."""
    return cast(Who, g.who)


def signed_in(view: Callable[P, R]) -> Callable[P, R]:
    """Let only a valid session in: else 401, 403 without the CSRF header, 415 for odd content."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        from server.accounts.gate import admit

        g.who = admit()
        return view(*args, **kwargs)

    return guarded
