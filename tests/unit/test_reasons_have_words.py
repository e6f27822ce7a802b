"""A person reads why a change was set apart: each code of the server has its words on the phone."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RAISED = re.compile(r'(?:Fault|refuse|refused)\(\s*"(\w+)"')
WORDS = {
    "the sync screen": ROOT / "pwa/src/features/sync/words.ts",
    "the desk": ROOT / "pwa/src/features/desk/words.ts",
}


def codes() -> set[str]:
    """Every code that merging or push can give to an op."""
    files = [*(ROOT / "sync").rglob("*.py"), *(ROOT / "server/push").rglob("*.py")]
    return {code for file in files for code in RAISED.findall(file.read_text("utf-8"))}


def test_each_code_that_sets_a_change_apart_has_a_sentence_on_the_phone_and_at_the_desk():
    assert {"not_allowed", "incomplete", "forked_device", "held"} <= codes()
    for screen, file in WORDS.items():
        named = set(re.findall(r'^  "?(?:quarantine\.)?(\w+)"?: \{', file.read_text("utf-8"), re.M))
        assert codes() <= named, screen
