"""JSON text as the server stores and sends it: compact, UTF-8, always valid JSON."""

import json
from typing import Any

_fast = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode
_ascii = json.JSONEncoder(separators=(",", ":"), allow_nan=False).encode


def dumps(value: Any) -> str:
    """Return JSON text that any database can hold.

    A lone surrogate stays escaped, and a number that JSON cannot say becomes a string: hostile
    ops are kept as evidence too.
    """
    try:
        text = _fast(value)
        if text.isascii():
            return text
        text.encode()
    except UnicodeEncodeError:
        return _ascii(value)
    except ValueError:
        return dumps(_finite(value))
    return text


def _finite(value: Any) -> Any:
    if isinstance(value, float):
        return value if value - value == 0 else str(value)
    if isinstance(value, list):
        return [_finite(item) for item in value]
    if isinstance(value, dict):
        return {key: _finite(item) for key, item in value.items()}
    return value
