// Confirmed photos stay whole here until the server's backup holds them, as answered ops do (F9).
// They are second copies: whenever room is short they are the first to go.
import { db } from "../store/db";
import { dropMeta, getMeta, setMeta } from "../store/meta";
import type { Original, PhotoRow } from "../store/types";
import type { Page } from "./pull";

const MOST_BYTES = 200_000_000;

const originals = async (): Promise<Original[]> => (await getMeta("originals")) ?? [];

/** Notes a photo inside the transaction that confirms it; beyond the bound the oldest ones go. */
export async function keepOriginal({ id, owner, scope, size }: PhotoRow): Promise<void> {
  const kept = (await originals()).filter((one) => one.id !== id);
  kept.push({ id, owner, scope, size });
  let total = kept.reduce((sum, one) => sum + one.size, 0);
  const gone: Original[] = [];
  while (total > MOST_BYTES) {
    const [oldest] = kept.splice(0, 1) as [Original];
    total -= oldest.size;
    gone.push(oldest);
  }
  await letGo(gone, kept);
}

/** Lets go of those that the server's last backup has passed; the small pictures stay. */
export function forgetOriginals(owner: string, page: Page): Promise<void> {
  return db.transaction("rw", [db.meta, db.bytes], async () => {
    const kept: Original[] = [];
    const gone: Original[] = [];
    const known = await originals();
    for (const one of known) {
      // Confirmed before this pull began, so its arrival lies at or below what the pull has reached.
      const seq = one.seq ?? (one.owner === owner ? page.cursor.scopes[one.scope] : undefined);
      const passed = seq !== undefined && (page.durable_through[one.scope] ?? -1) >= seq;
      if (passed) gone.push(one);
      else kept.push(seq === one.seq || seq === undefined ? one : { ...one, seq });
    }
    if (gone.length > 0 || kept.some((one, at) => one !== known[at])) await letGo(gone, kept);
  });
}

/** Lets go of all of them for want of room; whether there were any. */
export async function makeRoom(): Promise<boolean> {
  const ids = (await originals()).map((one) => one.id);
  if (ids.length === 0) return false;
  const rows = await db.bytes.bulkGet(ids);
  // A full storage takes no change of a row, however small it becomes; it takes a deletion.
  await db.transaction("rw", [db.meta, db.bytes], async () => {
    await db.bytes.bulkDelete(ids);
    await dropMeta("originals");
  });
  const small = rows.flatMap((row) => (row?.thumb ? [{ id: row.id, thumb: row.thumb }] : []));
  // The server has the picture: whoever must do without the small one here sees that one.
  await db.bytes.bulkPut(small).catch(() => undefined);
  return true;
}

async function letGo(gone: Original[], kept: Original[]): Promise<void> {
  await setMeta("originals", kept);
  if (gone.length === 0) return;
  await db.bytes
    .where("id")
    .anyOf(gone.map((one) => one.id))
    .modify((row) => {
      delete row.full;
    });
}
