/** The day's rounds as the hero shows them, judged by the rules' clocks (R01, R02). Pure. */
import { dayOfRounds } from "../../rules/clocks";
import type { RecordView } from "../../store";

export interface Round {
  record: RecordView;
  startedAt: number;
  /** The server holds the record and its photos. */
  received: boolean;
}

export interface Settings {
  day: string;
  timezone: string;
  needed: number;
  gap: number;
  stopped_days: readonly string[];
}

export interface Plan {
  /** The rounds of the day that count and are finished, in order. */
  done: Round[];
  /** My round under way. */
  open: Round | null;
  /** Rounds of the day that were started too early: kept, not counted. */
  early: number;
  wanted: number;
  stopped: boolean;
  gap: number;
  /** The number of the next or running round. */
  number: number;
  /** From when on the next round counts; `null`: at once. */
  nextAt: number | null;
}

const startOf = (record: RecordView): string =>
  record.fields.started_at ?? record.created.device_time;

function round(record: RecordView): Round {
  const received = record.rev > 0 && record.waiting === 0 && record.waitingPhotos === 0;
  return { record, startedAt: Date.parse(startOf(record)), received };
}

/** Lays out the day; hand in the neighbouring days' rounds, too: R02 knows no midnight. */
export function plan(records: readonly RecordView[], settings: Settings, me: string): Plan {
  const known = new Map(records.map((each) => [each.id, each]));
  const times = records.map((each) => ({
    id: each.id,
    started_at: startOf(each),
    finished_at: each.fields.finished_at ?? null,
  }));
  const day = dayOfRounds(times, settings);
  const done = day.rounds.flatMap((each) => {
    const record = each.valid ? known.get(each.id) : undefined;
    return record ? [round(record)] : [];
  });
  const mine = records.find(
    (each) => each.fields.status === "open" && !each.fields.finished_at && each.created.by === me,
  );
  return {
    done,
    open: mine ? round(mine) : null,
    early: day.rounds.filter((each) => each.reason === "too_early" && each.id !== mine?.id).length,
    wanted: settings.needed,
    stopped: day.stopped,
    gap: settings.gap,
    number: done.length + 1,
    nextAt: day.next_start === null ? null : Date.parse(day.next_start),
  };
}

/** When the round ended from whose end the waiting time runs. */
export function lastEnd(plan: Plan): number | null {
  return plan.nextAt === null ? null : plan.nextAt - plan.gap * 60_000;
}

/** How much of the waiting time has gone by, 0…1. */
export function waited(plan: Plan, now: number): number {
  const from = lastEnd(plan);
  if (plan.nextAt === null || from === null || now >= plan.nextAt) return 1;
  return Math.max(0, (now - from) / (plan.nextAt - from));
}
