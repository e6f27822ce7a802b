"""What shall happen in a run, drawn from its seed: who does what, under which fault."""

from dataclasses import dataclass
from random import Random

from tests.simulation.driver import FAULTS

LENGTH = 72
HAND = 7
"""People with a phone in hand; one of them, the last, only reads."""
PUSHES = ("", "", "", "", "lost", "answer lost", "garbled", "twice", "shuffled", "server", "server")
PULLS = ("", "", "", "lost", "killed")
EDITS = ("", "", "", "", "", "killed before", "killed after")
PIECES = ("", "", "piece", "cut", "spoilt", "spoilt piece", "twice", "server")
WHATS = ("any", "any", "any", "any", "photo")
MISHAPS = (
    *("clone", "wipe", "revoke", "restore", "take scope", "take role", "night", "clock"),
    *("poison", "newer"),
)
MISHAPS_A_RUN = 3
GIVEN_BACK = {"take scope": "give back", "take role": "give back", "restore": "restore"}
"""What a mishap has as its second half: scopes come back, a backup is brought back."""


@dataclass(frozen=True)
class Step:
    """One thing that happens. `n` names it for good, whatever else is left out."""

    n: int
    who: int
    deed: str
    what: str = ""
    fault: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (f"{self.n}.", self.deed, self.what) if part)


def script(seed: int) -> list[Step]:
    """The steps of a seed: mostly work, and three mishaps with their second halves."""
    dice = Random(f"{seed}/script")
    steps = [_work(dice, n) for n in range(1, LENGTH + 1)]
    for deed in dice.sample(MISHAPS, MISHAPS_A_RUN):
        first, second = sorted(dice.sample(range(5, LENGTH), 2))
        who = dice.randrange(HAND - 1)
        if deed == "restore":
            steps[first] = Step(first + 1, who, "backup")
            steps[second] = Step(second + 1, who, "restore")
            continue
        if deed in ("poison", "newer"):
            steps[first] = Step(first + 1, who, "edit", deed)
            steps[second] = Step(second + 1, who, "edit", deed)
            continue
        steps[first] = Step(first + 1, who, deed)
        if deed in GIVEN_BACK:
            steps[second] = Step(second + 1, who, GIVEN_BACK[deed])
    return steps


def _work(dice: Random, n: int) -> Step:
    who, roll = dice.randrange(HAND), dice.random()
    if who == HAND - 1 or roll > 0.76:
        return Step(n, who, "pull", fault=dice.choice(PULLS))
    if roll < 0.42:
        return Step(n, who, "edit", dice.choice(WHATS), dice.choice(EDITS))
    if roll < 0.68:
        return Step(n, who, "push", fault=_server(dice, dice.choice(PUSHES)))
    return Step(n, who, "photo", fault=_server(dice, dice.choice(PIECES)))


def _server(dice: Random, fault: str) -> str:
    return dice.choice(FAULTS) if fault == "server" else fault
