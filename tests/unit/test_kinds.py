"""The kinds table: well formed, and holding every name that outside checks rely on."""

from __future__ import annotations

import pytest

from sync.tables import load_kinds, resolve_key
from sync.upcast import SHIPPED

KINDS = load_kinds()
RULES = {"scalar", "set", "items", "append", "attachments", "status", "once", "server"}
ROLES = {
    *("operator", "shift_lead", "reception", "auditor"),
    *("supervisor", "manager", "client", "admin"),
}
PROMISED = {
    "inspection": {
        "once": "template_id template_version area_id route_id started_at finished_at",
        "items": "answers",
        "attachments": "photos",
        "append": "remarks",
        "status": "status",
    },
    "issue": {
        "scalar": "title type description place assignee_id due_at severity",
        "once": "found_at source_id",
        "set": "tags",
        "attachments": "photos",
        "append": "remarks",
        "status": "status",
    },
    "visit": {
        "scalar": "visitor_name organisation phone purpose host_id headcount badge area "
        "briefing_done ppe_issued",
        "once": "arrived_at left_at",
        "attachments": "signature photos",
        "append": "remarks",
        "status": "status",
    },
    "conflict": {
        "server": "record_id record_kind fields incoming_op incoming_author incoming_device_time",
        "status": "state",
    },
}
STEPS = {
    "inspection": "open>submitted submitted>approved submitted>returned returned>submitted",
    "issue": "found>reported reported>in_hand in_hand>solved solved>verified solved>in_hand",
    "visit": "expected>in in>out",
    "conflict": "open>resolved",
}


@pytest.mark.parametrize("name", sorted(KINDS))
def test_a_table_is_well_formed(name: str) -> None:
    kind = KINDS[name]
    assert kind.scope in ("site", "common")
    assert set(kind.roles) == {"create", "edit", "delete", "restore", "move"}
    for field in kind.fields.values():
        assert field.merge in RULES
        assert bool(field.item_fields) == (field.merge == "items")
        assert field.ref is None or field.ref in KINDS
    writers = [*kind.roles.values(), *(f.roles for f in kind.fields.values() if f.roles)]
    assert all(roles <= ROLES for roles in writers)


@pytest.mark.parametrize("name", sorted(n for n, kind in KINDS.items() if kind.status))
def test_a_workflow_is_made_of_its_fields_choices(name: str) -> None:
    status = KINDS[name].status
    assert status is not None
    field = KINDS[name].fields[status.field]
    assert field.merge == "status"
    states = {status.initial, *(state for step in status.transitions for state in step)}
    assert states <= set(field.choices)
    assert KINDS[name].reviewed | KINDS[name].submit <= set(field.choices)
    assert all(status.transitions.values())


@pytest.mark.parametrize("name", sorted(PROMISED))
def test_the_fields_that_outside_checks_use_keep_their_merge_rules(name: str) -> None:
    for rule, names in PROMISED[name].items():
        for field in names.split():
            assert KINDS[name].fields[field].merge == rule, field


@pytest.mark.parametrize("name", sorted(STEPS))
def test_the_steps_that_outside_checks_use_are_in_the_table(name: str) -> None:
    status = KINDS[name].status
    assert status is not None
    assert {f"{was}>{to}" for was, to in status.transitions} == set(STEPS[name].split())


def test_the_subfields_of_an_answer_keep_their_merge_rules() -> None:
    wanted = {"value": "scalar", "note": "scalar", "photos": "attachments"}
    wanted |= {"checked_at": "once", "checkpoint_proof": "once"}
    for subfield, rule in wanted.items():
        place = resolve_key(KINDS["inspection"], f"answers/ph_in/{subfield}")
        assert place is not None
        assert place.merge == rule


def test_the_document_for_phones_holds_every_table_under_its_name() -> None:
    document = SHIPPED.document
    assert document["schema"] == 1
    assert set(document["kinds"]) == set(KINDS)
    issue = document["kinds"]["issue"]
    assert {"scope", "roles", "fields", "status"} <= set(issue)
    assert issue["fields"]["title"] == {"type": "text", "merge": "scalar", "required": True}
    assert "name" not in issue
