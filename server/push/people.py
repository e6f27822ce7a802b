"""What a push must know of people and devices, read once per batch. Reads only."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.models import Device, DevicePerson, Grant, User
from server.models.among import among

_PHONES = select(Device.id, Device.public_key, Device.revoked).where(among(Device.id, "devices"))
_PAIRS = select(DevicePerson.device_id, DevicePerson.user_id).where(
    among(DevicePerson.device_id, "devices"), among(DevicePerson.user_id, "users")
)
_PERSONS = (
    select(User.id, Grant.what, Grant.value)
    .join(Grant, Grant.user_id == User.id, isouter=True)
    .where(among(User.id, "users"), User.active)
)


@dataclass(frozen=True, slots=True)
class Person:
    """An active person with roles and scopes as they are now; a lost role counts as lost."""

    id: str
    roles: frozenset[str]
    scopes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Phone:
    """A registered device."""

    id: str
    public_key: str
    revoked: bool


@dataclass(frozen=True, slots=True)
class People:
    """The people and devices that one batch names."""

    persons: dict[str, Person]
    phones: dict[str, Phone]
    signed_on: frozenset[tuple[str, str]]

    def has_used(self, user_id: str, device_id: str) -> bool:
        """Whether this person has signed in on this device (O5)."""
        return (device_id, user_id) in self.signed_on


def load_people(session: Session, users: Collection[str], devices: Collection[str]) -> People:
    """Read active people with their grants, the devices, and who has signed in on which."""
    persons = load_persons(session, users)
    given = {"users": users, "devices": devices}
    phones = session.connection().execute(_PHONES, given)
    pairs = session.connection().execute(_PAIRS, given)
    return People(
        persons,
        {row.id: Phone(row.id, row.public_key, row.revoked is not None) for row in phones},
        frozenset((row.device_id, row.user_id) for row in pairs),
    )


def load_persons(session: Session, users: Collection[str]) -> dict[str, Person]:
    """Read active people with their roles and scopes."""
    rows = session.connection().execute(_PERSONS, {"users": users})
    granted: dict[str, dict[str, set[str]]] = {}
    for user_id, what, value in rows:
        person = granted.setdefault(user_id, {"role": set(), "scope": set()})
        if what in person:
            person[what].add(value)
    return {
        user_id: Person(
            user_id,
            frozenset(person["role"]),
            frozenset(person["scope"] | {"common", f"person:{user_id}"}),
        )
        for user_id, person in granted.items()
    }
