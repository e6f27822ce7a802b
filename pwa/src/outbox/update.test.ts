import { beforeEach, expect, it, vi } from "vitest";
import { tell } from "./status";

class Registration extends EventTarget {
  waiting: { postMessage: ReturnType<typeof vi.fn> } | null = { postMessage: vi.fn() };
  installing = null;
}
let registration: Registration;
let container: EventTarget & { controller?: object };

async function page() {
  vi.resetModules();
  const reload = vi.fn();
  const update = await import("./update");
  const { status, tell: tellPage } = await import("./status");
  await update.watchUpdates(reload);
  return { ...update, reload, status, tell: tellPage };
}

beforeEach(() => {
  registration = new Registration();
  container = Object.assign(new EventTarget(), {
    controller: {},
    register: async () => registration,
  });
  vi.stubGlobal("navigator", { serviceWorker: container });
  tell({ updateReady: false });
});

it("says that an update is ready and puts it in place when asked", async () => {
  const { status, applyUpdate, reload } = await page();
  expect(status.get().updateReady).toBe(true);
  expect(applyUpdate()).toBe(true);
  expect(registration.waiting?.postMessage).toHaveBeenCalledWith({ type: "SKIP_WAITING" });
  container.dispatchEvent(new Event("controllerchange"));
  expect(reload).toHaveBeenCalledOnce();
});

it("waits while a form is open, and while something is being sent", async () => {
  const { applyUpdate, holdUpdate, tell: tellPage } = await page();
  const release = holdUpdate();
  expect(applyUpdate()).toBe(false);
  release();
  tellPage({ phase: "push" });
  expect(applyUpdate()).toBe(false);
  tellPage({ phase: "idle" });
  expect(applyUpdate()).toBe(true);
});

it("a start without network is no error", async () => {
  const refuse = () => Promise.reject(new TypeError("no network"));
  Object.assign(container, { register: refuse, getRegistration: async () => undefined });
  const { status } = await page();
  expect(status.get().updateReady).toBe(false);
});

it("never reloads a page that did not ask", async () => {
  const { reload } = await page();
  container.dispatchEvent(new Event("controllerchange"));
  expect(reload).not.toHaveBeenCalled();
});
