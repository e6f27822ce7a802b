"""Reads sync/vectors for pytest, as pwa/src/rules/vectors.ts does for vitest."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parents[2] / "sync" / "vectors"


def vectors(name: str) -> Any:
    """Parametrise a test with one vector file, each case named by its rule and its sentence."""
    document = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    assert "python" in document["sides"]
    cases = [
        pytest.param(v["given"], v["expect"], id=f"{v['rule']} {v['says']}")
        for v in document["vectors"]
    ]
    return pytest.mark.parametrize(("given", "expect"), cases)


def part_of(part: Any, whole: Any, where: str = "") -> None:
    """Assert that whatever the expectation names is so; what it does not name may be anything."""
    if isinstance(part, dict):
        assert isinstance(whole, dict), f"{where}: {whole!r} is no object"
        for key, value in part.items():
            assert key in whole, f"{where}/{key} is missing in {whole!r}"
            part_of(value, whole[key], f"{where}/{key}")
    elif isinstance(part, list):
        assert isinstance(whole, list), f"{where}: {whole!r} is no list"
        assert len(part) == len(whole), f"{where}: {whole!r}"
        for n, (one, other) in enumerate(zip(part, whole, strict=True)):
            part_of(one, other, f"{where}/{n}")
    else:
        assert part == whole, f"{where}: {whole!r} instead of {part!r}"
        assert isinstance(part, bool) == isinstance(whole, bool), where
