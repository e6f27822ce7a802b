"""Other versions of the built app: what a next release looks like to a browser.

Every hashed name, the index and the service worker differ from the build that they are made of, and
each file's integrity is reckoned anew, so that a browser takes it for what it is: another release.
"""

import base64
import hashlib
import re
import shutil
from pathlib import Path

from server.config import ROOT

BUILT = ROOT / "pwa" / "dist"
HASHED = re.compile(r"^(.+)-([\w-]{8})(\.\w+)$")
ENTRY = re.compile(r"url:`(/[^`]+)`,revision:(null|`\w+`)(?:,integrity:`[^`]+`)?")
STORES = re.compile(r"(this\.version\()1(\)\.stores\(\{records:`[^}]+\}\))")
ENDLESS = (
    ".upgrade(async tx=>{await tx.table(`ops`).clear();await tx.table(`drafts`).clear();"
    "document.title=`upgrading`;for(;;)await tx.table(`meta`).count()})"
)


def next_release(to: Path, name: str, *, schema: int = 1, endless: bool = False) -> Path:
    """A release called `name`, in a new folder under `to`.

    With a higher `schema` it brings the phone's database into a new form; an `endless` upgrade
    empties what waits there and never ends, so that a test can kill it in the middle.
    """
    dist = to / f"dist-{name}"
    shutil.copytree(BUILT, dist, ignore=shutil.ignore_patterns("*.br", "*.gz"))
    names = {one.name: _renamed(one.name, name) for one in (dist / "assets").iterdir()}
    for old, new in names.items():
        (dist / "assets" / old).rename(dist / "assets" / new)
    for path in dist.rglob("*"):
        if path.suffix in {".js", ".css", ".html"}:
            text = path.read_text("utf-8")
            for old, new in names.items():
                text = text.replace(old, new)
            text = STORES.sub(rf"\g<1>{schema}\g<2>{ENDLESS if endless else ''}", text)
            path.write_text(text, "utf-8")
    index = dist / "index.html"
    marked = f'<meta name="release" content="{name}" /></head>'
    index.write_text(index.read_text("utf-8").replace("</head>", marked), "utf-8")
    worker = dist / "sw.js"
    worker.write_text(ENTRY.sub(lambda found: _entry(dist, found), worker.read_text("utf-8")))
    return dist


def release_of(dist: Path, stem: str) -> str:
    """The address of the asset whose name begins so."""
    return "/assets/" + next((dist / "assets").glob(f"{stem}-*.js")).name


def _renamed(name: str, release: str) -> str:
    found = HASHED.match(name)
    assert found, f"{name} has no hash"
    digest = hashlib.sha256((name + release).encode()).hexdigest()[:8]
    return f"{found[1]}-{digest}{found[3]}"


def _entry(dist: Path, found: re.Match[str]) -> str:
    url = found[1]
    content = (dist / url[1:]).read_bytes()
    if found[2] == "null":
        digest = base64.b64encode(hashlib.sha384(content).digest()).decode()
        return f"url:`{url}`,revision:null,integrity:`sha384-{digest}`"
    return f"url:`{url}`,revision:`{hashlib.sha256(content).hexdigest()[:16]}`"
