// The device's chain: each op carries the hash of the one before it and the device's signature (O3).
import { signedForm } from "../rules/canonical";
import { base64url } from "../rules/hash";
import type { Op } from "../rules/types";
import type { ChainHead } from "../store/types";

const ECDSA = { name: "ECDSA", hash: "SHA-256" } as const;

export type Draft = Omit<Op, "device_id" | "device_seq" | "prev_hash" | "signature">;

/** A registered phone with its key. */
export interface Signer {
  device_id: string;
  key: CryptoKeyPair;
}

/** SHA-256 in small hex: the name of a photo's bytes (B1). */
export async function sha256(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (one) => one.toString(16).padStart(2, "0")).join("");
}

/** A key pair whose private half no script can read out. */
export function newKey(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, [
    "sign",
    "verify",
  ]);
}

/** The draft as the next link of this device's chain, and the head after it. */
export async function seal(
  draft: Draft,
  device: Signer,
  head: ChainHead,
): Promise<{ op: Op; head: ChainHead; size: number }> {
  const place = {
    device_id: device.device_id,
    device_seq: head.seq + 1,
    prev_hash: head.hash,
  };
  const bytes = signedForm({ ...draft, ...place });
  const [hash, signature] = await Promise.all([
    crypto.subtle.digest("SHA-256", bytes),
    crypto.subtle.sign(ECDSA, device.key.privateKey, bytes),
  ]);
  const op = { ...draft, ...place, signature: base64url(signature) };
  return { op, head: { seq: place.device_seq, hash: base64url(hash) }, size: bytes.length + 100 };
}
