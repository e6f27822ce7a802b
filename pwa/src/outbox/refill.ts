// Fills a shadow store from nothing and swaps it in whole: the old rows stay readable meanwhile (F8).
import { db } from "../store/db";
import { ROW_TABLES, stopWaiting, takeRows } from "../store/rows";
import { noteEpoch } from "./epoch";
import { measure } from "./fill";
import { fetchPage } from "./pull";
import { tell } from "./status";
import { type Trouble, trouble } from "./trouble";

/** The owner under which rows gather until the swap. */
export const shadowOf = (owner: string): string => `shadow:${owner}`;

/** Goes on where an earlier refill was cut; the outbox is not touched. */
export async function refill(owner: string): Promise<Trouble | null> {
  const shadow = shadowOf(owner);
  let again = false;
  const share = measure();
  if (!(await db.cursors.get(shadow))) await clear(shadow);
  for (;;) {
    const row = await db.cursors.get(shadow);
    const cursor = row?.epoch ? { epoch: row.epoch, scopes: row.scopes } : undefined;
    const page = await fetchPage(owner, cursor);
    if (page === "resync") {
      if (again) return trouble("resync_required");
      again = true;
      await clear(shadow);
      continue;
    }
    if ("code" in page) return page;
    await db.transaction("rw", [...ROW_TABLES, db.cursors], async () => {
      await takeRows(shadow, page.records);
      await db.cursors.put({ owner: shadow, ...page.cursor });
    });
    tell({
      filled: await share(page),
      pulled: await db.records
        .where("[owner+id]")
        .between([shadow, ""], [shadow, "\uffff"])
        .count(),
    });
    if (page.has_more) continue;
    await swap(owner, shadow);
    await noteEpoch(page.epoch);
    return null;
  }
}

const rowsOf = (owner: string) =>
  db.records.where("[owner+id]").between([owner, ""], [owner, "\uffff"]);

/** An empty cursor marks that a refill has begun, so that a restart goes on with it. */
async function clear(shadow: string): Promise<void> {
  await db.transaction("rw", [db.records, db.cursors], async () => {
    await rowsOf(shadow).delete();
    await db.cursors.put({ owner: shadow, epoch: "", scopes: {} });
  });
}

async function swap(owner: string, shadow: string): Promise<void> {
  await db.transaction("rw", [...ROW_TABLES, db.cursors], async () => {
    const rows = await rowsOf(shadow).toArray();
    await rowsOf(shadow).delete();
    await rowsOf(owner).delete();
    await takeRows(
      owner,
      rows.map(({ owner: _, state: __, at: ___, ...row }) => row),
    );
    // Answered before the last page was read: what has no row now will not get one.
    await stopWaiting(owner);
    const cursor = await db.cursors.get(shadow);
    if (cursor) await db.cursors.put({ ...cursor, owner });
    await db.cursors.delete(shadow);
  });
}
