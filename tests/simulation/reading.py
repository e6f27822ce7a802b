"""Where a phone has read up to. Rows and cursor are taken together or not at all (F7)."""

from typing import Any

from tests.simulation.memory import Json
from tests.simulation.screen import Screen


class Reading:
    """The cursor of one person on one phone, and the shadow store while it fills anew (F8)."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self.cursor: Json | None = None
        self.shadow: dict[tuple[str, str], Json] | None = None
        self.shadow_cursor: Json | None = None

    @property
    def at(self) -> dict[str, int]:
        """The positions that the next page follows."""
        cursor = self.cursor if self.shadow is None else self.shadow_cursor
        return cursor["scopes"] if cursor else {}

    def question(self, limit: int) -> Json:
        """The body of the next pull."""
        cursor = self.cursor if self.shadow is None else self.shadow_cursor
        return {"cursor": cursor, "limit": limit}

    def begin_anew(self) -> None:
        """The cursor is of no use: fill a shadow, the old rows stay readable meanwhile."""
        self.shadow, self.shadow_cursor = {}, None

    def interrupted(self, page: Json) -> None:
        """Killed between the rows and the cursor: that transaction left nothing behind."""

    def take(self, page: Json) -> None:
        """One transaction: the rows and how far they reach."""
        rows = {(row["scope"], row["id"]): row for row in page["records"]}
        if self.shadow is not None:
            self.shadow |= rows
            self.shadow_cursor = page["cursor"]
            if page["has_more"]:
                return
            self.screen.rows, self.shadow = self.shadow, None
        else:
            self.screen.purge(page["left"])
            self.screen.rows |= rows
        self.cursor = page["cursor"]
        self.screen.scopes = sites(page["cursor"])


def sites(cursor: Json) -> list[Any]:
    """The granted sites, as a cursor tells them."""
    return [scope for scope in cursor["scopes"] if scope != "common" and ":" not in scope]
