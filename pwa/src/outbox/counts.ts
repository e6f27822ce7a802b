// Keeps the chip true: what of this phone waits, counted whenever the store changes in any tab.
import { liveQuery } from "dexie";
import { db } from "../store/db";
import { type SyncStatus, status, tell } from "./status";

type Waiting = Pick<SyncStatus, "waitingOps" | "waitingPhotos" | "bytesLeft">;

/** Everybody's work on this phone counts: whoever holds it must not wipe it. */
export async function countWaiting(): Promise<Waiting> {
  const [ops, photos] = await Promise.all([
    db.ops.where("state").anyOf("queued", "aside").toArray(),
    db.photos.where("state").anyOf("waiting", "sending", "refused").toArray(),
  ]);
  const moving = photos.filter((one) => one.state !== "refused");
  const bytes =
    ops.reduce((sum, one) => sum + one.size, 0) +
    moving.reduce((sum, one) => sum + one.size - one.sent, 0);
  return { waitingOps: ops.length, waitingPhotos: photos.length, bytesLeft: bytes };
}

/** Bytes left only shrink while nothing new is recorded, also when an upload had to begin anew. */
function shrinking(next: Waiting): Waiting {
  const before = status.get();
  const more = next.waitingOps > before.waitingOps || next.waitingPhotos > before.waitingPhotos;
  return more ? next : { ...next, bytesLeft: Math.min(next.bytesLeft, before.bytesLeft) };
}

export function watchWaiting(): void {
  liveQuery(countWaiting).subscribe({
    next: (waiting) => tell(shrinking(waiting)),
    error: () => undefined,
  });
}
