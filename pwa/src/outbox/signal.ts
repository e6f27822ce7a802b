// Word between tabs and worker: something was kept, somebody wants a sync, how the leader gets on.
import type { SyncStatus } from "./status";

export type Signal =
  | { type: "kept" }
  | { type: "sync"; reason: string }
  | { type: "session" }
  | { type: "who"; lock: string }
  | { type: "here"; lock: string }
  | { type: "progress"; progress: Progress };

/** What only the leading tab knows; the rest each tab counts by itself. */
export type Progress = Pick<
  SyncStatus,
  "online" | "phase" | "pulled" | "filled" | "lastContact" | "lastError" | "retryAt"
>;

const channel =
  typeof BroadcastChannel === "function" ? new BroadcastChannel("roundbook") : undefined;
const listeners = new Set<(signal: Signal) => void>();

// In Node a listening channel would keep the process alive; browsers know no unref.
(channel as { unref?: () => void } | undefined)?.unref?.();
channel?.addEventListener("message", (event) => hear((event as MessageEvent<Signal>).data));

function hear(signal: Signal): void {
  for (const listener of listeners) listener(signal);
}

/** Tells this page and all others. */
export function say(signal: Signal): void {
  hear(signal);
  channel?.postMessage(signal);
}

export function listen(listener: (signal: Signal) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
