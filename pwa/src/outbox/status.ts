// What the chip and the sync screen show. One value, told to everyone who listens.
import type { Problem } from "../store/types";

export interface SyncStatus {
  online: boolean;
  signedIn: boolean;
  /** the server wants a new sign-in before it takes anything; recording goes on */
  needsSignIn: boolean;
  /** the server has revoked this phone: its key is gone, nothing can be recorded until a sign-in */
  revoked: boolean;
  waitingOps: number;
  waitingPhotos: number;
  /** shrinks only, unless more was recorded */
  bytesLeft: number;
  phase: "idle" | "push" | "pull" | "photos" | "waiting";
  /** rows read so far in this pull */
  pulled: number;
  /** 0…1 of all there is to read, while a pull takes more than a page; else null (F10) */
  filled: number | null;
  lastContact: string | null;
  lastError: Problem | null;
  /** when the next try comes by itself, while waiting after a failure */
  retryAt: string | null;
  /** this page does the syncing for all tabs */
  leader: boolean;
  /** a new version is here and waits until nothing is open */
  updateReady: boolean;
}

type Listener = (status: SyncStatus) => void;

let now: SyncStatus = {
  online: globalThis.navigator?.onLine ?? true,
  signedIn: false,
  needsSignIn: false,
  revoked: false,
  waitingOps: 0,
  waitingPhotos: 0,
  bytesLeft: 0,
  phase: "idle",
  pulled: 0,
  filled: null,
  lastContact: null,
  lastError: null,
  retryAt: null,
  leader: false,
  updateReady: false,
};
const listeners = new Set<Listener>();

export const status = {
  get: (): SyncStatus => now,
  /** Calls at once and on every change; returns the way to stop. */
  subscribe(listener: Listener): () => void {
    listeners.add(listener);
    listener(now);
    return () => listeners.delete(listener);
  },
};

/** For the outbox itself only. */
export function tell(change: Partial<SyncStatus>): void {
  now = { ...now, ...change };
  for (const listener of listeners) listener(now);
}
