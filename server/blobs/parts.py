"""The bytes of an unfinished upload, in a local file, and who may write them now.

Knows nothing of tus or the database. Bytes are written at their own offset, so the file's size
is how far the upload has come (B4).
"""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from server.errors import Problem

SILENCE = timedelta(seconds=20)
"""A writer that brought nothing for so long has most likely lost its network."""

Clock = Callable[[], datetime]


class Busy(Problem):
    """Another request is writing this upload, or has taken it over."""

    def __init__(self) -> None:
        super().__init__("upload_busy")


class Part:
    """The part file of one upload, `<folder>/<upload id>.part`."""

    def __init__(self, folder: Path, upload_id: str) -> None:
        self.path = folder / f"{upload_id}.part"
        self._lock = folder / f"{upload_id}.lock"

    @property
    def size(self) -> int:
        """Bytes received so far; a lost file counts as none, so that the client begins anew."""
        try:
            return self.path.stat().st_size
        except FileNotFoundError:
            return 0

    def remove(self) -> None:
        """Forget all bytes."""
        self.path.unlink(missing_ok=True)
        self._lock.unlink(missing_ok=True)

    @contextmanager
    def writer(self, clock: Clock) -> Iterator["Writer"]:
        """Become the only writer, or raise `Busy`.

        The system frees the lock of a dead process. A living writer that has been silent is
        replaced: its lock file is unlinked, which it notices before it writes again.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        lock = self._acquire(clock)
        try:
            with open(self.path, "ab"):
                pass
            with open(self.path, "r+b", buffering=0) as file:
                yield Writer(file.fileno(), lock, self._lock, clock)
        finally:
            os.close(lock)

    def _acquire(self, clock: Clock) -> int:
        while True:
            lock = os.open(self._lock, os.O_RDWR | os.O_CREAT, 0o600)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                last_sign = os.fstat(lock).st_mtime
                os.close(lock)
                if clock().timestamp() - last_sign < SILENCE.total_seconds():
                    raise Busy from None
                self._lock.unlink(missing_ok=True)
                continue
            if _same_file(lock, self._lock):
                _give_sign(lock, clock)
                return lock
            os.close(lock)


class Writer:
    """The right to write one part file until the request ends or another takes over."""

    def __init__(self, file: int, lock: int, lock_path: Path, clock: Clock) -> None:
        self._file, self._lock, self._lock_path, self._clock = file, lock, lock_path, clock

    def write(self, offset: int, data: bytes) -> None:
        """Put `data` at `offset`; `Busy` if another writer has taken over meanwhile."""
        self._require_mine()
        left = memoryview(data)
        while left:
            written = os.pwrite(self._file, left, offset)
            left, offset = left[written:], offset + written
        _give_sign(self._lock, self._clock)

    def cut(self, size: int) -> None:
        """Take back everything after `size` bytes, unless they are another writer's by now."""
        self._require_mine()
        os.ftruncate(self._file, size)

    def to_disk(self) -> None:
        """After this the bytes survive a power cut."""
        os.fsync(self._file)

    def _require_mine(self) -> None:
        if not _same_file(self._lock, self._lock_path):
            raise Busy


def _same_file(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


def _give_sign(lock: int, clock: Clock) -> None:
    moment = clock().timestamp()
    os.utime(lock, (moment, moment))
