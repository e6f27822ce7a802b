"""The oracle objects when a promise is broken: each test removes one and sees which rule it names."""

from server.blobs import arrival
from server.blobs.pictures import inspect
from server.pull import feed
from server.pull import routes as pull_routes
from server.push import apply, held, land, quarantine, write
from tests.simulation.handset import Handset
from tests.simulation.reading import Reading
from tests.simulation.script import script
from tests.simulation.town import Town
from tests.simulation.trial import why_it_fails

SEEDS = 24


def objection(town: Town) -> str:
    """What the oracle says of the first run that it does not like."""
    for seed in range(SEEDS):
        said, _ = why_it_fails(town, seed, script(seed))
        if said:
            return said
    return "nothing"


def test_m12_when_the_own_chain_rule_is_missing(town, monkeypatch):
    monkeypatch.setattr(land, "chain_of", lambda push, op: {})
    assert objection(town).startswith(("M12", "I5"))


def test_i1_when_an_op_is_not_recognised_again(town, monkeypatch):
    monkeypatch.setattr(apply, "_seen", lambda push, op: None)
    assert objection(town).startswith(("I1", "I2", "I10"))


def test_i4_when_the_feed_skips_a_row(town, monkeypatch):
    real = feed.read_page
    monkeypatch.setattr(pull_routes, "read_page", lambda *args, **named: cut(real(*args, **named)))
    assert objection(town).startswith("I3, I4")


def test_i4_when_a_killed_phone_kept_the_cursor_without_the_rows(town, monkeypatch):
    monkeypatch.setattr(Reading, "interrupted", lambda self, page: forget_rows(self, page))
    assert objection(town).startswith("I3, I4")


def test_i6_when_the_scopes_are_not_filtered(town, monkeypatch):
    real = pull_routes.judge_cursor

    def all_sites(raw, *, scopes, **named):
        return real(raw, scopes={*scopes, "A", "B"}, **named)

    monkeypatch.setattr(pull_routes, "judge_cursor", all_sites)
    assert objection(town).startswith("I6")


def test_i8_when_a_whole_photo_is_not_compared_with_its_hash(town, monkeypatch):
    monkeypatch.setattr(arrival, "verify", lambda sha256, path: inspect(path))
    assert objection(town).startswith(("I8", "photo"))  # a backup on the way says so, too


def test_i1_when_what_was_set_apart_is_not_told(town, monkeypatch):
    def silent(push, op, row, fault):
        row.outcome, row.code = "quarantined", fault.code
        row.seq = push.store.take_seq(row.scope)

    monkeypatch.setattr(quarantine, "set_apart", silent)
    assert objection(town).startswith("I1")


def test_p4_when_an_op_lands_before_the_one_that_it_follows(town, monkeypatch):
    monkeypatch.setattr(held, "turn_of", lambda push, op: "apply")
    assert objection(town).startswith("P4")


def test_i10_when_the_counter_is_not_raised(town, monkeypatch):
    monkeypatch.setattr(write, "scopes", lambda session, rows: None)
    assert objection(town).startswith("I10")


def test_i2_when_a_push_is_written_in_two_transactions(town, monkeypatch):
    real = write.ops

    def committed_apart(session, new, settled):
        real(session, new, settled)
        session.connection().exec_driver_sql("COMMIT")
        session.connection().exec_driver_sql("BEGIN IMMEDIATE")

    monkeypatch.setattr(write, "ops", committed_apart)
    assert objection(town).startswith(("I1", "I2", "I9"))


def test_i1_when_phones_do_not_offer_again_after_a_restore(town, monkeypatch):
    monkeypatch.setattr(Handset, "take_epoch", lambda self, epoch: False)
    assert objection(town).startswith("I1")


def cut(page: feed.Page) -> feed.Page:
    """A page that lost its last row but not its place."""
    return feed.Page(page.records[:-1], page.at, page.has_more)


def forget_rows(reading: Reading, page: dict) -> None:
    """What two transactions in the wrong order leave."""
    reading.cursor = page["cursor"]
