/** The server's history of one record (O3, H1, H3): asked for when it is looked at, never stored. */
import { useEffect, useState } from "preact/hooks";
import { type Step, stepsIn } from "./steps";

export type Asked =
  | { is: "asking" }
  | { is: "here"; steps: Step[] }
  | { is: "unreachable"; again: () => void };

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
