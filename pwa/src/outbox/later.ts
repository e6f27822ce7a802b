// Background Sync, where the browser has it: a bonus that sends what waits after the app was closed.

interface SyncManager {
  register(tag: string): Promise<void>;
}

/** Asks the browser to wake the service worker when there is a network again. */
export function sendLater(): void {
  const ready = globalThis.navigator?.serviceWorker?.ready;
  const asked = ready?.then((one) =>
    (one as { sync?: SyncManager }).sync?.register("roundbook-outbox"),
  );
  asked?.catch(() => undefined);
}
