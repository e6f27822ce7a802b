"""Plays and judges one seed; says all there is to say when it fails."""

from tests.simulation.oracle import judge
from tests.simulation.run import Run
from tests.simulation.script import Step, script
from tests.simulation.shrink import shrink
from tests.simulation.town import Town


def play(town: Town, seed: int, steps: list[Step] | None = None, *, right_clocks: bool = False):
    """The seed's story with a happy end: all invariants hold. Raises AssertionError."""
    run = Run(town, seed, right_clocks=right_clocks)
    run.play(script(seed) if steps is None else steps)
    verdict(run)
    return run


def verdict(run: Run) -> None:
    """Judge a run that has come to rest."""
    phones = run.everyone
    waiting = {photo.sha256 for phone in phones for photo in phone.handset.photos}
    judge(run.world.town.app, phones, run.world.memory, waiting)


def why_it_fails(town: Town, seed: int, steps: list[Step]) -> tuple[str, list[str]]:
    """The objection ("" if there is none) and the log up to it."""
    run = Run(town, seed)
    try:
        run.play(steps)
        verdict(run)
    except Exception as objection:
        return str(objection) or repr(objection), run.log
    return "", run.log


def account(town: Town, seed: int) -> str:
    """Why a seed fails, how to see it again, and the shortest script found that fails alike."""
    steps = script(seed)
    said, log = why_it_fails(town, seed, steps)
    rule = said[:3]
    short = shrink(steps, lambda fewer: why_it_fails(town, seed, fewer)[0][:3] == rule)
    _, short_log = why_it_fails(town, seed, short)
    lines = [
        f"seed {seed}: {said}",
        f"again: make soak SEED={seed}",
        "",
        "all that happened:",
        *log,
    ]
    return "\n  ".join([*lines, "", "enough to fail:", *short_log])
