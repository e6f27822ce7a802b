// What each answer to an op means on this phone (the table of §3). One transaction for a batch.
import type { PushResult } from "../rules/types";
import { db } from "../store/db";
import { isRow, ROW_TABLES, takeRows, toAcked } from "../store/rows";
import type { Notice, OpRow } from "../store/types";

export interface Settled {
  /** ops that the server answered for, whatever the answer */
  answered: number;
  /** ops that it could not store now, and how long to wait in ms */
  kept: number;
  retryAfter: number;
  /** the server takes this phone for a copy of another (O2) */
  forked: boolean;
}

const SETTLED = ["applied", "merged", "conflict", "held", "quarantined"];

/** A repeated op tells what became of it since. */
function final(result: PushResult): PushResult {
  const told = result.outcome === "duplicate" ? (result.now ?? result.first) : undefined;
  return told ? { ...result, ...told } : result;
}

export function settle(batch: OpRow[], results: PushResult[]): Promise<Settled> {
  const answers = new Map(results.map((one) => [one.op_id, final(one)]));
  const tables = [...ROW_TABLES, db.attention, db.tails];
  return db.transaction("rw", tables, async () => {
    const sum: Settled = { answered: 0, kept: 0, retryAfter: 0, forked: false };
    for (const row of batch) {
      const answer = answers.get(row.op_id);
      // A person may have signed this op anew meanwhile: the answer is about another one.
      const mine = (await db.ops.get(row.op_id))?.op.signature === row.op.signature;
      if (!answer || !mine || !SETTLED.includes(answer.outcome)) {
        sum.kept += 1;
        sum.retryAfter = Math.max(sum.retryAfter, (answer?.retry_after ?? 0) * 1000);
      } else if (answer.code === "forked_device") {
        sum.forked = true;
      } else {
        sum.answered += 1;
        await close(row, answer);
      }
    }
    return sum;
  });
}

async function close(row: OpRow, answer: PushResult): Promise<void> {
  const { outcome } = answer;
  if (outcome === "applied" || outcome === "merged" || outcome === "conflict")
    await land(row, answer);
  else await toAcked([row]);
  if (outcome === "quarantined") await shorten(row);
  if (outcome === "quarantined" || outcome === "conflict" || outcome === "held") {
    await db.attention.put(notice(row, outcome, answer));
  }
}

/** Stays as an overlay until the row that contains it has come back. */
async function land(row: OpRow, answer: PushResult): Promise<void> {
  if (isRow(answer.record)) await takeRows(row.owner, [answer.record]);
  const known = await db.records.get([row.owner, row.record_id]);
  if (answer.rev === undefined || (known?.rev ?? 0) >= answer.rev) await toAcked([row]);
  else await db.ops.update(row.op_id, { state: "landed", rev: answer.rev });
}

/** The next op must not follow one that is known to be quarantined (§2, `after`). */
async function shorten({ owner, record_id, op_id }: OpRow): Promise<void> {
  const refused = await db.attention.where("record_id").equals(record_id).toArray();
  const before = new Map(
    refused.filter((one) => one.outcome === "quarantined").map((one) => [one.id, one.op?.after]),
  );
  const last = await db.acked.get(op_id);
  before.set(op_id, last?.op.after);
  let tail: string | null | undefined = (await db.tails.get([owner, record_id]))?.op_id;
  while (tail && before.has(tail)) tail = before.get(tail);
  if (tail) await db.tails.put({ owner, record_id, op_id: tail });
  else await db.tails.delete([owner, record_id]);
}

function notice(row: OpRow, outcome: Notice["outcome"], answer: PushResult): Notice {
  const { op_id: id, owner, record_id, kind, scope, op } = row;
  const { code = outcome, message = "", conflict_id } = answer;
  const at = new Date().toISOString();
  const told = { id, owner, record_id, kind, scope, op, outcome, code, message, at };
  return conflict_id ? { ...told, conflict_id } : told;
}
