import { beforeEach, expect, it, vi } from "vitest";
import { tell } from "./status";

/** A new worker that gives way, or not, as the test has it. */
class Registration extends EventTarget {
  free = true;
  waiting = {
    postMessage: vi.fn((_data: unknown, [port]: MessagePort[]) => port?.postMessage(this.free)),
  };
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
    getRegistration: async () => registration,
  });
  vi.stubGlobal("navigator", { serviceWorker: container });
  tell({ updateReady: false });
});

it("says that an update is ready and puts it in place when asked", async () => {
  const { status, applyUpdate, reload } = await page();
  expect(status.get().updateReady).toBe(true);
  expect(await applyUpdate()).toBe("asked");
  expect(registration.waiting.postMessage.mock.calls[0]?.[0]).toMatchObject({ force: false });
  container.dispatchEvent(new Event("controllerchange"));
  expect(reload).toHaveBeenCalledOnce();
});

it("waits while a form is open, and while something is being sent", async () => {
  const { applyUpdate, holdUpdate, tell: tellPage } = await page();
  const release = holdUpdate();
  expect(await applyUpdate()).toBe("busy");
  release();
  tellPage({ phase: "push" });
  expect(await applyUpdate()).toBe("busy");
  tellPage({ phase: "idle" });
  expect(await applyUpdate()).toBe("asked");
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

it("says that another page is open, and a later change there does not reload this one", async () => {
  registration.free = false;
  const { applyUpdate, reload } = await page();
  expect(await applyUpdate()).toBe("other_page");
  container.dispatchEvent(new Event("controllerchange"));
  expect(reload).not.toHaveBeenCalled();
});
