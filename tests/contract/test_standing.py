"""Records that somebody edited by SQL, past their history: `verify` names them (H2, quality 25)."""

import pytest
import sqlalchemy as sa

from server.evidence.standing import verify_records
from server.extensions import db
from tests.support.story import Story


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (
            "fields = replace(fields, '\"Drip\"', '\"Flood\"')",
            'title is "Flood", its ops leave "Drip"',
        ),
        ("fields = replace(fields, '\"wet\"', '\"dry\"')", "tags is"),
        ("fields = replace(fields, 'at the pump', 'at the gate')", "photos is"),
        ("versions = replace(versions, 'title', 'titel')", "what merging remembers"),
        ("rev = rev + 1", "rev is"),
        ("deleted = true", "deleted is True"),
        ("state = 'verified'", "state is 'verified'"),
        ("kind = 'visit'", "kind is 'visit'"),
        ("at = '2020-01-01T00:00:00.000Z'", "at is"),
        ("created_by = 'x'", "created_by is 'x'"),
        ("created_device_time = 'x'", "created_device_time is 'x'"),
        ("created_received = 'x'", "created_received is 'x'"),
        ("updated_by = 'x'", "updated_by is 'x'"),
        ("updated_device_time = 'x'", "updated_device_time is 'x'"),
        ("updated_received = 'x'", "updated_received is 'x'"),
    ],
)
def test_h2_verify_names_a_record_that_was_edited_past_its_history(app, damage, said):
    story = Story(app).tell()
    with app.app_context(), db.engine.begin() as connection:
        where = "id = :id AND scope = 'B'"
        # The damage is one of the cases above.
        statement = sa.text(f"UPDATE records SET {damage} WHERE {where}")  # noqa: S608 - from the list above
        assert connection.execute(statement, {"id": story.id}).rowcount == 1
    output = app.test_cli_runner().invoke(args=["verify"])
    assert output.exit_code == 1
    (line,) = [x for x in output.output.splitlines() if x.startswith("BAD") and said in x]
    assert line.startswith("BAD B: row ")
    assert f"record {story.id}: " in line
    assert "(op 0" in line


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("DELETE FROM records WHERE kind = 'issue' AND scope = 'B'", "it was removed"),
        ("UPDATE records SET scope = 'C' WHERE kind = 'issue' AND scope = 'B'", "scope is"),
        (
            "UPDATE records SET id = 'new' WHERE fields LIKE '%Hall%' AND kind = 'issue'",
            "no op has made it",
        ),
        (
            "UPDATE records SET fields = replace(fields, '\"Drip\"', '\"Flood\"') WHERE kind = 'conflict'",
            "nobody said 'Flood'",
        ),
        (
            "UPDATE records SET fields = replace(fields, 'resolved', 'open') WHERE kind = 'conflict'",
            "its state was altered",
        ),
        ("UPDATE records SET fields = '{' WHERE kind = 'issue'", "it cannot be read any more"),
        (
            "UPDATE records SET fields = replace(fields, 'adopted', 'discarded')"
            " WHERE kind = 'quarantine'",
            "state is 'discarded', its op is adopted",
        ),
        (
            "UPDATE records SET fields = replace(fields, 'Hall', 'Yard') WHERE kind = 'quarantine'",
            "the op in it is another one",
        ),
    ],
)
def test_h2_verify_names_records_that_were_removed_renamed_or_retold(app, statement, said):
    Story(app).tell()
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(sa.text(statement))
    with app.app_context():
        assert said in " ".join(found.why for found in verify_records())
