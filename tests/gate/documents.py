"""Documents tell the truth: modules say what they are for, and what README names exists."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.gate.tree import ROOT, tracked

LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
REASONLESS = re.compile(
    r"# (noqa|type: ignore)(\[[^]]*\]|: ?[A-Z0-9, ]+)?\s*$|@ts-(ignore|expect-error)\s*$"
)
THIS = Path(__file__).resolve()


def silent_modules() -> Iterator[str]:
    """Modules, public classes and public functions of the product without a docstring."""
    for path in tracked({".py"}):
        name = path.relative_to(ROOT)
        if name.parts[0] not in {"sync", "server", "tests"}:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if tree.body and not ast.get_docstring(tree):
            yield f"{name}: the module does not say what it is for"
        if name.parts[0] != "tests":
            yield from (f"{name}:{line}: {what} has no docstring" for line, what in _silent(tree))


def _silent(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        if not node.name.startswith("_") and not ast.get_docstring(node):
            yield node.lineno, node.name


def dead_links() -> Iterator[str]:
    """Relative links in Markdown that lead nowhere."""
    for path in tracked({".md"}):
        for target in LINK.findall(path.read_text(encoding="utf-8")):
            if not (path.parent / target.strip()).exists():
                yield f"{path.relative_to(ROOT)}: {target} does not exist"


def loose_ends() -> Iterator[str]:
    """Unfinished words, and lint exceptions that give no reason."""
    for path in tracked({".py", ".ts", ".tsx", ".css"}):
        if path == THIS:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if UNFINISHED.search(line) or REASONLESS.search(line):
                yield f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
