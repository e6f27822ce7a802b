/** The clock of an open issue that ends first (R04, R29, due date). Pure; judged by recorded times. */

import { HOUR } from "./zone";

export type ClockName = "report" | "handle" | "due";
export type Urgency = "over" | "near" | "running" | "dated" | "none";

export interface IssueTimes {
  status: string;
  found_at?: string | null;
  due_at?: string | null;
  told_at?: string | null;
}

export interface IssueClock {
  name: ClockName;
  start: number;
  end: number;
  /** 0 … 1 of the limit used; above 1 = over. */
  used: number;
  urgency: Urgency;
}

/** R04: reported within one hour. R29: dealt with within four. Both start when the problem was found. */
export const LIMITS: Record<"report" | "handle", number> = { report: HOUR, handle: 4 * HOUR };
const NEAR = 0.75;
const DATED = 24 * HOUR;

const time = (text: string | null | undefined): number | null => {
  const at = text ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : at;
};

/** Whether somebody still has to do something about the issue. */
export function isOpen(status: string | undefined): boolean {
  return status === "found" || status === "reported" || status === "in_hand";
}

/** The clocks that run for this issue, in no order. */
export function runningClocks(issue: IssueTimes): Omit<IssueClock, "used" | "urgency">[] {
  const found = time(issue.found_at);
  const due = time(issue.due_at);
  const clocks: Omit<IssueClock, "used" | "urgency">[] = [];
  if (!isOpen(issue.status)) return clocks;
  if (found !== null && issue.status === "found" && !issue.told_at)
    clocks.push({ name: "report", start: found, end: found + LIMITS.report });
  if (found !== null && issue.status !== "in_hand")
    clocks.push({ name: "handle", start: found, end: found + LIMITS.handle });
  if (due !== null) clocks.push({ name: "due", start: Math.min(found ?? due, due), end: due });
  return clocks;
}

/** How far a clock has run and how loud it is. */
export function judged(clock: Omit<IssueClock, "used" | "urgency">, now: number): IssueClock {
  const length = Math.max(clock.end - clock.start, 1);
  const used = Math.max((now - clock.start) / length, 0);
  let urgency: Urgency = "running";
  if (now > clock.end) urgency = "over";
  else if (used >= NEAR) urgency = "near";
  else if (clock.name === "due" && clock.end - now > DATED) urgency = "dated";
  return { ...clock, used, urgency };
}

/** The clock that ends first, or null when none runs. */
export function firstClock(issue: IssueTimes, now: number): IssueClock | null {
  const first = runningClocks(issue).sort((a, b) => a.end - b.end)[0];
  return first ? judged(first, now) : null;
}

const LOUDNESS: Record<Urgency, number> = { over: 0, near: 1, running: 2, dated: 3, none: 4 };

/** Over first (longest over on top), then near, running, dated, and those without a clock. */
export function byClock(a: IssueClock | null, b: IssueClock | null): number {
  const loud = LOUDNESS[a?.urgency ?? "none"] - LOUDNESS[b?.urgency ?? "none"];
  return loud || (a?.end ?? 0) - (b?.end ?? 0);
}

/** `1:51` hours and minutes; days when it is longer than two. */
export function span(ms: number): { days: number } | { clock: string } {
  const minutes = Math.floor(Math.abs(ms) / 60_000);
  if (minutes >= 48 * 60) return { days: Math.floor(minutes / 1440) };
  return { clock: `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}` };
}
