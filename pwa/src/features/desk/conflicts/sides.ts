/** Who changed what from where: the two sides of a conflict, found in the record's history. Pure. */
import type { RecordView } from "../../../store";
import { clockOf, delayOf, inOrder, type Step } from "../steps";
import type { Row } from "./decide";

export interface SideOf {
  by: string | null;
  /** The phone's time of the change. */
  at: string | null;
  received: string | null;
  device: string | null;
}

export interface Branch {
  baseRev: number | null;
  baseAt: string | null;
  serverRev: number | null;
  server: SideOf;
  phone: SideOf;
  /** Milliseconds from the change on the phone to its arrival, the clock corrected. */
  offline: number | null;
}

const side = (step: Step | undefined): SideOf => ({
  by: step?.by ?? null,
  at: step?.device_time ?? null,
  received: step?.received ?? null,
  device: step?.device_id ?? null,
});

const landed = (step: Step) =>
  ["applied", "merged", "conflict", "duplicate"].includes(step.outcome);

/** Without a history (offline) only what the conflict itself tells is there. */
export function branchOf(conflict: RecordView, rows: Row[], steps: Step[]): Branch {
  const { incoming_op, incoming_author, incoming_device_time } = conflict.fields;
  const incoming = steps.find((step) => step.op?.op_id === incoming_op);
  const names = new Set(rows.map((row) => row.name));
  const base = incoming?.op?.base_rev ?? null;
  const current = inOrder(steps)
    .reverse()
    .find(
      (step) =>
        landed(step) &&
        step.op?.op_id !== incoming_op &&
        (!incoming || (step.rev ?? 0) < (incoming.rev ?? Number.POSITIVE_INFINITY)) &&
        Object.keys(step.op?.changes ?? {}).some((key) => names.has(key)),
    );
  const before = steps.find((step) => base !== null && step.rev === base);
  return {
    baseRev: base,
    baseAt: before?.received ?? null,
    serverRev: current?.rev ?? null,
    server: side(current),
    phone: incoming
      ? side(incoming)
      : {
          by: incoming_author ?? null,
          at: incoming_device_time ?? null,
          received: conflict.created.received ?? null,
          device: null,
        },
    offline: incoming
      ? delayOf(incoming, clockOf(steps.filter((step) => step.device_id === incoming.device_id)))
      : null,
  };
}

export interface MergedBy {
  remarks: number;
  photos: number;
  tags: string[];
  fields: string[];
}

/** What the losing op changed beside the fields in conflict: merged by itself. */
export function mergedItself(conflict: RecordView, steps: Step[]): MergedBy {
  const merged: MergedBy = { remarks: 0, photos: 0, tags: [], fields: [] };
  const op = steps.find((step) => step.op?.op_id === conflict.fields.incoming_op)?.op;
  for (const [key, change] of Object.entries(op?.changes ?? {})) {
    if (key in (conflict.fields.fields ?? {})) continue;
    const added = "add" in change ? (change.add ?? []) : null;
    if (!added) merged.fields.push(key);
    else if (key === "remarks") merged.remarks += added.length;
    else if (key.endsWith("photos")) merged.photos += added.length;
    else merged.tags.push(...added.filter((one): one is string => typeof one === "string"));
  }
  return merged;
}

export type PhotoSide = "base" | "server" | "phone";

/** Whose photo it is: what the losing op added, what came between, and what both saw. */
export function photoSide(id: string, conflict: RecordView, steps: Step[]): PhotoSide {
  const incoming = steps.find((step) => step.op?.op_id === conflict.fields.incoming_op);
  const adder = steps.find((step) =>
    Object.values(step.op?.changes ?? {}).some((change) =>
      ("add" in change ? (change.add ?? []) : []).some(
        (one) => typeof one === "object" && one.id === id,
      ),
    ),
  );
  if (!incoming?.op || !adder) return "base";
  if (adder === incoming) return "phone";
  return (adder.rev ?? 0) > incoming.op.base_rev ? "server" : "base";
}
