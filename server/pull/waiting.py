"""What a phone says of its own queue with each pull. Judges its form; keeps nothing."""

from typing import Any

from server.accounts.devices import Waiting
from server.errors import Problem

MOST = {"ops": 2**31 - 1, "photos": 2**31 - 1, "bytes": 2**53 - 1}


def parse_waiting(value: Any) -> Waiting | None:
    """Return what waits on the phone, None if it says nothing; 400 for what is no count."""
    if value is None:
        return None
    if not isinstance(value, dict):
        raise Problem("bad_request", field="waiting")
    for name, most in MOST.items():
        count = value.get(name)
        if type(count) is not int or not 0 <= count <= most:
            raise Problem("bad_request", field="waiting")
    return Waiting(value["ops"], value["photos"], value["bytes"])
