"""Passwords: Argon2id, the rules for a new one, and equal work for names that do not exist."""

import secrets
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from server.errors import Problem

SHORTEST = 8
LONGEST = 256
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
COMMON = frozenset(Path(__file__).with_name("common_passwords.txt").read_text().split())


def hash_password(password: str) -> str:
    """The stored form of a password that is already known to keep the rules."""
    return HASHER.hash(password)


def matches(stored: str | None, password: str) -> bool:
    """Whether the password fits; without a stored one the same work is done for nothing."""
    try:
        return HASHER.verify(stored or _nobodys(), password) and stored is not None
    except (VerifyMismatchError, InvalidHashError):
        return False


def require_strong(password: str, username: str) -> None:
    """Refuse what is too short, too long, common, or the person's own name."""
    lower = password.lower()
    if not SHORTEST <= len(password) <= LONGEST or lower in COMMON or lower == username:
        raise Problem("weak_password")


@cache
def _nobodys() -> str:
    return HASHER.hash(secrets.token_urlsafe(16))
