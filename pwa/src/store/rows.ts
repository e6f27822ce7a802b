// Writes what the server says. Every function here runs inside the caller's transaction.
import type { RecordRow } from "../rules/types";
import { db } from "./db";
import type { OpRow, StoredRecord } from "./types";

/** Tables that a transaction must span to take rows. */
export const ROW_TABLES = [db.records, db.ops, db.acked] as const;

/** A row is hostile input until it looks like one. */
export function isRow(one: unknown): one is RecordRow {
  const row = one as Partial<RecordRow> | null;
  return (
    typeof row?.id === "string" &&
    typeof row.kind === "string" &&
    typeof row.scope === "string" &&
    Number.isInteger(row.rev) &&
    Number.isInteger(row.seq) &&
    typeof row.fields === "object" &&
    row.fields !== null
  );
}

/** The higher rev counts (F6); within one rev a photo that arrived raises the seq (B2). */
function newer(row: RecordRow, known: RecordRow | undefined): boolean {
  if (!known || row.rev !== known.rev) return row.rev > (known?.rev ?? 0);
  return row.scope === known.scope && row.seq > known.seq;
}

export function stored(owner: string, row: RecordRow): StoredRecord {
  const state = String(row.fields.status ?? row.fields.state ?? "");
  return { ...row, owner, state, at: row.created?.device_time ?? "" };
}

/** Takes server rows for `owner`, and drops the overlay of own ops that they now contain. */
export async function takeRows(owner: string, rows: RecordRow[]): Promise<void> {
  const known = await db.records.bulkGet(rows.map((row): [string, string] => [owner, row.id]));
  const latest = new Map<string, RecordRow>();
  rows.forEach((row, at) => {
    if (newer(row, latest.get(row.id) ?? known[at])) latest.set(row.id, row);
  });
  await db.records.bulkPut([...latest.values()].map((row) => stored(owner, row)));
  const landed = await db.ops.where("state").equals("landed").toArray();
  const revs = new Map(
    rows.map((row, at) => [row.id, latest.get(row.id)?.rev ?? known[at]?.rev ?? 0]),
  );
  await toAcked(
    landed.filter((op) => op.owner === owner && (op.rev ?? 0) <= (revs.get(op.record_id) ?? -1)),
  );
}

/** From the outbox to the answered ops that wait for the server's backup (F9). */
export async function toAcked(rows: OpRow[]): Promise<void> {
  if (rows.length === 0) return;
  await db.acked.bulkPut(
    rows.map(({ op_id, owner, scope, record_id, op, order }) => ({
      ...{ op_id, owner, scope, record_id, op, order },
    })),
  );
  await db.ops.bulkDelete(rows.map((row) => row.op_id));
}

/** After a whole pull nothing more will come: a row that is not here lies where `owner` may not read. */
export async function stopWaiting(owner: string): Promise<void> {
  const landed = await db.ops.where("state").equals("landed").toArray();
  await toAcked(landed.filter((one) => one.owner === owner));
}

/** Another server history: everything that it may lack is offered again, as it was (F9, P1). */
export async function offerAgain(): Promise<void> {
  const rows = await db.acked.toArray();
  await db.ops.where("state").equals("landed").modify({ state: "queued" });
  await db.ops.bulkPut(
    rows.map(({ op_id, owner, scope, record_id, op, order }) => ({
      op_id,
      owner,
      scope,
      record_id,
      op,
      order,
      kind: op.kind,
      state: "queued" as const,
      size: JSON.stringify(op).length,
      kept_at: op.device_time,
    })),
  );
  await db.acked.clear();
  // Photos may be missing there as well: they are asked about once more, sent if their bytes are still
  // here, and told if they are not.
  await db.photos
    .where("state")
    .equals("confirmed")
    .modify((row) => {
      row.state = "waiting";
      row.sent = 0;
      delete row.upload_url;
    });
}

const isElsewhere = (owner: string) => (row: StoredRecord) =>
  row.scope.startsWith("person:") && row.scope !== `person:${owner}`;

/** All that lies in other people's own scopes and is `owner`'s to judge (P4a); the rest of it goes. */
export async function takeElsewhere(owner: string, rows: RecordRow[]): Promise<void> {
  const named = new Set(rows.map((row) => row.id));
  await db.records
    .where("[owner+kind]")
    .equals([owner, "quarantine"])
    .filter((row) => isElsewhere(owner)(row) && !named.has(row.id))
    .delete();
  await takeRows(owner, rows);
}

/** A scope that was taken from `owner`: clean copies go, the outbox and photos stay (F5). */
export async function purgeScope(owner: string, scope: string): Promise<void> {
  await db.records.where("[owner+scope]").equals([owner, scope]).delete();
  await db.records
    .where("[owner+kind]")
    .equals([owner, "quarantine"])
    .filter((row) => isElsewhere(owner)(row) && row.fields.op?.scope === scope)
    .delete();
}
