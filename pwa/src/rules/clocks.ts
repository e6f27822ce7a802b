/** Deadlines, rounds and jumps of clocks from recorded times: the mirror of sync/clocks.py. Has no clock. */

export interface RoundTimes {
  id: string;
  started_at: string;
  finished_at?: string | null;
}
export interface JudgedRound {
  id: string;
  valid: boolean;
  reason: "too_early" | "unfinished" | "ends_before_start" | null;
  /** Minutes since the valid round before; null for the first. */
  gap: number | null;
  started_at: string;
}
export interface DayOfRounds {
  day: string;
  needed: number;
  done: number;
  missing: number;
  stopped: boolean;
  rounds: JudgedRound[];
  next_start: string | null;
}
export interface Deadline {
  due_at: string;
  state: "running" | "warn" | "breached" | "met" | "late";
  /** Whole minutes to the due time, at `done` or now. */
  left: number;
}
export interface IssueTimes {
  found_at?: string | null;
  told_at?: string | null;
  reported_at?: string | null;
  slip_at?: string | null;
  disposed_at?: string | null;
}
export interface IssueSpans {
  report_within?: number;
  slip_within?: number;
  answer_within?: number;
  warn_before?: number;
}
export interface IssueClocks {
  report: Deadline | null;
  slip: Deadline | null;
  answer: Deadline | null;
}

const MINUTE = 60_000;
/** Networks and phones correct clocks by seconds; beyond this somebody set it. */
const JUMP = 2 * MINUTE;
const ZONED = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)$/;

const dayFormats = new Map<string, Intl.DateTimeFormat>();

/** Made once for each time zone: a slow phone needs milliseconds to make one. */
function dayFormat(timeZone: string): Intl.DateTimeFormat {
  const known = dayFormats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en", {
    timeZone,
    calendar: "gregory",
    numberingSystem: "latn",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  dayFormats.set(timeZone, made);
  return made;
}

/** The calendar day of a moment where the site lies, YYYY-MM-DD. */
export function localDay(time: string, timezone: string): string {
  const parts = dayFormat(timezone).formatToParts(Date.parse(time));
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? "";
  return `${part("year")}-${part("month")}-${part("day")}`;
}

/** Which rounds count (R02): from the END of the last one that counted to the START of the next. */
export function judgeRounds(rounds: readonly RoundTimes[], gap = 60): JudgedRound[] {
  let last: number | null = null;
  return inOrder(rounds).map((one) => {
    const start = Date.parse(one.started_at);
    const end = one.finished_at ? Date.parse(one.finished_at) : null;
    const since = last === null ? null : Math.floor((start - last) / MINUTE);
    let reason: JudgedRound["reason"] = null;
    if (last !== null && start - last < gap * MINUTE) reason = "too_early";
    else if (end === null) reason = "unfinished";
    else if (end < start) reason = "ends_before_start";
    else last = end;
    return { id: one.id, valid: reason === null, reason, gap: since, started_at: utc(start) };
  });
}

/** From when on a round would count (R02); null: at once, no round has counted yet. */
export function nextStart(rounds: readonly RoundTimes[], gap = 60): string | null {
  const valid = new Set(judgeRounds(rounds, gap).flatMap((row) => (row.valid ? [row.id] : [])));
  const ends = rounds.filter((r) => valid.has(r.id)).map((r) => Date.parse(r.finished_at ?? ""));
  return ends.length ? utc(Math.max(...ends) + gap * MINUTE) : null;
}

/** A site's day against R01. Hand in the neighbouring days' rounds, too: R02 knows no midnight. */
export function dayOfRounds(
  rounds: readonly RoundTimes[],
  rule: {
    day: string;
    timezone: string;
    needed?: number;
    gap?: number;
    stopped_days?: readonly string[];
  },
): DayOfRounds {
  const gap = rule.gap ?? 60;
  const today = judgeRounds(rounds, gap).filter(
    (row) => localDay(row.started_at, rule.timezone) === rule.day,
  );
  const done = today.filter((row) => row.valid).length;
  const stopped = rule.stopped_days?.includes(rule.day) ?? false;
  const needed = stopped ? 0 : (rule.needed ?? 4);
  return {
    day: rule.day,
    needed,
    done,
    missing: Math.max(0, needed - done),
    stopped,
    rounds: today,
    next_start: nextStart(rounds, gap),
  };
}

/** One clock; null as long as it has not started. `warn` is the last minutes before the due time. */
export function deadline(
  start: string | null | undefined,
  within: number,
  done: string | null | undefined,
  now: string,
  warn = 0,
): Deadline | null {
  if (!start) return null;
  const due = Date.parse(start) + within * MINUTE;
  const end = Date.parse(done || now);
  const left = Math.floor((due - end) / MINUTE);
  return { due_at: utc(due), state: stateOf(due, end, Boolean(done), warn), left };
}

/** The clocks of an issue: R04 report, R05 liaison slip, R29 answer. See sync/clocks.py. */
export function issueClocks(times: IssueTimes, now: string, spans: IssueSpans = {}): IssueClocks {
  const warn = spans.warn_before ?? 60;
  const report = spans.report_within ?? 60;
  const slip = spans.slip_within ?? 120;
  const answer = spans.answer_within ?? 240;
  const told = earliest(times.told_at, times.reported_at);
  const talk = times.told_at || times.reported_at;
  const before = (within: number) => Math.min(warn, Math.floor(within / 2));
  return {
    report: deadline(times.found_at, report, told, now, before(report)),
    slip: deadline(talk, slip, times.slip_at, now, before(slip)),
    answer: deadline(times.found_at, answer, times.disposed_at, now, before(answer)),
  };
}

/** What is known of an op's time: claimed, and how far the clock was ahead at the receipt (ms). */
export interface OpTimes {
  device_time: string | null;
  clock_offset: number | null;
  /** Whether the phone told its clock when it sent; else the offset holds the waiting, too. */
  clock_measured: boolean;
}
/** `back`: the later op claims to be older by `ms`; `shift`: the measured clock moved by `ms`. */
export interface ClockJump {
  how: "back" | "shift";
  ms: number;
}

/** Whether a phone's clock was set between two ops that follow each other on it (H4). */
export function clockJump(before: OpTimes | null, after: OpTimes): ClockJump | null {
  if (!before) return null;
  const back = claimed(before.device_time) - claimed(after.device_time);
  if (back > JUMP) return { how: "back", ms: Math.floor(back) };
  if (before.clock_measured && after.clock_measured) {
    const ms = (after.clock_offset ?? 0) - (before.clock_offset ?? 0);
    if (Math.abs(ms) > JUMP) return { how: "shift", ms };
  }
  return null;
}

/** NaN for what is no time with a zone: it compares with nothing. */
function claimed(text: string | null): number {
  return text !== null && ZONED.test(text) ? Date.parse(text) : Number.NaN;
}

function stateOf(due: number, end: number, done: boolean, warn: number): Deadline["state"] {
  if (done) return end <= due ? "met" : "late";
  if (end > due) return "breached";
  return warn > 0 && due - end <= warn * MINUTE ? "warn" : "running";
}

function inOrder(rounds: readonly RoundTimes[]): RoundTimes[] {
  return [...rounds].sort((a, b) => {
    const by = Date.parse(a.started_at) - Date.parse(b.started_at);
    return by || (a.id < b.id ? -1 : 1);
  });
}

function earliest(...times: (string | null | undefined)[]): string | null {
  const given = times.filter((time): time is string => Boolean(time));
  given.sort((a, b) => Date.parse(a) - Date.parse(b));
  return given[0] ?? null;
}

function utc(time: number): string {
  return new Date(time).toISOString();
}
