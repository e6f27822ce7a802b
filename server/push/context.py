"""What every step of one push needs: the store, the people, whose session it is, and when."""

from dataclasses import dataclass
from typing import Any

from server.push.incoming import Incoming
from server.push.links import commit, new_salt
from server.push.people import People, Person, load_persons
from server.push.rows import OpRow, Stamped
from server.push.store import Store
from server.push.times import Clock
from sync.record import Fault


class Refused(Exception):
    """An op is not applied; it is stored and set apart with this fault."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


@dataclass(slots=True)
class Push:
    """One batch under way."""

    store: Store
    people: People
    user_id: str
    session_id: str
    clock: Clock

    def person(self, user_id: str) -> Person | None:
        """An active person with today's roles and scopes."""
        if user_id not in self.people.persons:
            self.people.persons.update(load_persons(self.store.session, {user_id}))
        return self.people.persons.get(user_id)

    def new_row(self, op: Incoming, key: str) -> OpRow:
        """The history's row of an op, still without an outcome."""
        salt = new_salt()
        return OpRow(
            op_key=key,
            op_id=op.op_id,
            device_id=op.device_id,
            device_seq=op.device_seq,
            record_id=op.record_id,
            scope=op.scope,
            kind=op.kind,
            after=op.after,
            body=op.body,
            salt=salt,
            commitment=commit(salt, op.body),
            op_hash=op.op_hash,
            content_hash=op.content_hash,
            prev_hash=op.prev_hash,
            signature_ok=op.signature_ok,
            author_id=op.author_id,
            adopted_by=None,
            session_user=self.user_id,
            session_id=self.session_id,
            received=self.store.received_text,
            clock_offset_ms=self.clock.offset_ms,
            clock_measured=self.clock.measured,
        )

    def stamped(self, person: str, op: dict[str, Any]) -> Stamped:
        """Who changes a record by this op, and when."""
        return Stamped(person, op["device_time"], self.store.received_text)


def refuse(code: str, message: str) -> Refused:
    """The refusal with this code and sentence."""
    return Refused(Fault(code, message))
