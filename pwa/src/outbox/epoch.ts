// Notices that the server was restored from a backup, or is another one (F9).
import { db } from "../store/db";
import { dropMeta, getMeta } from "../store/meta";
import { offerAgain } from "../store/rows";
import { adoptStrays } from "./device";

/** Remembers the server's epoch; a changed one puts answered ops and photos back into the queue. */
export async function noteEpoch(epoch: unknown): Promise<void> {
  if (typeof epoch !== "string") return;
  const offered = await db.transaction("rw", [db.meta, db.ops, db.acked, db.photos], async () => {
    const known = await getMeta("epoch");
    if (known === epoch) return false;
    await db.meta.put({ key: "epoch", value: epoch });
    if (known !== undefined) await offerAgain();
    // What is offered again is no second copy any more.
    if (known !== undefined) await dropMeta("originals");
    return known !== undefined;
  });
  if (offered) await adoptStrays();
}
