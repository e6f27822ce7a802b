// Photos follow the records: what the server lacks is sent, and let go only when it has the hash (B2, B3).
import { db } from "../store/db";
import { getMeta } from "../store/meta";
import type { PhotoRow, Problem } from "../store/types";
import { sha256 } from "./chain";
import { keepOriginal } from "./originals";
import { roomWasMade } from "./photos";
import { reach } from "./reach";
import { thumbnail } from "./thumbnail";
import { type Trouble, trouble, troubleOf } from "./trouble";
import { upload } from "./upload";

const ASK_AT_ONCE = 100;
/** Not failures: something was recorded meanwhile; the records now name photos as available. */
export const TEXT_FIRST = "text_first";
export const LOOK_AGAIN = "look_again";

const queuedOps = () => db.ops.where("state").equals("queued").count();

/** Sends waiting photos one by one; stops early when new ops wait, for text goes first. */
export async function sendPhotos(mine = () => true): Promise<Trouble | null> {
  const me = (await getMeta("session"))?.user.id;
  let last: Trouble | null = null;
  let arrived = false;
  const queued = await queuedOps();
  const waiting = await db.photos.where("state").anyOf("waiting", "sending").sortBy("kept_at");
  const ordered = [
    ...waiting.filter((one) => one.owner === me),
    ...waiting.filter((one) => one.owner !== me),
  ];
  for (const scope of new Set(ordered.map((one) => one.scope))) {
    const photos = ordered.filter((one) => one.scope === scope);
    for (let at = 0; at < photos.length; at += ASK_AT_ONCE) {
      const some = photos.slice(at, at + ASK_AT_ONCE);
      const missing = await askMissing(scope, some);
      // Not this person's site: the photos wait for someone who may send them.
      if (missing === "forbidden") break;
      if ("code" in missing) return missing;
      for (const photo of some) {
        if (!mine()) return last;
        if ((await queuedOps()) > queued) return trouble(TEXT_FIRST);
        const stopped = missing.has(photo.sha256) ? await send(photo) : await confirm(photo);
        if (stopped?.cut) return stopped;
        last = stopped ?? last;
        const state = (await db.photos.get(photo.id))?.state;
        arrived ||= missing.has(photo.sha256) && state === "confirmed";
      }
    }
  }
  return last ?? (arrived ? trouble(LOOK_AGAIN) : null);
}

/** Hashes that the scope lacks (B1). */
async function askMissing(
  scope: string,
  photos: PhotoRow[],
): Promise<Set<string> | Trouble | "forbidden"> {
  const sha256 = [...new Set(photos.map((one) => one.sha256))];
  const answer = await reach("POST", "/api/blobs/missing", { json: { scope, sha256 } });
  if (!answer.ok)
    return answer.status === 403 && answer.code !== "csrf" ? "forbidden" : troubleOf(answer);
  const { missing } = answer.data;
  return Array.isArray(missing) ? new Set(missing) : trouble("strange", { cut: true });
}

async function send(photo: PhotoRow): Promise<Trouble | null> {
  const bytes = (await db.bytes.get(photo.id))?.full;
  // Browsers have been seen to damage what they stored: the server would refuse it for ever.
  if (!bytes || (await sha256(bytes)) !== photo.sha256) {
    return refuse(photo, { code: "bytes_lost", message: "" });
  }
  await db.photos.update(photo.id, { state: "sending" });
  const result = await upload(photo, bytes);
  if (result.refused) return refuse(photo, result.refused);
  if (result.trouble) {
    await db.photos.update(photo.id, { state: "waiting" });
    return result.trouble;
  }
  const missing = await askMissing(photo.scope, [photo]);
  if (missing !== "forbidden" && "code" in missing) {
    await db.photos.update(photo.id, { state: "waiting" });
    return missing;
  }
  if (missing !== "forbidden" && !missing.has(photo.sha256)) return confirm(photo);
  // Sent whole, and yet not there: begin anew rather than believe it.
  await db.photos
    .where("id")
    .equals(photo.id)
    .modify((row) => {
      row.state = "waiting";
      row.sent = 0;
      delete row.upload_url;
    });
  return trouble("not_confirmed");
}

/** The server holds this very hash: the bytes go once its backup has it, too (B3, F9). */
async function confirm(photo: PhotoRow): Promise<null> {
  const row = await db.bytes.get(photo.id);
  const thumb = row?.thumb ?? (row?.full && (await thumbnail(row.full, photo.type)));
  await db.transaction("rw", [db.photos, db.bytes, db.meta, db.attention], async () => {
    await db.photos
      .where("id")
      .equals(photo.id)
      .modify((one) => {
        one.state = "confirmed";
        one.sent = one.size;
        delete one.upload_url;
        delete one.error;
      });
    await db.bytes.put({ id: photo.id, ...row, ...(thumb && { thumb }) });
    await keepOriginal(photo);
    await db.attention.delete(photo.id);
  });
  roomWasMade();
  return null;
}

/** Stays on the phone with the reason, until a person decides. */
async function refuse(photo: PhotoRow, error: Problem): Promise<null> {
  const { id, owner, record_id, kind, scope } = photo;
  const at = new Date().toISOString();
  await db.transaction("rw", [db.photos, db.attention], async () => {
    await db.photos.update(id, { state: "refused", error });
    await db.attention.put({
      id,
      owner,
      record_id,
      kind,
      scope,
      outcome: "photo_refused",
      ...error,
      at,
    });
  });
  return null;
}
