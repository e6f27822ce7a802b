"""What a push answers, op by op, as JSON text. Written after the decision, sent after the commit."""

import json
from typing import Any

from server.push.incoming import Incoming
from server.push.rows import Live, OpRow
from server.push.text import dumps

RETRY_SECONDS = 30


def result(op: Incoming, row: OpRow, record: Live | None) -> str:
    """The result of an op that was taken now; `merged` and `conflict` carry the record (P6)."""
    if row.outcome == "applied" and row.conflict_id is None:
        return f'{{"op_id":"{op.op_id}","outcome":"applied","rev":{row.rev}}}'
    said = {"op_id": _named(op), **row.answer()}
    if row.message is not None:
        said["message"] = row.message
    text = dumps(said)
    if record is None or row.outcome not in ("merged", "conflict"):
        return text
    return f'{text[:-1]},"record":{record.wire()}}}'


def duplicate(op: Incoming, row: OpRow) -> str:
    """The result of an op that was answered before: then, and now if that has changed (P1)."""
    now = row.answer()
    if row.first is None:
        return dumps({"op_id": _named(op), "outcome": "duplicate", "first": now})
    outcome, code, _, rev, conflict_id, *_ = json.loads(row.first)
    said = {"outcome": outcome, "rev": rev, "conflict_id": conflict_id, "code": code}
    first = {name: value for name, value in said.items() if value is not None}
    return dumps({"op_id": _named(op), "outcome": "duplicate", "first": first, "now": now})


def retry(op: Incoming) -> str:
    """The result of an op that was not stored: the phone keeps it."""
    return dumps({"op_id": _named(op), "outcome": "retry", "retry_after": RETRY_SECONDS})


def _named(op: Incoming) -> Any:
    return op.op_id or None
