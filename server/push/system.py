"""Records that the server itself keeps, such as people, written through the same store."""

from typing import Any


def record_as_server(kind: str, scope: str, record_id: str, fields: dict[str, Any]) -> None:
    """Create the record or edit it so that it holds `fields`; others stay. Opens `writing()`."""
    raise NotImplementedError
