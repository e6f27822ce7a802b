"""Every rule of sync/RULES.md is named by a vector or a test, and every vector names a rule."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RULES = re.findall(
    r"^- \*\*([A-Z]\d+[a-z]?)\*\*", (ROOT / "sync/RULES.md").read_text("utf-8"), re.M
)
VECTORS = [
    (path.stem, vector)
    for path in sorted((ROOT / "sync/vectors").glob("*.json"))
    for vector in json.loads(path.read_text("utf-8"))["vectors"]
]


def files() -> Iterator[Path]:
    for pattern in ("tests/**/*.py", "pwa/src/**/*.test.ts", "pwa/src/**/*.test.tsx"):
        yield from ROOT.glob(pattern)


@pytest.fixture(scope="module")
def named() -> set[str]:
    """Every rule that a vector or a test names; `test_m11_…` names M11 as well as `M11` does."""
    found = {vector["rule"] for _, vector in VECTORS}
    for path in files():
        if path.resolve() != Path(__file__).resolve():
            text = path.read_text("utf-8")
            found |= set(re.findall(r"\b[A-Z]\d+[a-z]?\b", text))
            for names in re.findall(r"\bdef test_(\w+)", text):
                found |= {
                    n.capitalize() for n in re.findall(r"(?<![a-z])[a-z]\d+[a-z]?(?=_)", names)
                }
    return found


def test_no_rule_stands_twice() -> None:
    assert len(RULES) == len(set(RULES))


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_is_named_by_a_vector_or_a_test(rule: str, named: set[str]) -> None:
    assert rule in named, f"{rule} of sync/RULES.md has no vector and no test that names it"


def test_every_vector_names_a_rule() -> None:
    unknown = [(name, v["rule"], v["says"]) for name, v in VECTORS if v["rule"] not in RULES]
    assert not unknown


def test_no_two_vectors_of_a_file_say_the_same() -> None:
    said = [(name, v["rule"], v["says"]) for name, v in VECTORS]
    assert len(said) == len(set(said))
