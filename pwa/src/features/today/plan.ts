/** The day's rounds as stations: which count, which is next and when (R01, R02). Pure. */
import type { RecordView } from "../../store";

const minute = 60_000;

export interface Round {
  record: RecordView;
  startedAt: number;
  finishedAt: number | null;
  /** R02: started at least the gap after the end of the last round that counts. */
  counts: boolean;
  /** The server holds the record and its photos. */
  received: boolean;
}

export interface Plan {
  rounds: Round[];
  /** The rounds that count and are finished. */
  done: Round[];
  /** A round under way. */
  open: Round | null;
  wanted: number;
  gap: number;
  /** The number of the next or running round. */
  number: number;
  /** When the next round may start; `null` when it may start at once. */
  nextAt: number | null;
  lastEnd: number | null;
}

function round(record: RecordView): Round {
  const { started_at, finished_at } = record.fields;
  return {
    record,
    startedAt: Date.parse(started_at ?? record.created.device_time),
    finishedAt: finished_at ? Date.parse(finished_at) : null,
    counts: true,
    received: record.rev > 0 && record.waiting === 0 && record.waitingPhotos === 0,
  };
}

/** Lays out the day from its rounds; `wanted` and `gap` (minutes) are the site's settings. */
export function plan(
  records: readonly RecordView[],
  settings: { wanted: number; gap: number },
  me: string,
): Plan {
  const rounds = records.map(round).sort((a, b) => a.startedAt - b.startedAt);
  const gap = settings.gap * minute;
  let lastEnd: number | null = null;
  for (const each of rounds) {
    each.counts = lastEnd === null || each.startedAt >= lastEnd + gap;
    if (each.counts && each.finishedAt !== null) lastEnd = each.finishedAt;
  }
  const done = rounds.filter((each) => each.counts && each.finishedAt !== null);
  const open = rounds.find((each) => each.finishedAt === null && each.record.created.by === me);
  return {
    rounds,
    done,
    open: open ?? null,
    wanted: settings.wanted,
    gap: settings.gap,
    number: done.length + 1,
    nextAt: lastEnd === null ? null : lastEnd + gap,
    lastEnd,
  };
}

/** How much of the waiting time has gone by, 0…1. */
export function waited(plan: Plan, now: number): number {
  if (plan.nextAt === null || plan.lastEnd === null || now >= plan.nextAt) return 1;
  return Math.max(0, (now - plan.lastEnd) / (plan.nextAt - plan.lastEnd));
}
