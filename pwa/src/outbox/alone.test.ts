import { afterEach, beforeEach, expect, it, vi } from "vitest";

/** Two pages of one browser. A frozen one hears nothing, and keeps the locks that it has. */
async function pages() {
  const channels: (EventTarget & { frozen: boolean })[] = [];
  class Channel extends EventTarget {
    frozen = false;
    constructor() {
      super();
      channels.push(this);
    }
    postMessage(data: unknown) {
      for (const one of channels)
        if (one !== this && !one.frozen) one.dispatchEvent(new MessageEvent("message", { data }));
    }
  }
  vi.stubGlobal("BroadcastChannel", Channel);
  vi.resetModules();
  const first = await import("./alone");
  vi.resetModules();
  const second = await import("./alone");
  return { first, second, freeze: (frozen = true) => Object.assign(channels[0] ?? {}, { frozen }) };
}

const never = () => new Promise<void>(() => undefined);

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
afterEach(() => vi.useRealTimers());

async function pass(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
  for (let n = 0; n < 20; n++) await new Promise((done) => setImmediate(done));
}

it("a page that waits takes the lock from one that is frozen", async () => {
  const { first, second, freeze } = await pages();
  const robbed = vi.fn();
  const work = vi.fn(async () => "done");
  void first.alone("frozen", never, "exclusive", robbed);
  await pass(0);
  freeze();
  const mine = second.alone("frozen", work);
  await pass(7_000);
  expect(work).not.toHaveBeenCalled();
  await pass(2_000);
  expect(await mine).toBe("done");
  expect(robbed).toHaveBeenCalledOnce();
});

it("a page that is only slow keeps its lock for as long as it answers", async () => {
  const { first, second } = await pages();
  const robbed = vi.fn();
  let finish = () => {};
  const slow = new Promise<void>((done) => {
    finish = done;
  });
  void first.alone("slow", () => slow, "exclusive", robbed);
  await pass(0);
  const work = vi.fn(async () => undefined);
  const mine = second.alone("slow", work);
  for (let n = 0; n < 10; n++) await pass(9_000);
  expect(work).not.toHaveBeenCalled();
  finish();
  await mine;
  expect(robbed).not.toHaveBeenCalled();
});

it("what a robbed page had begun still ends with its own result", async () => {
  const { first, second, freeze } = await pages();
  let finish = (_: string) => {};
  const begun = new Promise<string>((done) => {
    finish = done;
  });
  const result = first.alone("robbed", () => begun);
  await pass(0);
  freeze();
  void second.alone("robbed", async () => undefined);
  await pass(14_000);
  finish("on disk");
  expect(await result).toBe("on disk");
});
