"""A disk that is full for real: a small file system of its own, or files that may not grow.

The file system is a tmpfs in a private mount namespace that ends with the test; it needs root or
user namespaces. Where neither is allowed, the kernel's limit on file sizes does the refusing.
"""

import contextlib
import os
import resource
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

SIZE = 80 * 1024 * 1024  # a little more than the room that an upload asks for in advance
LEAST = 40 * 1024  # what SQLite needs beside its file to be read at all
WAYS = (["unshare", "--mount"], ["unshare", "--map-root-user", "--mount"])
MOUNT = 'mount -t tmpfs -o size={size},mode=0777 none "$0" && echo mounted && exec cat'


class Disk(Protocol):
    """Where a server's data lies. `folder` is its path to the server, `seen` the same to a test."""

    folder: Path
    seen: Path
    inside: tuple[str, ...]

    def fill(self, pids: list[int], spare: int = 0) -> None:
        """Leave `spare` bytes if a disk can; from now on nothing more goes in."""

    def make_room(self, pids: list[int]) -> None:
        """Let things go in again."""


class SmallFileSystem:
    """A mounted tmpfs. `holder` keeps its namespace alive."""

    def __init__(self, folder: Path, holder: subprocess.Popen[str], way: list[str]) -> None:
        self.folder = folder
        self.seen = Path(f"/proc/{holder.pid}/root{folder}")
        enter = ["nsenter", f"--target={holder.pid}", "--mount", f"--wd={os.getcwd()}"]
        if "--map-root-user" in way:
            enter += ["--user", "--preserve-credentials"]
        self.inside = tuple(enter)

    def fill(self, pids: list[int], spare: int = 0) -> None:
        ballast = self.seen / "ballast"
        with open(ballast, "wb") as file:
            os.posix_fallocate(file.fileno(), 0, shutil.disk_usage(self.seen).free - spare)

    def make_room(self, pids: list[int]) -> None:
        (self.seen / "ballast").unlink()


class LimitedFiles:
    """No file of these processes may grow beyond the largest there is, none of a command at all."""

    def __init__(self, folder: Path) -> None:
        self.folder = self.seen = folder
        self.inside: tuple[str, ...] = ()

    def fill(self, pids: list[int], spare: int = 0) -> None:
        files = [path for path in self.folder.rglob("*") if path.is_file()]
        largest = max((path.stat().st_size for path in files), default=0)
        for pid in pids:
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (largest, resource.RLIM_INFINITY))
        self.inside = ("prlimit", f"--fsize={LEAST}")

    def make_room(self, pids: list[int]) -> None:
        for pid in pids:
            no_limit = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
            resource.prlimit(pid, resource.RLIMIT_FSIZE, no_limit)
        self.inside = ()


@contextlib.contextmanager
def a_small_file_system(folder: Path) -> Iterator[SmallFileSystem | None]:
    """Mount one at `folder`; None where this machine allows it in no way."""
    for way in WAYS:
        holder = _hold(folder, way)
        try:
            if holder.stdout and holder.stdout.readline() == "mounted\n":
                yield SmallFileSystem(folder, holder, way)
                return
        finally:
            holder.kill()
            holder.communicate()
    yield None


def _hold(folder: Path, way: list[str]) -> subprocess.Popen[str]:
    script = MOUNT.format(size=SIZE)
    return subprocess.Popen(
        [*way, "sh", "-c", script, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
