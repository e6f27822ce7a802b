/** The link between a device's ops: SHA-256 in base64url (O3). */

import { signedForm } from "./canonical";
import type { Op } from "./types";

/** What the device's next op holds as `prev_hash`. */
export async function opHash(op: Op | Omit<Op, "signature">): Promise<string> {
  return base64url(await crypto.subtle.digest("SHA-256", signedForm(op)));
}

/** base64url without padding. */
export function base64url(bytes: ArrayBuffer | Uint8Array): string {
  const view = bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes);
  let text = "";
  for (const byte of view) text += String.fromCharCode(byte);
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
