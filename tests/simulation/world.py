"""What everything in one run shares: the town, the seed's luck, the memory, what happened so far."""

from collections import Counter
from datetime import timedelta

from werkzeug.test import TestResponse

from server.clock import iso
from tests.simulation.chance import Chance
from tests.simulation.memory import Memory
from tests.simulation.town import Town
from tests.simulation.watch import Watch

EXCUSES = {503, 507}
"""What a server answers while it cannot write; the phone keeps all."""


class World:
    """One run's surroundings."""

    def __init__(self, town: Town, seed: int, *, right_clocks: bool) -> None:
        self.town = town
        self.chance = Chance(seed, town.clock)
        self.memory = Memory()
        self.watch = Watch(town)
        self.tally: Counter[str] = Counter()
        self.right_clocks = right_clocks

    def device_time(self, days_off: int) -> str:
        """What a phone's clock says; it is wrong by so many days."""
        return iso(self.town.clock() + timedelta(days=0 if self.right_clocks else days_off))

    def happened(self, fault: str, fired: bool) -> None:
        """Count a server's fault that came about."""
        if fired:
            self.tally[fault] += 1

    def excuse(self, answer: TestResponse) -> str:
        """A fault of the moment is told as one, with the time to come back (P2)."""
        assert answer.status_code in EXCUSES, answer.get_data(as_text=True)
        assert "Retry-After" in answer.headers
        self.tally[str(answer.status_code)] += 1
        return f"{answer.status_code}"
