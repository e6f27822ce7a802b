/** Steps of a record's history as the server tells them (O3, H1), and what their times prove. Pure. */
import type { Op, Outcome } from "../../rules/types";

export interface Step {
  /** Null where personal data was erased. */
  op: Op | null;
  outcome: Outcome;
  by: string;
  device_id: string;
  /** What the phone claimed; null where it claimed no time at all. */
  device_time: string | null;
  received: string;
  /** Milliseconds that the phone's clock was ahead of the server's; null when not measured. */
  clock_offset: number | null;
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

/**
 * Each step's offset is the phone's clock less the receipt: its deviation less the way's delay. The
 * largest one comes nearest to the deviation; a late one alone proves nothing.
 */
export function clockOf(steps: Step[]): number | null {
  const offsets = steps.flatMap((step) => (step.clock_offset === null ? [] : [step.clock_offset]));
  const nearest = Math.max(...offsets);
  return offsets.length > 0 && nearest > -ONLINE ? nearest : null;
}

/** Milliseconds from keeping to receipt, as far as the phone's clock can be trusted. */
export function delayOf(step: Step, clock: number | null): number | null {
  const delay = Date.parse(step.received) - Date.parse(step.device_time ?? "") + (clock ?? 0);
  return Number.isNaN(delay) ? null : Math.max(delay, 0);
}
