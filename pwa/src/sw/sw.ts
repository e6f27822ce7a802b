// The service worker: the app's own files for offline use. Touches GET only, and never /api.
import { createHandlerBoundToURL, precacheAndRoute } from "workbox-precaching";
import { NavigationRoute, registerRoute } from "workbox-routing";
import { syncInWorker } from "../outbox/engine";

declare const self: ServiceWorkerGlobalScope & {
  __WB_MANIFEST: { url: string; revision: string | null; integrity?: string }[];
};

precacheAndRoute(self.__WB_MANIFEST);

// Any address of the app opens from the phone; the server's own pages stay the server's.
const server = [/^\/api\//, /^\/(healthz|readyz|metrics)$/];
registerRoute(new NavigationRoute(createHandlerBoundToURL("/index.html"), { denylist: server }));

self.addEventListener("activate", (event) => {
  event.waitUntil(self.clients.claim());
});

// Only the app asks, when nothing is open; a second tab may still have a form on an older version.
self.addEventListener("message", (event) => {
  if (event.data?.type !== "SKIP_WAITING") return;
  event.waitUntil(giveWay(event.data.force === true, event.ports[0]));
});

/** `force` comes from a page that can do no more: the database is in the new version's form already. */
async function giveWay(force: boolean, answer: MessagePort | undefined) {
  const open = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const free = force || open.length <= 1;
  answer?.postMessage(free);
  if (free) await self.skipWaiting();
}

// Background Sync is a bonus of Chromium; its event is in no standard library of types.
self.addEventListener("sync" as never, (event: ExtendableEvent) => {
  event.waitUntil(syncInWorker());
});
