"""The part file of an upload: every byte counts, and one request at a time writes it (B4)."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from server.blobs.parts import SILENCE, Busy, Part


class Clock:
    """A clock that moves when told."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def part(tmp_path: Path) -> Part:
    return Part(tmp_path / "uploads", "0192")


def test_b4_a_part_grows_by_what_is_written_and_tells_its_size(part: Part, clock: Clock) -> None:
    assert part.size == 0
    with part.writer(clock) as writer:
        writer.write(0, b"abc")
    with part.writer(clock) as writer:
        writer.write(3, b"de")
    assert part.size == 5
    assert part.path.read_bytes() == b"abcde"


def test_b4_two_requests_never_write_one_upload_together(part: Part, clock: Clock) -> None:
    with part.writer(clock) as first:
        with pytest.raises(Busy), part.writer(clock):
            pass
        first.write(0, b"still mine")
    assert part.path.read_bytes() == b"still mine"


def test_b4_the_next_request_may_write_once_the_first_is_done(part: Part, clock: Clock) -> None:
    with part.writer(clock) as writer:
        writer.write(0, b"a")
    with part.writer(clock) as writer:
        writer.write(1, b"b")
    assert part.path.read_bytes() == b"ab"


def test_b4_a_silent_writer_is_replaced_and_cannot_write_again(part: Part, clock: Clock) -> None:
    with part.writer(clock) as lost:
        lost.write(0, b"ab")
        clock.moment += SILENCE
        with part.writer(clock) as successor:
            successor.write(2, b"cd")
            with pytest.raises(Busy):
                lost.write(2, b"XX")
            with pytest.raises(Busy):
                lost.cut(0)
    assert part.path.read_bytes() == b"abcd"


def test_b4_a_slow_writer_that_still_brings_bytes_is_not_replaced(part: Part, clock: Clock) -> None:
    with part.writer(clock) as slow:
        for offset in range(3):
            clock.moment += SILENCE - timedelta(seconds=1)
            slow.write(offset, b"x")
        with pytest.raises(Busy), part.writer(clock):
            pass


def test_a_part_can_be_cut_back_and_removed(part: Part, clock: Clock) -> None:
    with part.writer(clock) as writer:
        writer.write(0, b"good bad")
        writer.cut(4)
    assert part.size == 4
    part.remove()
    assert part.size == 0
    assert list(part.path.parent.iterdir()) == []
