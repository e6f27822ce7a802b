// Whether this page may use the database: a newer app in another tab wants it in a form of its own.

/**
 * ours: as usual · awaited: a newer app waits for the form that is open here · blocked: an older
 * page elsewhere still holds the database · newer: it is in a form that only a newer app understands
 */
export type Standing = "ours" | "awaited" | "blocked" | "newer";

let now: Standing = "ours";
const listeners = new Set<(now: Standing) => void>();
const forms = new Set<symbol>();
const patient = new Set<() => void>();
let settled = async () => {};

export const standing = {
  get: (): Standing => now,
  /** Calls at once and on every change; returns the way to stop. */
  subscribe(listener: (now: Standing) => void): () => void {
    listeners.add(listener);
    listener(now);
    return () => listeners.delete(listener);
  },
};

/** For the database itself only. */
export function stand(next: Standing): void {
  now = next;
  for (const listener of listeners) listener(now);
}

/** A form with work in progress is open until what comes back is called. */
export function openForm(): () => void {
  const form = Symbol("form");
  forms.add(form);
  return () => {
    if (forms.delete(form) && forms.size === 0) setTimeout(release);
  };
}

/** What was typed last is still on its way to the disk when a form is left. */
async function release(): Promise<void> {
  await settled();
  if (isFormOpen()) return;
  for (const go of patient) go();
  patient.clear();
}

/** How to wait until all that was entered is on disk. */
export function settleBy(wait: () => Promise<void>): void {
  settled = wait;
}

export const isFormOpen = (): boolean => forms.size > 0;

/** Calls `go` once no form is open: now, or when the last one is left. */
export function whenNoForm(go: () => void): void {
  if (isFormOpen()) patient.add(go);
  else go();
}
