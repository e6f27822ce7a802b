"""Runs can be trusted: one seed is one story, wrong clocks change nothing, and no story is dull."""

from collections import Counter

import pytest

from tests.simulation.driver import FAULTS
from tests.simulation.run import Run
from tests.simulation.script import MISHAPS, Step, script
from tests.simulation.shrink import shrink
from tests.simulation.trial import play, verdict

OUTCOMES = ("applied", "merged", "conflict", "held", "invalid", "not_allowed", "after_quarantined")
CODES = ("forked_device", "revoked_device", "needs_upgrade", "503", "507")


def story(town, seed):
    """Everything that was kept, byte by byte, and everything that was said on the way."""
    run = play(town, seed)
    tables = (
        "ops",
        "records",
        "scopes",
        "blobs",
        "blob_refs",
        "blob_scopes",
        "devices",
        "sessions",
    )
    return run.log, [town.ask(f"SELECT * FROM {table} ORDER BY rowid") for table in tables]  # noqa: S608 - own names


@pytest.mark.parametrize("seed", [4, 5])
def test_the_same_seed_gives_the_same_run(town, seed):
    assert story(town, seed) == story(town, seed)


def test_another_seed_gives_another_run(town):
    assert story(town, 4) != story(town, 5)


@pytest.mark.parametrize("seed", range(3))
def test_i11_wrong_clocks_change_no_outcome(town, seed):
    wrong = [phone.outcomes for phone in play(town, seed).everyone]
    right = [phone.outcomes for phone in play(town, seed, right_clocks=True).everyone]
    assert wrong == right
    assert any(wrong)


def test_i2_pushing_everything_again_changes_nothing(town):
    run = play(town, 4711)
    before = town.ask("SELECT scope, seq, head FROM scopes ORDER BY scope")
    for phone in run.phones:
        ops = [op for op in phone.sent if op["device_id"] == phone.handset.device.device_id]
        for start in range(0, len(ops), 50):
            again = [*reversed(ops[start : start + 50])]
            body = {"device_id": phone.handset.device.device_id, "epoch": None, "ops": again}
            answer = phone.actor.post("/api/sync/push", json=body)
            assert {one["outcome"] for one in answer.get_json()["results"]} == {"duplicate"}
    assert town.ask("SELECT scope, seq, head FROM scopes ORDER BY scope") == before


def test_no_fault_mishap_or_outcome_is_missing_from_the_stories(town):
    told: Counter[str] = Counter()
    for seed in range(1000, 1030):
        told += play(town, seed).world.tally
    mishaps = {name for name in MISHAPS if name not in ("poison", "newer")}
    wanted = {*FAULTS, *mishaps, *OUTCOMES, *CODES, "edit poison", "edit newer"}
    assert wanted - set(told) == set()


def test_a_failing_script_is_shortened_to_the_steps_that_matter():
    steps = script(1)
    guilty = {steps[9], steps[40]}
    left = shrink(steps, lambda fewer: guilty <= set(fewer))
    assert set(left) == guilty


def test_a_step_left_out_changes_no_other_steps_luck(town):
    steps = [Step(n, 0, "edit", "any") for n in range(1, 5)]
    whole, fewer = Run(town, 1).play(steps), None
    first = set(whole.world.memory.edits)
    fewer = Run(town, 1).play(steps[:3])
    verdict(fewer)
    assert set(fewer.world.memory.edits) < first
