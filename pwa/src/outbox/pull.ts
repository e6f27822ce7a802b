// Reads the server's changes page by page; a page and its cursor are one transaction (F7).
import type { RecordRow } from "../rules/types";
import { db } from "../store/db";
import { getMeta } from "../store/meta";
import { isRow, purgeScope, ROW_TABLES, stopWaiting, takeRows } from "../store/rows";
import type { Cursor } from "../store/types";
import { countWaiting } from "./counts";
import { noteEpoch } from "./epoch";
import { measure } from "./fill";
import { forgetOriginals } from "./originals";
import { reach } from "./reach";
import { refill, shadowOf } from "./refill";
import { noteSettled } from "./settled";
import { tell } from "./status";
import { type Trouble, trouble, troubleOf } from "./trouble";

const PAGE = 500;

export interface Page {
  epoch: string;
  records: RecordRow[];
  cursor: Cursor;
  has_more: boolean;
  left: string[];
  durable_through: Record<string, number>;
}

/** Pulls until nothing is new for the signed-in person; null when up to date. */
export async function pullAll(): Promise<Trouble | null> {
  const owner = (await getMeta("session"))?.user.id;
  if (!owner) return null;
  let pulled = 0;
  const share = measure();
  if (await db.cursors.get(shadowOf(owner))) return refill(owner);
  for (;;) {
    const row = await db.cursors.get(owner);
    const page = await fetchPage(owner, row && { epoch: row.epoch, scopes: row.scopes });
    if (page === "resync") return refill(owner);
    if ("code" in page) return page;
    await takePage(owner, page);
    pulled += page.records.length;
    tell({ pulled, filled: await share(page) });
    if (!page.has_more) {
      await noteEpoch(page.epoch);
      await forgetDurable(owner, page);
      await forgetOriginals(owner, page);
      return null;
    }
    // A server that promises more without moving on would keep us here for ever.
    if (JSON.stringify(page.cursor.scopes) === JSON.stringify(row?.scopes))
      return trouble("strange");
  }
}

/** One page, or why there is none. `resync`: the cursor is of no use any more (F8). */
export async function fetchPage(
  owner: string,
  cursor: Cursor | undefined,
): Promise<Page | Trouble | "resync"> {
  const { waitingOps: ops, waitingPhotos: photos, bytesLeft: bytes } = await countWaiting();
  const asked = { limit: PAGE, waiting: { ops, photos, bytes } };
  const json = cursor ? { cursor, ...asked } : asked;
  const answer = await reach("POST", "/api/sync/pull", { json });
  if (!answer.ok) {
    return answer.code === "resync_required" && cursor ? "resync" : troubleOf(answer);
  }
  // Somebody else has signed in since: these rows are theirs.
  if (answer.owner !== owner) return trouble("other_person");
  return pageOf(answer.data) ?? trouble("strange", { cut: true });
}

function pageOf(data: Record<string, unknown>): Page | null {
  const page = data as Partial<Page>;
  const scopes = page.cursor?.scopes;
  if (typeof page.epoch !== "string" || typeof page.has_more !== "boolean") return null;
  if (typeof page.cursor?.epoch !== "string" || !scopes || typeof scopes !== "object") return null;
  if (!Array.isArray(page.records) || !page.records.every(isRow)) return null;
  const { left = [], durable_through = {} } = page;
  return { ...(page as Page), left, durable_through };
}

function takePage(owner: string, page: Page): Promise<void> {
  return db.transaction("rw", [...ROW_TABLES, db.cursors, db.attention], async () => {
    for (const scope of page.left) await purgeScope(owner, scope);
    await noteSettled(owner, page.records);
    await takeRows(owner, page.records);
    if (!page.has_more) await stopWaiting(owner);
    await db.cursors.put({ owner, ...page.cursor });
  });
}

/** Answered ops go when the server's verified backup has passed them (F9). */
async function forgetDurable(owner: string, page: Page): Promise<void> {
  await db.transaction("rw", db.acked, async () => {
    for (const row of await db.acked.where("owner").equals(owner).toArray()) {
      // Answered before this pull began, so it lies at or below what the pull has reached.
      const seq = row.seq ?? page.cursor.scopes[row.scope];
      if (seq === undefined) continue;
      if ((page.durable_through[row.scope] ?? -1) >= seq) await db.acked.delete(row.op_id);
      else if (row.seq === undefined) await db.acked.update(row.op_id, { seq });
    }
  });
}
