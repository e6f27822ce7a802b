// This phone as the server knows it: registered once, and anew when the server says it is a copy (O2).

import { db } from "../store/db";
import { getMeta, setMeta } from "../store/meta";
import type { ChainHead, Device, OpRow } from "../store/types";
import { alone } from "./alone";
import { newKey, type Signer, seal } from "./chain";
import type { Answer } from "./http";
import { CHAIN } from "./keep";
import { tell } from "./status";

type Send = (method: string, path: string, request: { json: unknown }) => Promise<Answer>;

/**
 * Registers this phone for `person` and starts its chain; ops that still wait are signed anew.
 * Not those of a phone that was `revoked`: they stay under its name, for a person to judge (P4b).
 */
export async function register(send: Send, person: string, revoked = false): Promise<Answer> {
  const key = await newKey();
  const public_key = await crypto.subtle.exportKey("jwk", key.publicKey);
  const answer = await send("POST", "/api/devices", { json: { name: deviceName(), public_key } });
  const device_id = answer.ok ? answer.data.device_id : undefined;
  if (typeof device_id !== "string") return answer;
  await alone(CHAIN, async () => {
    const before = (await getMeta("device"))?.device_id;
    if (revoked && before) await neverAgain(before);
    const waiting = await mine(
      await db.ops.where("state").anyOf("queued", "aside").sortBy("order"),
    );
    await takeOver(waiting, { device_id, key, people: [person] }, { seq: 0, hash: null });
  });
  tell({ revoked: false });
  return answer;
}

/**
 * The server has revoked this phone: its key goes at this very contact, and with it the means to
 * record anything in its name. What waits stays, for a person to judge.
 */
export function eraseKey(): Promise<void> {
  return alone(CHAIN, async () => {
    const device = await getMeta("device");
    if (!device?.key) return;
    const { device_id, people } = device;
    await setMeta("device", { device_id, people });
    await neverAgain(device_id);
    tell({ revoked: true });
  });
}

async function neverAgain(device_id: string): Promise<void> {
  const known = (await getMeta("revoked")) ?? [];
  if (!known.includes(device_id)) await setMeta("revoked", [...known, device_id]);
}

/** Those ops that may be signed anew: not what was recorded under a name that was revoked (P4b). */
async function mine(rows: OpRow[]): Promise<OpRow[]> {
  const revoked = (await getMeta("revoked")) ?? [];
  return rows.filter((row) => !revoked.includes(row.op.device_id));
}

/** Ops of an earlier registration that wait again: the server may not know that one any more (F9). */
export function adoptStrays(): Promise<void> {
  return alone(CHAIN, async () => {
    const [device, head] = await Promise.all([getMeta("device"), getMeta("chain")]);
    if (!device?.key || !head) return;
    const queued = await mine(await db.ops.where("state").equals("queued").sortBy("order"));
    const strays = queued.filter((row) => row.op.device_id !== device.device_id);
    if (strays.length > 0) await takeOver(strays, { ...device, key: device.key }, head);
  });
}

/** Signs ops as the next links of `device`'s chain; `op_id` and `after` stay (O2). */
async function takeOver(rows: OpRow[], device: Device & Signer, from: ChainHead): Promise<void> {
  let head = from;
  const signed: OpRow[] = [];
  for (const row of rows) {
    const { device_id: _, device_seq, prev_hash, signature, ...draft } = row.op;
    const sealed = await seal(draft, device, head);
    head = sealed.head;
    signed.push({ ...row, op: sealed.op });
  }
  await db.transaction("rw", [db.ops, db.meta], async () => {
    await db.ops.bulkPut(signed);
    await db.meta.bulkPut([
      { key: "device", value: device },
      { key: "chain", value: head },
    ]);
  });
}

/** Notes that `person` has signed in here: the server takes their ops from this device (O5). */
export async function welcome(person: string): Promise<void> {
  await db.transaction("rw", db.meta, async () => {
    const device = await getMeta("device");
    if (!device || device.people.includes(person)) return;
    const value = { ...device, people: [...device.people, person] };
    await db.meta.put({ key: "device", value });
  });
}

/** A name that a supervisor recognises in the list of devices. */
function deviceName(): string {
  const agent = globalThis.navigator?.userAgent ?? "";
  const kind = /iPhone|iPad|Android|Windows|Mac|Linux/.exec(agent)?.[0] ?? "Phone";
  const browser = /Edg|MicroMessenger|Firefox|Chrome|Safari/.exec(agent)?.[0] ?? "";
  return `${kind} ${browser}`.trim();
}
