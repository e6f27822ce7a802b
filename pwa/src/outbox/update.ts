// A new version of the app waits until nothing is open; it never reloads a form.
import { isFormOpen, openForm } from "../store/standing";
import { status, tell } from "./status";

/** asked: the new version comes now · busy: a form is open, or something is being sent · other_page */
export type Update = "asked" | "busy" | "other_page";

const RARELY = 15 * 60_000;

let registered: ServiceWorkerRegistration | undefined;
let waiting: ServiceWorker | null = null;
let asked = false;
let looked = 0;

/** A screen with work in progress keeps updates away until it calls what it gets back. */
export const holdUpdate = openForm;

/** Puts the waiting version in place if nothing is open, or says why it has to wait. */
export async function applyUpdate(): Promise<Update> {
  // Reading may be cut short at any time (F7); what is being sent shall get its answer.
  const busy = isFormOpen() || ["push", "photos"].includes(status.get().phase);
  if (busy || !waiting) return "busy";
  return (await giveWay(waiting)) ? "asked" : "other_page";
}

/**
 * For a page whose own version can do no more (the database is in a newer form): fetches the newest
 * and opens it, whatever else is open. Pages of the old version can do no more either.
 */
export async function openNewest(reload: () => void): Promise<void> {
  await registered?.update().catch(() => undefined);
  const next = registered?.waiting ?? (await installed(registered?.installing));
  if (!next || !(await giveWay(next, true))) reload();
}

/** Asks the new worker to take over; it refuses while other pages are open, unless by `force`. */
function giveWay(worker: ServiceWorker, force = false): Promise<boolean> {
  const { port1, port2 } = new MessageChannel();
  asked = true;
  return new Promise((answer) => {
    port1.onmessage = ({ data }) => {
      asked = data === true;
      port1.close();
      answer(asked);
    };
    worker.postMessage({ type: "SKIP_WAITING", force }, [port2]);
  });
}

/** The worker once all its files are here; null if it could not get them. */
function installed(worker: ServiceWorker | null | undefined): Promise<ServiceWorker | null> {
  if (!worker) return Promise.resolve(null);
  return new Promise((answer) => {
    worker.addEventListener("statechange", () => {
      if (worker.state === "installed") answer(worker);
      if (worker.state === "redundant") answer(null);
    });
  });
}

/** An app that stays open for days asks by itself whether there is a newer one. */
export function lookForUpdate(): void {
  if (!registered || Date.now() - looked < RARELY) return;
  looked = Date.now();
  registered.update().catch(() => undefined);
}

/** Registers the service worker and notices when a newer one has come. `reload` opens the new app. */
export async function watchUpdates(reload: () => void): Promise<void> {
  const container = globalThis.navigator?.serviceWorker;
  if (!container) return;
  container.addEventListener("controllerchange", () => {
    if (asked) reload();
  });
  // Without network the worker of the last visit goes on serving, and a dying one may never answer.
  const coming = container.register("/sw.js", { updateViaCache: "none" });
  const registration = (await container.getRegistration()) ?? (await coming.catch(() => undefined));
  coming.catch(() => undefined);
  if (!registration) return;
  registered = registration;
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
