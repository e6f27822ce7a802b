"""Who is asking. Other parts of the server know people only through this module."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar, cast

from flask import g

from server.accounts.gate import admit
from server.accounts.identity import Who

__all__ = ["Who", "current", "signed_in"]

P = ParamSpec("P")
R = TypeVar("R")


def current() -> Who:
    """The person behind this request; only inside a `signed_in` view."""
    return cast(Who, g.who)


def signed_in(view: Callable[P, R]) -> Callable[P, R]:
    """Let only a live session in: else 401, or 403 for a cookie's write without its CSRF header."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        g.who = admit()
        return view(*args, **kwargs)

    return guarded
