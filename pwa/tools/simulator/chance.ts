// Randomness and keys that a seed decides: the same seed gives the same ids, back-offs and bytes.
import { createHash } from "node:crypto";

/** A stream of bytes that depends on the seed alone. */
export function chance(seed: string): { bytes(count: number): Buffer; fraction(): number } {
  let block = 0;
  let rest = Buffer.alloc(0);
  const bytes = (count: number): Buffer => {
    while (rest.length < count) {
      rest = Buffer.concat([rest, createHash("sha256").update(`${seed} ${block++}`).digest()]);
    }
    const taken = rest.subarray(0, count);
    rest = rest.subarray(count);
    return taken;
  };
  return { bytes, fraction: () => bytes(6).readUIntBE(0, 6) / 2 ** 48 };
}
