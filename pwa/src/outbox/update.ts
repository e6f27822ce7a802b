// A new version of the app waits until nothing is open; it never reloads a form.
import { status, tell } from "./status";

const holds = new Set<symbol>();
let waiting: ServiceWorker | null = null;
let asked = false;

/** A screen with work in progress keeps updates away until it calls what it gets back. */
export function holdUpdate(): () => void {
  const hold = Symbol("open");
  holds.add(hold);
  return () => holds.delete(hold);
}

/** Puts the waiting version in place if nothing is open; false if it has to wait. */
export function applyUpdate(): boolean {
  const busy = holds.size > 0 || !["idle", "waiting"].includes(status.get().phase);
  if (busy || !waiting) return false;
  asked = true;
  waiting.postMessage({ type: "SKIP_WAITING" });
  return true;
}

/** Registers the service worker and notices when a newer one has come. `reload` opens the new app. */
export async function watchUpdates(reload: () => void): Promise<void> {
  const container = globalThis.navigator?.serviceWorker;
  if (!container) return;
  container.addEventListener("controllerchange", () => {
    if (asked) reload();
  });
  // Without network the worker of the last visit goes on serving.
  const registration = await container
    .register("/sw.js", { updateViaCache: "none" })
    .catch(() => container.getRegistration());
  if (!registration) return;
  const found = () => {
    if (!registration.waiting || !container.controller) return;
    waiting = registration.waiting;
    tell({ updateReady: true });
  };
  found();
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", found);
  });
}
