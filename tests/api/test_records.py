"""Reading and exporting records (interfaces.md; quality 11, 18, 23)."""

import csv
import io
import json

import pytest
from openpyxl import load_workbook

from tests.support.device import SoftDevice
from tests.support.sync import change, phone_of


@pytest.fixture
def phone(sign_in):
    return SoftDevice(sign_in("op2"))


def listed(phone, query=""):
    answer = phone.actor.get(f"/api/records?{query}")
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_json()


def test_lists_are_cut_into_pages_that_neither_repeat_nor_miss(phone):
    phone.push(*(phone.create("issue", "A", {"title": str(n)}) for n in range(7)))
    seen, query = [], "limit=3"
    while query:
        page = listed(phone, query)
        seen += [row["id"] for row in page["records"]]
        query = page["cursor"] and f"limit=3&cursor={page['cursor']}"
    assert len(seen) == len(set(seen)) == 7


def test_lists_are_filtered_by_kind_site_state_and_time(phone):
    phone.push(
        phone.create("issue", "A", {"title": "old", "found_at": "2026-11-01T08:00:00+08:00"}),
        phone.create("issue", "B", {"title": "new", "found_at": "2026-11-20T08:00:00+08:00"}),
        phone.create("visit", "A", {"visitor_name": "Lin"}),
    )

    def titles(query):
        return sorted(row["fields"].get("title", "") for row in listed(phone, query)["records"])

    assert titles("kind=issue") == ["new", "old"]
    assert titles("scope=B") == ["new"]
    assert titles("state=found&from=2026-11-01T00:00:00Z&to=2026-11-02") == ["old"]
    assert titles("state=verified") == []
    assert titles("from=2026-11-01&to=2026-11-01T00:00:00%2B00:00") == []


@pytest.mark.parametrize(
    "query", ["kind=x", "from=x", "cursor=x", "cursor=%00", "limit=0", "state=%00"]
)
def test_a_query_that_makes_no_sense_is_400(phone, query):
    assert phone.actor.get(f"/api/records?{query}").status_code == 400


def test_deleted_records_are_in_the_bin_only(phone):
    op = phone.create("issue", "A", {"title": "gone"})
    phone.push(op, phone.op("delete", "issue", "A", record_id=op["record_id"]))
    assert listed(phone)["records"] == []
    (row,) = listed(phone, "deleted=true")["records"]
    assert (row["deleted"], row["fields"]["title"]) == (True, "gone")


def test_nothing_of_another_site_can_be_read_or_exported(app, phone):
    op = phone.create("issue", "B", {"title": "secret"})
    phone.push(op)
    stranger = phone_of(app, "op1").actor
    for path in (
        "/api/records?scope=B",
        "/api/exports/records.json?scope=B",
        "/api/exports/records.csv",
    ):
        assert "secret" not in stranger.get(path).get_data(as_text=True)


def hostile(phone):
    op = phone.op(
        "create",
        "visit",
        "A",
        {
            "visitor_name": change(None, "=cmd|' /C calc'!A0"),
            "organisation": change(None, "@SUM(A1)"),
            "purpose": change(None, "\t=1+1"),
            "phone": change(None, "13812345678"),
        },
    )
    assert phone.push(op)[0]["outcome"] == "applied"
    return op


def test_an_exported_cell_never_acts_and_phone_numbers_are_masked(phone):
    hostile(phone)
    text = phone.actor.get("/api/exports/records.csv?kind=visit").get_data().decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["visitor_name"].startswith("'=")
    assert row["organisation"] == "'@SUM(A1)"
    assert row["purpose"].startswith("'")
    assert row["phone"] == "138****5678"
    book = load_workbook(
        io.BytesIO(phone.actor.get("/api/exports/records.xlsx?kind=visit").get_data())
    )
    cells = [cell for line in book.active.iter_rows() for cell in line]
    assert all(cell.data_type != "f" for cell in cells)
    assert "13812345678" not in {cell.value for cell in cells}


def test_positions_are_left_out_of_every_export(phone):
    proof = {"by": "gps", "gps": {"lat": 36.1, "lon": 120.3}, "at": "x"}
    create = phone.create("inspection", "A", {})
    proof_change = {"answers/ph/checkpoint_proof": change(None, proof)}
    phone.push(
        create, phone.op("edit", "inspection", "A", proof_change, record_id=create["record_id"])
    )
    for ending in ("json", "csv"):
        text = phone.actor.get(f"/api/exports/records.{ending}").get_data(as_text=True)
        assert "checkpoint_proof" in text
        assert "36.1" not in text


def test_the_json_export_is_data(phone):
    hostile(phone)
    (record,) = json.loads(phone.actor.get("/api/exports/records.json").get_data())["records"]
    assert record["fields"]["visitor_name"] == "=cmd|' /C calc'!A0"
    assert record["fields"]["phone"] == "138****5678"


@pytest.mark.parametrize("ending", ["csv", "xlsx", "json"])
def test_an_op_with_half_a_character_in_quarantine_can_be_exported(phone, ending):
    op = phone.create("issue", "A", {"title": "half"})
    op["changes"]["title"]["to"] = "half \ud83d"
    body = json.dumps({"device_id": phone.device_id, "ops": [op]})
    answer = phone.actor.post(
        "/api/sync/push", data=body, headers={"Content-Type": "application/json"}
    )
    assert answer.get_json()["results"][0]["outcome"] == "quarantined"
    answer = phone.actor.get(f"/api/exports/records.{ending}?kind=quarantine")
    assert answer.status_code == 200
