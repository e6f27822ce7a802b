"""Phones and sites for tests of push and pull."""

from typing import Any

from flask import Flask

from tests.support.actors import Actor, add_person
from tests.support.device import SoftDevice, canonical, new_id

__all__ = ["Json", "canonical", "change", "find", "history", "new_id", "phone_of", "second_person"]

Json = dict[str, Any]


def phone_of(app: Flask, username: str, **given: Any) -> SoftDevice:
    """A phone of its own for a person, who is added at the first call."""
    add_person(app, username, **given)
    return SoftDevice(Actor(app, username), f"phone of {username}")


def second_person(app: Flask, phone: SoftDevice, username: str) -> Actor:
    """Another person who signs in on the same phone (shared phones)."""
    add_person(app, username)
    return Actor(app, username, device_id=phone.device_id)


def change(before: Any, after: Any) -> Json:
    """A change of a scalar field."""
    return {"from": before, "to": after}


def find(rows: list[Json], **wanted: Any) -> Json:
    """The one row with these members."""
    (row,) = [row for row in rows if all(row.get(name) == value for name, value in wanted.items())]
    return row


def history(phone: SoftDevice, record_id: str) -> list[Json]:
    """The record's history as this phone's person reads it."""
    answer = phone.actor.get(f"/api/records/{record_id}/history")
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_json()["history"]
