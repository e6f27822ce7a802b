// Reading for screens: the signed-in person's rows with their own pending ops on top. Never writes.
// Every function here may run inside Dexie's liveQuery.
import { applyOps } from "../rules/overlay";
import type { RecordRow } from "../rules/types";
import { db } from "./db";
import { session } from "./meta";
import type { DraftRow, Notice, OpRow, PhotoRow, RecordView, StoredRecord } from "./types";

const nobody = "";
const owner = async (): Promise<string> => (await session())?.user.id ?? nobody;

/** Ops that the row does not contain yet, in the order they were made. */
function overlaid(row: RecordRow | undefined, ops: OpRow[]): OpRow[] {
  return ops
    .filter(
      (one) =>
        one.state === "queued" || (one.state === "landed" && (one.rev ?? 0) > (row?.rev ?? 0)),
    )
    .sort((a, b) => a.order - b.order);
}

function view(
  row: StoredRecord | undefined,
  ops: OpRow[],
  photos: PhotoRow[],
): RecordView | undefined {
  const pending = overlaid(row, ops);
  const seen = applyOps(
    row,
    pending.map((one) => one.op),
  );
  if (!seen || seen.moved) return undefined;
  return {
    ...seen,
    waiting: pending.filter((one) => one.state === "queued").length,
    waitingPhotos: photos.filter((one) => one.state !== "confirmed").length,
  };
}

/** One record as the signed-in person sees it, deleted ones included; undefined if they know of none. */
export function record(id: string): Promise<RecordView | undefined> {
  return whole(() => readOne(id));
}

/** Reads as of one moment: an op must not be missed on its way from the outbox into the row. */
function whole<T>(read: () => Promise<T>): Promise<T> {
  const tables = [db.meta, db.records, db.ops, db.photos];
  // Dexie follows awaits only inside a function that is itself async.
  return db.transaction("r", tables, async () => read());
}

async function readOne(id: string): Promise<RecordView | undefined> {
  const me = await owner();
  const [row, ops, photos] = await Promise.all([
    db.records.get([me, id]),
    db.ops.where("record_id").equals(id).toArray(),
    db.photos.where("record_id").equals(id).toArray(),
  ]);
  const mine = (one: { owner: string }) => one.owner === me;
  return view(row, ops.filter(mine), photos.filter(mine));
}

export interface Query {
  kind: string;
  scope?: string;
  /** value of the status field, pending changes counted */
  state?: string;
  /** only the newest so many, by the time they were made */
  newest?: number;
  /** only those made since this day, YYYY-MM-DD; phones write local time, so ask a day too early */
  since?: string;
  /** the bin instead of the living */
  deleted?: boolean;
}

function stored(me: string, query: Query): Promise<StoredRecord[]> {
  const { kind, scope, state, newest, since, deleted = false } = query;
  if (state !== undefined) {
    return db.records.where("[owner+kind+state]").equals([me, kind, state]).toArray();
  }
  if (since !== undefined) {
    return db.records
      .where("[owner+kind+at]")
      .between([me, kind, since], [me, kind, "\uffff"])
      .toArray();
  }
  if (newest !== undefined) {
    const wanted = (row: StoredRecord) =>
      row.deleted === deleted && !row.moved && (scope === undefined || row.scope === scope);
    return db.records
      .where("[owner+kind+at]")
      .between([me, kind, ""], [me, kind, "\uffff"])
      .reverse()
      .filter(wanted)
      .limit(newest)
      .toArray();
  }
  if (scope !== undefined) {
    return db.records.where("[owner+kind+scope]").equals([me, kind, scope]).toArray();
  }
  return db.records.where("[owner+kind]").equals([me, kind]).toArray();
}

function byRecord<T extends { record_id: string }>(rows: T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) groups.set(row.record_id, [...(groups.get(row.record_id) ?? []), row]);
  return groups;
}

/** Records of one kind as the signed-in person sees them, newest first. */
export function records(query: Query): Promise<RecordView[]> {
  return whole(() => readMany(query));
}

async function readMany(query: Query): Promise<RecordView[]> {
  const me = await owner();
  const [rows, ops, photos] = await Promise.all([
    stored(me, query),
    db.ops.where("[owner+kind]").equals([me, query.kind]).toArray(),
    db.photos.where("state").anyOf("waiting", "sending", "refused").toArray(),
  ]);
  const known = new Map<string, StoredRecord | undefined>(rows.map((row) => [row.id, row]));
  const touched = [...new Set(ops.map((one) => one.record_id))].filter((id) => !known.has(id));
  const others = await db.records.bulkGet(touched.map((id): [string, string] => [me, id]));
  touched.forEach((id, at) => {
    known.set(id, others[at]);
  });
  const opsOf = byRecord(ops);
  const photosOf = byRecord(photos);
  const views = [...known].map(([id, row]) =>
    view(row, opsOf.get(id) ?? [], photosOf.get(id) ?? []),
  );
  return views
    .filter(
      (one): one is RecordView => one !== undefined && one.deleted === (query.deleted ?? false),
    )
    .filter((one) => query.scope === undefined || one.scope === query.scope)
    .filter((one) => query.state === undefined || stateOf(one) === query.state)
    .filter((one) => query.since === undefined || madeAt(one) >= query.since)
    .sort((a, b) => madeAt(b).localeCompare(madeAt(a)))
    .slice(0, query.newest);
}

const stateOf = (one: RecordRow): string => one.fields.status ?? one.fields.state ?? "";
const madeAt = (one: RecordView) => one.created.device_time;

/** Ops of a record that the signed-in person made and that the server's row does not show yet. */
export async function pendingOf(recordId: string): Promise<OpRow[]> {
  const me = await owner();
  const row = await db.records.get([me, recordId]);
  const ops = await db.ops.where("record_id").equals(recordId).toArray();
  return overlaid(
    row,
    ops.filter((one) => one.owner === me),
  );
}

/** Photos of a record that were taken on this phone by the signed-in person. */
export async function photosOf(recordId: string): Promise<PhotoRow[]> {
  const me = await owner();
  const rows = await db.photos.where("record_id").equals(recordId).toArray();
  return rows.filter((one) => one.owner === me);
}

/** Bytes of a photo on this phone: the picture while it waits, a small one after it was confirmed. */
export async function photoBytes(id: string): Promise<ArrayBuffer | undefined> {
  const photo = await db.photos.get(id);
  if (!photo || photo.owner !== (await owner())) return undefined;
  const row = await db.bytes.get(id);
  return row?.full ?? row?.thumb;
}

/** What the signed-in person has to look at, newest first. */
export async function attention(): Promise<Notice[]> {
  const rows = await db.attention
    .where("owner")
    .equals(await owner())
    .toArray();
  return rows.sort((a, b) => b.at.localeCompare(a.at));
}

/** Everything of the signed-in person that waits to be sent, oldest first. */
export async function unsent(): Promise<{ ops: OpRow[]; photos: PhotoRow[] }> {
  const me = await owner();
  const [ops, photos] = await Promise.all([
    db.ops.where("state").anyOf("queued", "aside").sortBy("order"),
    db.photos.where("state").anyOf("waiting", "sending", "refused").sortBy("kept_at"),
  ]);
  return {
    ops: ops.filter((one) => one.owner === me),
    photos: photos.filter((one) => one.owner === me),
  };
}

export async function drafts(): Promise<DraftRow[]> {
  return db.drafts
    .where("owner")
    .equals(await owner())
    .toArray();
}
