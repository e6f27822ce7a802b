"""Push: outcomes, order, idempotency (sync-protocol §3)."""

from tests.support.device import SoftDevice


def test_a_created_issue_is_applied_and_pulled(sign_in):
    phone = SoftDevice(sign_in("op1"))
    op = phone.create("issue", "A", {"title": "Leak"})
    (result,) = phone.push(op)
    assert result == {"op_id": op["op_id"], "outcome": "applied", "rev": 1}
    (row,) = [r for r in phone.pull() if r["kind"] == "issue"]
    assert row["fields"] == {"title": "Leak", "status": "found"}
