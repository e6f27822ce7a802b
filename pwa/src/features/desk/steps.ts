/** Steps of a record's history as the server tells them (O3, H1), and what their times prove. Pure. */
import { type ClockJump, clockJump, type OpTimes } from "../../rules/clocks";
import type { Op, Outcome } from "../../rules/types";

/** The times of an op, with those of its receipt. */
export interface Times extends OpTimes {
  received: string;
}

export interface Step extends Times {
  /** Null where personal data was erased. */
  op: Op | null;
  outcome: Outcome;
  by: string;
  device_id: string;
  /** The op before this one on its phone, as far as this person may read; null for none. */
  earlier: Times | null;
  chain: "ok" | "broken";
  rev?: number | null;
}

/** Only an answer in the protocol's own form counts (P7). */
export function stepsIn(body: unknown): Step[] | null {
  const history = (body as { history?: unknown } | null)?.history;
  return Array.isArray(history) ? (history as Step[]) : null;
}

/** As the server took them: by rev where they have one, else by receipt. */
export function inOrder(steps: readonly Step[]): Step[] {
  return [...steps].sort(
    (a, b) => (a.rev ?? 0) - (b.rev ?? 0) || a.received.localeCompare(b.received),
  );
}

/** Beyond this a phone that seems behind may as well have been offline. */
const ONLINE = 60_000;

export interface Jump {
  step: Step;
  earlier: Times;
  jump: ClockJump;
}

/** Where a phone's clock was set between a step and the one before it on that phone (H4). */
export function jumpsIn(steps: Step[]): Jump[] {
  return steps.flatMap((step) => {
    const jump = clockJump(step.earlier, step);
    return jump && step.earlier ? [{ step, earlier: step.earlier, jump }] : [];
  });
}

/**
 * How far the phone's clock is ahead: as it told when it last sent. Else each step's offset is the
 * deviation less the way's delay: the largest comes nearest, and a late one alone proves nothing.
 */
export function clockOf(steps: Step[]): number | null {
  const told = steps.filter((step) => step.clock_measured);
  told.sort((a, b) => a.received.localeCompare(b.received));
  if (told.length > 0) return told.at(-1)?.clock_offset ?? null;
  const offsets = steps.flatMap((step) => (step.clock_offset === null ? [] : [step.clock_offset]));
  const nearest = Math.max(...offsets);
  return offsets.length > 0 && nearest > -ONLINE ? nearest : null;
}

/** Milliseconds from keeping to receipt, as far as the phone's clock can be trusted. */
export function delayOf(step: Step, clock: number | null): number | null {
  const delay = Date.parse(step.received) - Date.parse(step.device_time ?? "") + (clock ?? 0);
  return Number.isNaN(delay) ? null : Math.max(delay, 0);
}
