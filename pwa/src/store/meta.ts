// Single values: device, session, end of the chain, epoch. A missing one is undefined.
import { db } from "./db";
import type { ChainHead, Device, Original, Session } from "./types";

interface Meta {
  device: Device;
  session: Session;
  chain: ChainHead;
  /** ops that this phone has ever kept */
  kept: number;
  epoch: string;
  /** a sign-out that the server has not heard of yet: its CSRF token */
  leaving: string;
  /** names under which this phone was revoked: what still waits under them is never signed anew (P4b) */
  revoked: string[];
  evicted: boolean;
  /** photos that are here and on the server, the oldest first */
  originals: Original[];
}

export async function getMeta<K extends keyof Meta>(key: K): Promise<Meta[K] | undefined> {
  return (await db.meta.get(key))?.value as Meta[K] | undefined;
}

export async function setMeta<K extends keyof Meta>(key: K, value: Meta[K]): Promise<void> {
  await db.meta.put({ key, value });
}

export async function dropMeta(key: keyof Meta): Promise<void> {
  await db.meta.delete(key);
}

/** The name that the server knows this phone by. */
export async function deviceId(): Promise<string | undefined> {
  return (await getMeta("device"))?.device_id;
}

/** Who is signed in on this phone, online or not; undefined when nobody is. */
export function session(): Promise<Session | undefined> {
  return getMeta("session");
}
