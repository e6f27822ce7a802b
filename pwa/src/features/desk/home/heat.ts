/** Rounds × days of one site: what came, what was missed, what cannot be known yet. Pure. */

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
  /** Items answered so far. */
  answered?: number;
}

export interface Plan {
  zone: string;
  roundsPerDay: number;
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

function judge(cell: Cell, plan: Plan, now: number): CellState {
  const finished = cell.rounds.filter((round) => round.finished !== null);
  if (finished.length > 0) return cell.abnormal > 0 ? "abnormal" : "done";
  const length = cell.until - cell.from;
  if (cell.rounds.length > 0 && now < cell.until + length) return "running";
  if (plan.stoppedDays.has(cell.day)) return "stopped";
  if (cell.until > now) return "due";
  if (cell.until <= plan.begins) return "before";
  if (plan.heard === null || plan.heard < cell.until) return "unknown";
  return "missed";
}

/** The last `HEAT_DAYS` days up to today (R01): each day split evenly into its due rounds. */
export function heatOf(rounds: Round[], plan: Plan, now: number): Heat {
  const today = dayOf(now, plan.zone);
  const days = Array.from({ length: HEAT_DAYS }, (_, at) => addDays(today, at - HEAT_DAYS + 1));
  const step = (24 * 60) / plan.roundsPerDay;
  const heat: Heat = { days, rows: [], due: 0, came: 0, missed: 0, unknown: 0 };
  for (let number = 1; number <= plan.roundsPerDay; number++) {
    heat.rows.push(
      days.map((day) => {
        const from = instantOf(day, step * (number - 1), plan.zone);
        const until = instantOf(day, step * number, plan.zone);
        const here = rounds.filter((round) => round.started >= from && round.started < until);
        const cell: Cell = {
          day,
          round: number,
          from,
          until,
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
