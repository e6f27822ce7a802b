"""JSON text as the server stores and sends it: compact, UTF-8, always valid JSON."""

import json
from json import encoder
from typing import Any


def _refuse(value: Any) -> Any:
    raise TypeError(f"{type(value).__name__} is not JSON")


# The encoder that `json.dumps` builds anew on every call; here it is built once. What comes in was
# parsed from JSON, so it has no cycles to look for.
_encode = encoder.c_make_encoder(  # type: ignore[attr-defined]  # typeshed leaves it out
    None, _refuse, encoder.encode_basestring, None, ":", ",", False, False, False
)
_ascii = json.JSONEncoder(separators=(",", ":"), allow_nan=False).encode


def dumps(value: Any) -> str:
    """Return JSON text that any database can hold.

    A lone surrogate stays escaped, and a number that JSON cannot say becomes a string: hostile
    ops are kept as evidence too.
    """
    try:
        text = "".join(_encode(value, 0))
        if not text.isascii():
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
