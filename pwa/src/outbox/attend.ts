// What a person does with things that were set aside: try once more, or note that they have read it.
import { db } from "../store/db";
import { syncNow } from "./engine";

/** Puts an op or a photo that was set aside back into the queue. */
export async function retry(id: string): Promise<void> {
  await db.transaction("rw", [db.ops, db.photos, db.attention], async () => {
    const op = await db.ops.get(id);
    if (op?.state === "aside") await db.ops.update(id, { state: "queued" });
    const photo = await db.photos.get(id);
    if (photo?.state === "refused") await db.photos.update(id, { state: "waiting", sent: 0 });
    if (op || photo) await db.attention.delete(id);
  });
  syncNow("person");
}

/** The person has read a notice. What waits or was refused stays where it is. */
export async function dismiss(noticeId: string): Promise<void> {
  await db.attention.delete(noticeId);
}
