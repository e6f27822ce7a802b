/** Rounds × days of one site: what came, what was missed, what cannot be known yet. Pure. */

import { judgeRounds } from "../../../rules/clocks";
import { addDays, dayOf, instantOf } from "../zone";

export type CellState =
  | "done"
  | "abnormal"
  | "missed"
  | "unknown"
  | "running"
  | "due"
  | "stopped"
  | "before";

export interface Round {
  id: string;
  started: number;
  finished: number | null;
  abnormal: number;
  by: string;
}

export interface Plan {
  zone: string;
  roundsPerDay: number;
  /** Minutes that must lie between two rounds (R02). */
  gap: number;
  stoppedDays: ReadonlySet<string>;
  /** When the site's records begin; nothing before it is missed. */
  begins: number;
  /** When the site's phones were last heard from; null = never. */
  heard: number | null;
}

export interface Cell {
  day: string;
  /** 1 … rounds per day. */
  round: number;
  from: number;
  /** The end of the day: until then the round may still come (R01). */
  until: number;
  state: CellState;
  abnormal: number;
  rounds: Round[];
  /** For `unknown`: the phones are silent since then. */
  since: number | null;
}

export interface Heat {
  days: string[];
  /** One row per round of the day, one cell per day. */
  rows: Cell[][];
  due: number;
  came: number;
  missed: number;
  unknown: number;
}

export const HEAT_DAYS = 28;

type Placed = Pick<Round, "id" | "started" | "finished">;

/**
 * Which of its day's rounds each one is (R01). A round that does not count (R02) keeps company with
 * the one before it; what comes after the last due round belongs to that one.
 */
export function roundNumbers(
  rounds: readonly Placed[],
  plan: Pick<Plan, "zone" | "gap" | "roundsPerDay">,
): Map<string, number> {
  const iso = (at: number) => new Date(at).toISOString();
  const times = rounds.map((round) => ({
    id: round.id,
    started_at: iso(round.started),
    finished_at: round.finished === null ? null : iso(round.finished),
  }));
  const numbers = new Map<string, number>();
  const counted = new Map<string, number>();
  for (const judged of judgeRounds(times, plan.gap)) {
    const day = dayOf(Date.parse(judged.started_at), plan.zone);
    const before = counted.get(day) ?? 0;
    const counts = judged.valid || judged.reason === "unfinished";
    numbers.set(judged.id, Math.min(plan.roundsPerDay, Math.max(counts ? before + 1 : before, 1)));
    if (judged.valid) counted.set(day, before + 1);
  }
  return numbers;
}

function judge(cell: Cell, plan: Plan, now: number): CellState {
  if (cell.rounds.some((round) => round.finished !== null)) {
    return cell.abnormal > 0 ? "abnormal" : "done";
  }
  if (cell.rounds.length > 0 && now < cell.until) return "running";
  if (plan.stoppedDays.has(cell.day)) return "stopped";
  if (cell.until > now) return "due";
  if (cell.until <= plan.begins) return "before";
  if (plan.heard === null || plan.heard < cell.until) return "unknown";
  return "missed";
}

/** The last `HEAT_DAYS` days up to today, a row for each round that is due in a day (R01). */
export function heatOf(rounds: readonly Round[], plan: Plan, now: number): Heat {
  const today = dayOf(now, plan.zone);
  const days = Array.from({ length: HEAT_DAYS }, (_, at) => addDays(today, at - HEAT_DAYS + 1));
  const numbers = roundNumbers(rounds, plan);
  const places = new Map<string, Round[]>();
  for (const round of rounds) {
    const place = `${dayOf(round.started, plan.zone)} ${numbers.get(round.id)}`;
    places.set(place, [...(places.get(place) ?? []), round]);
  }
  const heat: Heat = { days, rows: [], due: 0, came: 0, missed: 0, unknown: 0 };
  for (let number = 1; number <= plan.roundsPerDay; number++) {
    heat.rows.push(
      days.map((day) => {
        const here = places.get(`${day} ${number}`) ?? [];
        const cell: Cell = {
          day,
          round: number,
          from: instantOf(day, 0, plan.zone),
          until: instantOf(addDays(day, 1), 0, plan.zone),
          state: "due",
          abnormal: here.reduce((sum, round) => sum + round.abnormal, 0),
          rounds: here,
          since: null,
        };
        cell.state = judge(cell, plan, now);
        if (cell.state === "unknown") cell.since = plan.heard;
        return cell;
      }),
    );
  }
  for (const { state } of heat.rows.flat()) {
    if (state === "done" || state === "abnormal") heat.came++;
    if (state === "missed") heat.missed++;
    if (state === "unknown") heat.unknown++;
  }
  heat.due = heat.came + heat.missed + heat.unknown;
  return heat;
}
