// Revoking a phone is an act of the moment, never queued: it needs the network, and says when it failed.
import type { Answer } from "./http";
import { reach } from "./reach";

/** Ends every session of a phone; what it has not sent will be set apart (P4b). */
export function revokeDevice(id: string): Promise<Answer> {
  return reach("DELETE", `/api/devices/${encodeURIComponent(id)}`);
}
