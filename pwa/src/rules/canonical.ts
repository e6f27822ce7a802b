/** RFC 8785 canonical JSON: the bytes that are hashed and signed (O3). */

import serialize from "canonicalize";
import type { Op } from "./types";

/** Canonical form of a JSON value. Throws on what RFC 8785 cannot hold (NaN, undefined, lone surrogates). */
export function canonical(value: unknown): string {
  const text = serialize(value);
  if (text === undefined) throw new TypeError("not a JSON value");
  return text;
}

/** The bytes that a device signs: the op without `signature`, `prev_hash` included. */
export function signedForm(op: Op | Omit<Op, "signature">): Uint8Array<ArrayBuffer> {
  const { signature: _, ...rest } = op as Op;
  return new TextEncoder().encode(canonical(rest));
}
