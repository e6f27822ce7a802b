// Sends queued ops in the device's order and takes the answers (§3). Drops nothing unanswered.
import type { PushResult } from "../rules/types";
import { db } from "../store/db";
import { getMeta } from "../store/meta";
import type { OpRow } from "../store/types";
import { register } from "./device";
import { noteEpoch } from "./epoch";
import type { Answer } from "./http";
import { reach } from "./reach";
import { settle } from "./settle";
import { type Trouble, trouble, troubleOf } from "./trouble";

const MOST_OPS = 200;
const MOST_BYTES = 900_000;

// Smaller batches after 413 (for good) and after a time-out (until one gets through).
let most = MOST_OPS;
let now = MOST_OPS;

/** Pushes until nothing waits; null when all was answered. */
export async function pushAll(): Promise<Trouble | null> {
  let renewed = false;
  for (;;) {
    const device = await getMeta("device");
    if (!device) return trouble("no_device", { cut: true });
    const batch = await nextBatch(device.people);
    if (batch.length === 0) return null;
    const epoch = (await getMeta("epoch")) ?? null;
    const ops = batch.map((row) => row.op);
    const sent_at = new Date().toISOString();
    const json = { device_id: device.device_id, epoch, ops, sent_at };
    const answer = await reach("POST", "/api/sync/push", { json });
    if (!answer.ok) {
      if (answer.code === "device_not_yours" && !renewed) {
        renewed = true;
        const again = await register(reach, answer.owner);
        if (!again.ok) return troubleOf(again);
      } else if (!(await lessen(batch, answer))) return troubleOf(answer);
      continue;
    }
    const results = resultsOf(answer.data);
    if (!results) return trouble("strange", { cut: true });
    now = Math.min(most, now * 2);
    const settled = await settle(batch, results);
    await noteEpoch(answer.data.epoch);
    if (settled.forked && !renewed) {
      renewed = true;
      const again = await register(reach, answer.owner);
      if (!again.ok) return troubleOf(again);
    } else if (settled.kept > 0 || settled.answered === 0) {
      return trouble("retry", { retryAfter: settled.retryAfter });
    }
  }
}

/** The oldest queued ops that fit; not those of people whom the server does not expect here (O5). */
async function nextBatch(people: string[]): Promise<OpRow[]> {
  const batch: OpRow[] = [];
  let bytes = 0;
  // What follows an op that was set aside would only be held: it waits here, where it is seen.
  const aside = await db.ops.where("state").equals("aside").toArray();
  const stuck = new Set(aside.map((row) => row.record_id));
  await db.ops
    .orderBy("order")
    .until((row) => {
      if (row.state !== "queued" || stuck.has(row.record_id)) return false;
      if (!people.includes(row.owner)) return false;
      bytes += row.size;
      if (batch.length >= now || (batch.length > 0 && bytes > MOST_BYTES)) return true;
      batch.push(row);
      return false;
    })
    .each(() => undefined);
  return batch;
}

/** Halves on 413 and time-out (P7); true if it is worth trying at once. */
async function lessen(batch: OpRow[], answer: Answer & { ok: false }): Promise<boolean> {
  const tooMuch = answer.status === 413;
  const unread = answer.why === "problem" && answer.status === 400;
  const half = Math.max(1, Math.floor(batch.length / 2));
  if (tooMuch || unread || answer.why === "timeout") now = half;
  if (tooMuch && batch.length > 1) most = half;
  const [poison] = batch;
  if (batch.length === 1 && poison && (unread || (tooMuch && answer.why === "problem"))) {
    await setAside(poison, answer);
    return true;
  }
  return batch.length > 1 && (tooMuch || unread);
}

/** One op that the server cannot even read must not stop the others (invariant 7). */
async function setAside(row: OpRow, { code, message }: Answer & { ok: false }): Promise<void> {
  const { op_id: id, owner, record_id, kind, scope, op } = row;
  const error = { code, message };
  const at = new Date().toISOString();
  await db.transaction("rw", [db.ops, db.attention], async () => {
    await db.ops.update(id, { state: "aside", error });
    await db.attention.put({
      id,
      owner,
      record_id,
      kind,
      scope,
      op,
      outcome: "aside",
      code,
      message,
      at,
    });
  });
}

/** The protocol's own answer, or null: half an answer is none (P7). */
function resultsOf(data: Record<string, unknown>): PushResult[] | null {
  const { results, epoch } = data;
  if (!Array.isArray(results) || typeof epoch !== "string") return null;
  const good = results.every(
    (one) => typeof one?.op_id === "string" && typeof one?.outcome === "string",
  );
  return good ? results : null;
}
