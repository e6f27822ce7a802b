// RFC 8785 canonical JSON: what is hashed and signed, the same bytes as on the server (O3).
import canonicalize from "canonicalize";
import type { Op } from "./types";

/** The bytes of an op that its signature covers: all of it but `signature`. */
export function canonicalOp({ signature: _, ...op }: Op): string {
  return canonicalize(op) ?? "";
}
