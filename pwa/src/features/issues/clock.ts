/** The clocks of an issue from its recorded times (R04), and the order of the list. Pure. */
import { type Deadline, issueClocks } from "../../rules/clocks";
import type { RecordRow } from "../../rules/types";

type Issue = Pick<RecordRow, "fields" | "created">;

export const foundAt = (issue: Issue): string => issue.fields.found_at ?? issue.created.device_time;

/** R04: from discovery to the first notice; `told_at` is when someone was told. */
export function reportClock(issue: Issue, now: number): Deadline | null {
  const { told_at, status } = issue.fields;
  const reported = status !== "found" && !told_at ? foundAt(issue) : told_at;
  const times = { found_at: foundAt(issue), told_at: reported };
  return issueClocks(times, new Date(now).toISOString()).report;
}

export const isOver = (issue: Issue): boolean =>
  issue.fields.status === "solved" || issue.fields.status === "verified";

/** When the clock that ends first ends; issues without one come last. */
export function endsAt(issue: Issue, now: number): number {
  if (issue.fields.status === "found") {
    const report = reportClock(issue, now);
    if (report) return Date.parse(report.due_at);
  }
  return issue.fields.due_at ? Date.parse(issue.fields.due_at) : Number.MAX_SAFE_INTEGER;
}
