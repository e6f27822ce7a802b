/** What waits for a reviewer, doubtful records first. Pure. */
import type { Answer } from "../../../rules/types";
import type { RecordView } from "../../../store";

export interface Reasons {
  abnormal: number;
  missing: number;
  reused: number;
  assumed: number;
  /** R02: begun sooner after the last round than the site allows. */
  tooSoon: boolean;
}

export interface Waiting {
  row: RecordView;
  reasons: Reasons;
  doubtful: boolean;
}

const time = (text: unknown) => (typeof text === "string" ? Date.parse(text) : Number.NaN);

export const answersOf = (row: RecordView): Record<string, Answer> => row.fields.answers ?? {};

/** The round walked before this one on the same route. */
export function previousRound(row: RecordView, all: RecordView[]): RecordView | null {
  const started = time(row.fields.started_at);
  let found: RecordView | null = null;
  for (const one of all) {
    const same = one.scope === row.scope && one.fields.route_id === row.fields.route_id;
    if (!same || one.id === row.id || !row.fields.route_id) continue;
    const ended = time(one.fields.finished_at);
    if (ended <= started && !(ended <= time(found?.fields.finished_at))) found = one;
  }
  return found;
}

/** Milliseconds between the end of the round before and the start of this one; null without one. */
export function gapBefore(row: RecordView, before: RecordView | null): number | null {
  const gap = time(row.fields.started_at) - time(before?.fields.finished_at);
  return Number.isNaN(gap) ? null : gap;
}

/** Doubtful: a person should look closer before saying yes. */
export function isDoubtful(reasons: Reasons): boolean {
  return reasons.abnormal + reasons.missing + reasons.reused > 0 || reasons.tooSoon;
}

export type List = "submitted" | "returned" | "marked";

const lists: Record<List, (row: RecordView) => boolean> = {
  submitted: (row) => row.fields.status === "submitted",
  returned: (row) => row.fields.status === "returned",
  marked: (row) => row.fields.marked === true,
};

export function listed(rows: RecordView[], list: List): RecordView[] {
  return rows.filter(lists[list]);
}

/** Newest first within doubtful and within normal. */
export function inOrder(waiting: Waiting[]): Waiting[] {
  const at = (one: Waiting) => time(one.row.fields.finished_at ?? one.row.created.device_time);
  return [...waiting].sort((a, b) => Number(b.doubtful) - Number(a.doubtful) || at(b) - at(a));
}
