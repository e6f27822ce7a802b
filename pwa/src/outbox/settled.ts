// What became of ops that had been held or set apart, for the one who made them (P4, P4a).
import type { RecordRow } from "../rules/types";
import { db } from "../store/db";
import type { Notice } from "../store/types";

const OPEN = ["held", "quarantined"];

/**
 * Turns the notices of settled ops: decided by somebody, the author is to read by whom and why;
 * landed by itself, or decided by the author, nobody needs to. Runs before the rows are taken, in
 * their transaction: what was settled before this phone ever saw it is old news.
 */
export async function noteSettled(owner: string, rows: readonly RecordRow[]): Promise<void> {
  for (const row of rows) {
    if (row.kind !== "quarantine" || row.created.by !== owner || OPEN.includes(row.fields.state))
      continue;
    const id = String(row.fields.op?.op_id ?? "");
    if (!id) continue;
    const [notice, known] = await Promise.all([
      db.attention.get(id),
      db.records.get([owner, row.id]),
    ]);
    const mine = notice?.owner === owner && notice.outcome !== "settled" ? notice : undefined;
    if (!mine && !OPEN.includes(known?.fields.state)) continue;
    const { by } = row.fields.settled ?? {};
    if (by && by !== owner) await db.attention.put(told(owner, id, row));
    else if (mine) await db.attention.delete(id);
  }
}

function told(owner: string, id: string, row: RecordRow): Notice {
  const { op, state, reason, settled } = row.fields;
  const { record_id, kind, scope } = op;
  const what = { record_id: String(record_id), kind: String(kind), scope: String(scope), op };
  const how = { code: String(state), message: String(reason), by: settled.by, at: settled.at };
  return { id, owner, ...what, outcome: "settled", ...how };
}
