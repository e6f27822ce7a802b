"""Deadlines, rounds and jumps of clocks from recorded times (R01, R02, R04, R05, R29, H4). Has no clock.

Mirrored by pwa/src/rules/clocks.ts and run against the same vectors. All answers are UTC texts with
milliseconds, all spans minutes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

ZONED = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:\d\d)").fullmatch
ROUNDS_PER_DAY = 4
ROUND_GAP = 60
REPORT_WITHIN = 60
SLIP_WITHIN = 120
ANSWER_WITHIN = 240
WARN_BEFORE = 60
CLOCK_JUMP = 2
"""Networks and phones correct clocks by seconds; beyond this many minutes somebody set it."""


def local_day(time: str, timezone: str) -> str:
    """The calendar day of a moment where the site lies, YYYY-MM-DD."""
    return _at(time).astimezone(ZoneInfo(timezone)).date().isoformat()


def judge_rounds(rounds: Iterable[Mapping[str, Any]], gap: int = ROUND_GAP) -> list[dict[str, Any]]:
    """Which rounds count (R02), in order of their start; each is `{id, started_at, finished_at}`.

    Gives `{id, valid, reason, gap, started_at}`: `reason` is `unfinished`, `ends_before_start`,
    `too_early` or None; `gap` the minutes since the valid round before, None for the first. A round
    counts if it began at least `gap` minutes after the END of the last one that counted. One that
    began too early is kept; it just does not count, nor does it push the next one back.
    """
    judged: list[dict[str, Any]] = []
    last: datetime | None = None
    for one in sorted(rounds, key=lambda r: (_at(r["started_at"]), r["id"])):
        start = _at(one["started_at"])
        end = _at(one["finished_at"]) if one.get("finished_at") else None
        since = None if last is None else int((start - last).total_seconds() // 60)
        reason = None
        if last is not None and start - last < timedelta(minutes=gap):
            reason = "too_early"
        elif end is None:
            reason = "unfinished"
        elif end < start:
            reason = "ends_before_start"
        else:
            last = end
        judged.append(
            {
                "id": one["id"],
                "valid": reason is None,
                "reason": reason,
                "gap": since,
                "started_at": utc(start),
            }
        )
    return judged


def next_start(rounds: Iterable[Mapping[str, Any]], gap: int = ROUND_GAP) -> str | None:
    """From when on a round would count (R02); None: at once, no round has counted yet."""
    rounds = list(rounds)
    valid = {row["id"] for row in judge_rounds(rounds, gap) if row["valid"]}
    ends = [_at(r["finished_at"]) for r in rounds if r["id"] in valid]
    return utc(max(ends) + timedelta(minutes=gap)) if ends else None


def day_of_rounds(
    rounds: Iterable[Mapping[str, Any]],
    *,
    day: str,
    timezone: str,
    needed: int = ROUNDS_PER_DAY,
    gap: int = ROUND_GAP,
    stopped_days: Iterable[str] = (),
) -> dict[str, Any]:
    """A site's day against R01: `{day, needed, done, missing, stopped, rounds, next_start}`.

    Hand in the neighbouring days' rounds as well: the gap of R02 does not stop at midnight, while
    a round belongs to the local day on which it began. On a stopped day none is needed.
    """
    rounds = list(rounds)
    today = [r for r in judge_rounds(rounds, gap) if local_day(r["started_at"], timezone) == day]
    done = sum(1 for r in today if r["valid"])
    stopped = day in set(stopped_days)
    needed = 0 if stopped else needed
    return {
        "day": day,
        "needed": needed,
        "done": done,
        "missing": max(0, needed - done),
        "stopped": stopped,
        "rounds": today,
        "next_start": next_start(rounds, gap),
    }


def deadline(
    start: str | None, within: int, done: str | None, now: str, warn: int = 0
) -> dict[str, Any] | None:
    """One clock: `{due_at, state, left}`, None as long as it has not started.

    state: `met` or `late` once done, before that `running`, `warn` in the last `warn` minutes,
    `breached` after the due time. `left` is whole minutes to the due time at `done` or now.
    """
    if start is None:
        return None
    due, end = _at(start) + timedelta(minutes=within), _at(done or now)
    left = (due - end) // timedelta(minutes=1)
    if done:
        state = "met" if end <= due else "late"
    elif end > due:
        state = "breached"
    else:
        state = "warn" if due - end <= timedelta(minutes=warn) and warn else "running"
    return {"due_at": utc(due), "state": state, "left": left}


def issue_clocks(
    times: Mapping[str, str | None], now: str, settings: Mapping[str, int] | None = None
) -> dict[str, Any]:
    """The clocks of an issue: `report` (R04), `slip` (R05), `answer` (R29), each as `deadline`.

    times     found_at · told_at (told orally, to whom it concerns) · reported_at · slip_at
              (liaison slip written) · disposed_at (taken in hand, or passed up with a reason)
    settings  minutes: report_within 60, slip_within 120, answer_within 240, warn_before 60

    Telling someone stops the report's clock: without a network it is all that can be done. The slip
    is due from the talk or, if there was none, from the report; it runs only once one of them is.
    """
    spans = settings or {}
    told = _earliest(times.get("told_at"), times.get("reported_at"))
    warn = spans.get("warn_before", WARN_BEFORE)
    report, slip, answer = (
        spans.get("report_within", REPORT_WITHIN),
        spans.get("slip_within", SLIP_WITHIN),
        spans.get("answer_within", ANSWER_WITHIN),
    )
    found, talk = times.get("found_at"), times.get("told_at") or times.get("reported_at")
    return {
        "report": deadline(found, report, told, now, min(warn, report // 2)),
        "slip": deadline(talk, slip, times.get("slip_at"), now, min(warn, slip // 2)),
        "answer": deadline(found, answer, times.get("disposed_at"), now, min(warn, answer // 2)),
    }


def clock_jump(before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> dict[str, Any] | None:
    """Whether a device's clock was set between two ops that follow each other on it (H4), else None.

    Each op is `{device_time, clock_offset, clock_measured}`: what the device claimed, how many ms it
    was ahead of the server at the receipt, and whether it told its clock when it sent.

    Gives `{how, ms}`: `back`, the later op claims to be `ms` older than the one before it; `shift`,
    the clock measured at the receipts moved by `ms`, forward if positive. Offsets that were not
    measured at sending hold the time that an op waited, so they prove nothing.
    """
    if before is None:
        return None
    times = _claimed(before.get("device_time")), _claimed(after.get("device_time"))
    if times[0] and times[1] and times[0] - times[1] > timedelta(minutes=CLOCK_JUMP):
        return {"how": "back", "ms": (times[0] - times[1]) // timedelta(milliseconds=1)}
    if before["clock_measured"] and after["clock_measured"]:
        moved = after["clock_offset"] - before["clock_offset"]
        if abs(moved) > CLOCK_JUMP * 60_000:
            return {"how": "shift", "ms": moved}
    return None


def utc(moment: datetime) -> str:
    """A moment as UTC text with milliseconds, as JavaScript's toISOString writes it."""
    text = moment.astimezone(UTC).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _claimed(text: Any) -> datetime | None:
    """A time that a device claims; None for what is none, as it may be in an op set apart."""
    if not isinstance(text, str) or not ZONED(text):
        return None
    try:
        return _at(text)
    except ValueError:
        return None


def _earliest(*times: str | None) -> str | None:
    given = [time for time in times if time]
    return min(given, key=_at) if given else None
