// Unsent work to a file and back, for a phone that cannot reach the server at all.
// One JSON object per line: ops first, then photos with their bytes in base64.
import { type PhotoRow, session } from "../store";
import { db } from "../store/db";
import { getMeta } from "../store/meta";
import { unsent } from "../store/read";
import type { OpRow } from "../store/types";
import { alone } from "./alone";
import { seal } from "./chain";
import { KeepError } from "./errors";
import { CHAIN, nextPlace } from "./keep";
import { say } from "./signal";

type Line = { op: OpRow } | { photo: PhotoRow; bytes: string };

async function base64(bytes: ArrayBuffer): Promise<string> {
  const view = new Uint8Array(bytes);
  const parts: string[] = [];
  for (let at = 0; at < view.length; at += 0x6000) {
    parts.push(btoa(String.fromCharCode(...view.subarray(at, at + 0x6000))));
  }
  return parts.join("");
}

function fromBase64(text: string): ArrayBuffer {
  return Uint8Array.from(atob(text), (one) => one.charCodeAt(0)).buffer;
}

/** The signed-in person's unsent ops and photos as one file; nothing leaves the queue. */
export async function saveUnsent(): Promise<Blob> {
  const { ops, photos } = await unsent();
  const lines: string[] = ops.map((op) => JSON.stringify({ op }));
  for (const photo of photos) {
    const { upload_url: _, ...kept } = photo;
    const full = (await db.bytes.get(photo.id))?.full;
    if (full) lines.push(JSON.stringify({ photo: kept, bytes: await base64(full) }));
  }
  return new Blob([`${lines.join("\n")}\n`], { type: "application/x-ndjson" });
}

/** Takes a saved file back; what is already here or was sent from here is left alone. */
export async function readBack(file: Blob): Promise<{ ops: number; photos: number }> {
  const text = await file.text();
  const lines = text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line);
  const me = (await session())?.user.id;
  if (!me) throw new KeepError("not_signed_in");
  const ops = lines.flatMap((line) => ("op" in line && line.op.owner === me ? [line.op] : []));
  let added = 0;
  for (const row of ops) added += await takeOp(row);
  let photos = 0;
  for (const line of lines) {
    if (!("photo" in line) || line.photo.owner !== me) continue;
    photos += await takePhoto(line.photo, fromBase64(line.bytes));
  }
  say({ type: "kept" });
  return { ops: added, photos };
}

/** Signed anew as this device's next link; `op_id` and `after` stay, so it lands once (O2, P1). */
function takeOp(row: OpRow): Promise<number> {
  return alone(CHAIN, async () => {
    const [device, head] = await Promise.all([getMeta("device"), getMeta("chain")]);
    if (!device || !head) throw new KeepError("no_device");
    const { device_id, key } = device;
    if (!key) throw new KeepError("revoked");
    const { device_id: _was, device_seq: __, prev_hash: ___, signature: ____, ...draft } = row.op;
    const sealed = await seal(draft, { device_id, key }, head);
    const { op } = sealed;
    const tables = [db.ops, db.acked, db.attention, db.tails, db.meta];
    return db.transaction("rw", tables, async () => {
      const known = await Promise.all([
        db.ops.get(op.op_id),
        db.acked.get(op.op_id),
        db.attention.get(op.op_id),
      ]);
      if (known.some(Boolean)) return 0;
      if ((await getMeta("chain"))?.seq !== head.seq) throw new KeepError("not_saved", "overtaken");
      const { owner, record_id, op_id } = row;
      await db.ops.add({ ...row, op, order: await nextPlace(), state: "queued" });
      await db.tails.put({ owner, record_id, op_id });
      await db.meta.put({ key: "chain", value: sealed.head });
      return 1;
    });
  });
}

function takePhoto(photo: PhotoRow, full: ArrayBuffer): Promise<number> {
  return db.transaction("rw", [db.photos, db.bytes], async () => {
    if (await db.photos.get(photo.id)) return 0;
    await db.photos.add({ ...photo, state: "waiting", sent: 0 });
    await db.bytes.put({ id: photo.id, full });
    return 1;
  });
}
