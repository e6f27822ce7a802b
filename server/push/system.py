"""Records that the server itself keeps, such as people, written through the same store."""

from typing import Any

from server.clock import now
from server.push.apply import in_store
from server.push.context import Push
from server.push.incoming import Incoming
from server.push.land import Landing, land
from server.push.people import People, Person
from server.push.rows import latest, new_id
from server.push.store import Store
from server.push.text import dumps
from server.push.times import Clock
from server.spoken import kinds, spoken
from sync.operation import content_hash, op_hash
from sync.tables import resolve_key

SERVER = "server"


def record_as_server(kind: str, scope: str, record_id: str, fields: dict[str, Any]) -> None:
    """Create the record or edit it so that it holds `fields`; others stay. Opens `writing()`.

    Keys are those of a change (`name`, `versions/1/definition`), values scalars or sets (as lists).
    Nothing is written when all of them hold already.
    """
    received = now()

    def work(store: Store) -> None:
        op = _op(store, kind, scope, record_id, fields)
        if op is None:
            return
        push = Push(store, People({}, {}, frozenset()), SERVER, SERVER, Clock(None, False))
        row = push.new_row(_incoming(op), op["op_id"])
        actor = Person(SERVER, _all_roles(kind), frozenset({scope}))
        land(push, Landing(op, row, actor))
        store.add_op(row)

    in_store({scope}, received, work)


def _op(
    store: Store, kind: str, scope: str, record_id: str, fields: dict[str, Any]
) -> dict[str, Any] | None:
    rows = store.rows_of(record_id)
    now_held = latest(rows).record if rows else None
    changes: dict[str, dict[str, Any]] = {}
    for name, value in fields.items():
        before = _held(now_held.fields, name) if now_held else None
        place = resolve_key(kinds()[kind], name)
        if place is not None and place.merge == "set":
            gone, new = set(before or ()) - set(value), set(value) - set(before or ())
            change = {"add": sorted(new), "remove": sorted(gone)}
            if gone or new:
                changes[name] = change
        elif before != value:
            changes[name] = {"from": before, "to": value}
    if now_held and not changes:
        return None
    return {
        "op_id": new_id(),
        "device_id": SERVER,
        "device_seq": 0,
        "record_id": record_id,
        "kind": kind,
        "scope": scope,
        "action": "edit" if now_held else "create",
        "base_rev": now_held.rev if now_held else 0,
        "after": None,
        "changes": changes,
        "schema": spoken().number,
        "device_time": store.received_text,
        "author_id": SERVER,
        "prev_hash": None,
    }


def _held(fields: dict[str, Any], key: str) -> Any:
    node: Any = fields
    for part in key.split("/"):
        node = node.get(part) if isinstance(node, dict) else None
    return node


def _incoming(op: dict[str, Any]) -> Incoming:
    return Incoming(
        op=op,
        raw=op,
        body=dumps(op),
        op_id=op["op_id"],
        device_id=SERVER,
        device_seq=0,
        record_id=op["record_id"],
        scope=op["scope"],
        kind=op["kind"],
        after=None,
        author_id=SERVER,
        prev_hash=None,
        op_hash=op_hash(op),
        content_hash=content_hash(op),
        seal=None,
        fault=None,
        blobs=frozenset(),
    )


def _all_roles(kind: str) -> frozenset[str]:
    """The server may do what any role may do."""
    return frozenset().union(*kinds()[kind].roles.values())
