/** Phones as the server knows them: asked for when they are looked at, never stored. */
import { useEffect, useState } from "preact/hooks";

export interface Phone {
  device_id: string;
  name: string;
  registered_by: string;
  created: string;
  last_contact: string | null;
  revoked: string | null;
  revoked_by: string | null;
  people: string[];
  /** What waited on it when it last said so. */
  waiting: { ops: number; photos: number; bytes: number; at: string } | null;
}

export type AskedPhones =
  | { is: "asking" }
  | { is: "here"; phones: Phone[] }
  | { is: "unreachable"; again: () => void };

/** Only an answer in the API's own form counts. */
export function phonesIn(body: unknown): Phone[] | null {
  const devices = (body as { devices?: unknown } | null)?.devices;
  if (!Array.isArray(devices)) return null;
  return devices.every((one) => typeof one?.device_id === "string") ? (devices as Phone[]) : null;
}

async function ask(signal: AbortSignal): Promise<Phone[] | null> {
  const answer = await fetch("/api/devices", {
    credentials: "same-origin",
    headers: { Accept: "application/json" },
    signal,
  });
  const json = answer.headers.get("Content-Type")?.startsWith("application/json");
  return answer.ok && json ? phonesIn(await answer.json()) : null;
}

/** Asks again when `turn` changes; what was there stays on the screen meanwhile. */
export function usePhones(turn: number): AskedPhones {
  const [asked, setAsked] = useState<AskedPhones>({ is: "asking" });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const stop = new AbortController();
    const again = () => setAttempt((count) => count + 1);
    const missed = () =>
      setAsked((was) => (was.is === "here" ? was : { is: "unreachable", again }));
    ask(stop.signal)
      .then((phones) => (phones ? setAsked({ is: "here", phones }) : missed()))
      .catch(() => {
        if (!stop.signal.aborted) missed();
      });
    return () => stop.abort();
  }, [turn, attempt]);
  return asked;
}
