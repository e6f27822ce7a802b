/** The server's history of one record (O3, H1, H3): asked for when it is looked at, never stored. */
import { useEffect, useState } from "preact/hooks";
import type { Op, Outcome } from "../../rules/types";

export interface Step {
  op: Op;
  outcome: Outcome;
  by: string;
  device_id: string;
  device_time: string;
  received: string;
  /** Milliseconds that the phone's clock was ahead of the server's; null when not measured. */
  clock_offset: number | null;
  chain: "ok" | "broken";
  rev?: number | null;
}

export type Asked =
  | { is: "asking" }
  | { is: "here"; steps: Step[] }
  | { is: "unreachable"; again: () => void };

/** Only an answer in the protocol's own form counts (P7). */
export function stepsIn(body: unknown): Step[] | null {
  const history = (body as { history?: unknown } | null)?.history;
  return Array.isArray(history) ? (history as Step[]) : null;
}

async function ask(id: string, signal: AbortSignal): Promise<Step[] | null> {
  const answer = await fetch(`/api/records/${id}/history`, {
    credentials: "same-origin",
    headers: { Accept: "application/json" },
    signal,
  });
  const json = answer.headers.get("Content-Type")?.startsWith("application/json");
  return answer.ok && json ? stepsIn(await answer.json()) : null;
}

/** Asks anew when the record's rev has moved. */
export function useHistory(id: string, rev: number): Asked {
  const [asked, setAsked] = useState<Asked>({ is: "asking" });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const stop = new AbortController();
    const again = () => setAttempt((count) => count + 1);
    setAsked({ is: "asking" });
    ask(id, stop.signal)
      .then((steps) => setAsked(steps ? { is: "here", steps } : { is: "unreachable", again }))
      .catch(() => {
        if (!stop.signal.aborted) setAsked({ is: "unreachable", again });
      });
    return () => stop.abort();
  }, [id, rev, attempt]);
  return asked;
}
