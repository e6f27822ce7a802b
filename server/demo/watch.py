"""The clock of the demo: it stands where the story is, and only moves when told."""

from datetime import UTC, datetime, timedelta


class Watch:
    """What the phones show; `server` gives the same story to the server, which never goes back."""

    def __init__(self, start: datetime) -> None:
        self.now = start
        self._latest = start

    def __call__(self) -> datetime:
        """What the phones show now."""
        return self.now

    def server(self) -> datetime:
        """The server's time: as late as any phone has been."""
        self._latest = max(self._latest, self.now)
        return self._latest.astimezone(UTC)

    def set(self, when: datetime) -> None:
        """Put the phones' clocks to a moment."""
        self.now = when

    def forward(self, minutes: float) -> None:
        """Let minutes pass."""
        self.now += timedelta(seconds=round(minutes * 60))
