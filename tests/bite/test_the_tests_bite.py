"""Each cut is made in a copy of the project; the tests that guard it run there and must fail."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bite.cuts import CUTS, Cut
from tests.gate.tree import ROOT, tracked

# The closing lines of pytest and of vitest. A copy that cannot even be imported shows nothing.
FAILED = re.compile(r"\b[1-9]\d* failed")
BROKEN = re.compile(r"\b[1-9]\d* errors? in ")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's files once more; what was installed is shared."""
    folder = tmp_path_factory.mktemp("copy")
    for path in tracked(None):
        goal = folder / path.relative_to(ROOT)
        goal.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, goal)
    (folder / "pwa/node_modules").symlink_to(ROOT / "pwa/node_modules")
    if (ROOT / "pwa/dist").exists():
        (folder / "pwa/dist").symlink_to(ROOT / "pwa/dist")
    return folder


def guards(folder: Path, cut: Cut) -> "subprocess.CompletedProcess[str]":
    """Run the tests that guard a cut, with the interpreter and the Node of this run."""
    tools = Path(sys.executable).parent
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    env["NO_COLOR"] = "1"
    env["PATH"] = f"{tools}{os.pathsep}{env['PATH']}"
    return subprocess.run(
        [*cut.runner, *cut.guards],
        cwd=folder / cut.where,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("cut", CUTS, ids=lambda cut: cut.name)
def test_the_suite_fails_without(copy: Path, cut: Cut) -> None:
    path = copy / cut.file
    whole = path.read_text(encoding="utf-8")
    assert whole.count(cut.was) == 1, f"{cut.file} no longer says {cut.was!r}"
    path.write_text(whole.replace(cut.was, cut.becomes), encoding="utf-8")
    try:
        run = guards(copy, cut)
    finally:
        path.write_text(whole, encoding="utf-8")
    said = run.stdout
    assert run.returncode != 0, said[-3000:]
    assert FAILED.search(said[-1500:]), said[-3000:]
    assert not BROKEN.search(said[-1500:]), said[-3000:]
