/** What the history of a record proves, in figures (O3, H3). Pure. */
import type { RecordView } from "../../../store";
import { clockOf, delayOf, type Jump, jumpsIn, type Step } from "../steps";

export interface Evidence {
  /** When the person says it began, when the phone kept the last step, when the server had it. */
  started: string | null;
  saved: string | null;
  received: string | null;
  /** Milliseconds between saving and receipt, the phone's clock corrected. */
  offline: number | null;
  /** How far the clock of the phone that kept the last step was ahead; null = cannot be told. */
  clock: number | null;
  /** Where a phone's clock was set between two steps (H4). */
  jumps: Jump[];
  broken: number;
  steps: number;
  devices: string[];
  first: number | null;
  last: number | null;
}

/** Steps made by the people of the field, not the reviewer's own marks. */
export function fieldSteps(steps: Step[], author: string): Step[] {
  const own = steps.filter((step) => step.by === author);
  return own.length > 0 ? own : steps;
}

export function evidenceOf(row: RecordView, all: Step[]): Evidence {
  const steps = fieldSteps(all, row.created.by);
  const inTime = [...steps].sort((a, b) => (a.op?.device_seq ?? 0) - (b.op?.device_seq ?? 0));
  const final = inTime.at(-1);
  const clock = clockOf(steps.filter((step) => step.device_id === final?.device_id));
  const seqs = inTime.flatMap((step) => (step.op ? [step.op.device_seq] : []));
  return {
    started: row.fields.started_at ?? row.created.device_time,
    saved: final?.device_time ?? null,
    received: final?.received ?? null,
    offline: final ? delayOf(final, clock) : null,
    clock,
    jumps: jumpsIn(all),
    broken: all.filter((step) => step.chain === "broken").length,
    steps: all.length,
    devices: [...new Set(steps.map((step) => step.device_id))],
    first: seqs[0] ?? null,
    last: seqs.at(-1) ?? null,
  };
}

/** Scanned checkpoints among those that carry a proof. */
export function proofsOf(row: RecordView): { scanned: number; of: number } {
  const answers = Object.values((row.fields.answers ?? {}) as Record<string, unknown>);
  const proofs = answers.flatMap((answer) => {
    const proof = (answer as { checkpoint_proof?: unknown }).checkpoint_proof;
    return proof ? [proof as { how?: string; by?: string; method?: string }] : [];
  });
  const scanned = proofs.filter((proof) =>
    ["qr", "scan", "nfc"].includes(proof.how ?? proof.method ?? proof.by ?? ""),
  );
  return { scanned: scanned.length, of: proofs.length };
}
