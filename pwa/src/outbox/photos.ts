// Keeps a photo: its bytes and the op that names it, together or not at all (M5, B2).
import { v7 as uuid } from "uuid";
import type { Attachment, Fields, Op } from "../rules/types";
import { db } from "../store/db";
import { nearlyFull } from "../store/health";
import { record } from "../store/read";
import { sha256 } from "./chain";
import { changesOf } from "./changes";
import { KeepError } from "./errors";
import { keep } from "./keep";
import { makeRoom } from "./originals";

export interface NewPhoto {
  recordId: string;
  /** attachments field: `photos`, `signature`, `answers/<item>/photos` */
  key: string;
  bytes: ArrayBuffer;
  type: string;
  taken_at: string;
  provenance?: "camera" | "gallery";
  original_sha256?: string;
  width?: number;
  height?: number;
  caption?: string;
  /** small picture that stays on the phone after the server has confirmed the photo */
  thumb?: ArrayBuffer;
}

// Chrome no longer tells what is really left: what was refused once is remembered until room is made.
let refused = false;

/** True if a picture of this size would be refused: the shutter asks before it opens. */
export async function noRoomFor(bytes: number): Promise<boolean> {
  return refused || tight(bytes);
}

/** Nearly full even after second copies have gone. */
async function tight(bytes: number): Promise<boolean> {
  return (await nearlyFull(bytes)) && (!(await makeRoom()) || nearlyFull(bytes));
}

/** The bytes of a photo have gone to the server: what stays of it here makes room when it must. */
export function roomWasMade(): void {
  refused = false;
}

/** Photos of a field that were taken back: the same bytes may come again (undo). */
function removed(fields: Fields, key: string): Set<string> {
  const [root = "", item, part = ""] = key.split("/");
  const entries: Attachment[] = (item ? fields[root]?.[item]?.[part] : fields[root]) ?? [];
  return new Set(entries.filter((one) => one.removed).map((one) => one.id));
}

/** Returns the attachment's id; the same bytes twice on one field are one photo. */
export async function keepPhoto(photo: NewPhoto): Promise<string> {
  const { recordId, key, bytes, thumb, ...described } = photo;
  if (await tight(bytes.byteLength)) throw new KeepError("storage_full");
  const hash = await sha256(bytes);
  const entry: Attachment = { id: uuid(), sha256: hash, bytes: bytes.byteLength, ...described };
  let id = entry.id;
  const decide = async () => {
    const seen = await record(recordId);
    if (!seen) throw new KeepError("unknown_record", recordId);
    const earlier = await db.photos.where("sha256").equals(hash).toArray();
    const gone = removed(seen.fields, key);
    const twin = earlier.find(
      (one) => one.record_id === recordId && one.key === key && !gone.has(one.id),
    );
    if (twin) {
      id = twin.id;
      return null;
    }
    const changes = changesOf(seen.kind, seen.fields, { [key]: { add: [entry] } });
    const { kind, scope, rev: base_rev } = seen;
    return { record_id: recordId, kind, scope, action: "edit" as const, base_rev, changes };
  };
  const write = async (op: Op) => {
    await db.photos.add({
      id,
      sha256: hash,
      record_id: recordId,
      key,
      scope: op.scope,
      kind: op.kind,
      owner: op.author_id,
      state: "waiting",
      type: photo.type,
      size: bytes.byteLength,
      sent: 0,
      taken_at: photo.taken_at,
      kept_at: op.device_time,
    });
    await db.bytes.add(thumb ? { id, full: bytes, thumb } : { id, full: bytes });
  };
  try {
    await keep(decide, write);
    refused = false;
  } catch (error) {
    refused ||= error instanceof KeepError && error.code === "storage_full";
    throw error;
  }
  return id;
}
