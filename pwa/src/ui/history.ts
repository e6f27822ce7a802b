/** The server's history of one record (H3): asked for when it is looked at, never stored. */
import type { OpTimes } from "../rules/clocks";
import type { Op, Outcome } from "../rules/types";

export interface Step extends OpTimes {
  /** Null where personal data was erased. */
  op: Op | null;
  outcome: Outcome;
  by: string;
  device_time: string;
  received: string;
  /** The op before it on its phone, as far as this person may read. */
  earlier: OpTimes | null;
  chain: "ok" | "broken";
}

/** The history, or null when there is none to be had now. Only the protocol's own form counts (P7). */
export async function fetchHistory(id: string): Promise<Step[] | null> {
  try {
    const answer = await fetch(`/api/records/${id}/history`, { credentials: "same-origin" });
    const json = answer.headers.get("content-type")?.startsWith("application/json");
    if (!answer.ok || !json) return null;
    const { history } = (await answer.json()) as { history?: Step[] };
    return Array.isArray(history) ? history : null;
  } catch {
    return null;
  }
}
