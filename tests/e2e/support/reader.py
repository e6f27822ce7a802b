"""What the server holds, read over its own API by the manager, who may read both sites."""

import json
import urllib.request
from typing import Any

Json = dict[str, Any]


class Reader:
    """Signs in once and asks by `GET /api/records…`."""

    def __init__(self, port: int) -> None:
        self._base = f"http://127.0.0.1:{port}"
        body = {"username": "manager", "password": "roundbook-demo", "transport": "bearer"}
        self._token = self._ask("/api/auth/login", body)["access_token"]

    def records(self, kind: str, scope: str = "A") -> list[Json]:
        """All records of a kind at a site."""
        found: list[Json] = []
        cursor = ""
        while True:
            page = self._ask(f"/api/records?kind={kind}&scope={scope}&cursor={cursor}")
            found += page["records"]
            if page["cursor"] is None:
                return found
            cursor = page["cursor"]

    def record(self, record_id: str) -> Json:
        """One record as it now is."""
        return self._ask(f"/api/records/{record_id}")

    def history(self, record_id: str) -> list[Json]:
        """The operations that made a record what it is."""
        rows: list[Json] = self._ask(f"/api/records/{record_id}/history")["history"]
        return rows

    def answer(self, record_id: str, item: str) -> Any:
        """What was answered to an item of a round, and that each operation landed once."""
        history = self.history(record_id)
        assert [row["outcome"] for row in history] == ["applied"] * len(history)
        ops = [row["op"]["op_id"] for row in history]
        assert len(ops) == len(set(ops))
        return self.record(record_id)["fields"]["answers"][item]["value"]

    def issue(self, title: str) -> Json:
        """The issue with this title."""
        return next(row for row in self.records("issue") if row["fields"]["title"] == title)

    def _ask(self, path: str, body: Json | None = None) -> Json:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self._base + path, data)  # noqa: S310 - loopback only
        request.add_header("Content-Type", "application/json")
        if body is None:
            request.add_header("Authorization", f"Bearer {self._token}")
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - loopback only
            found: Json = json.load(answer)
        return found
