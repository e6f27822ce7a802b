import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { PushResult } from "../rules/types";
import { db } from "../store";
import {
  applied,
  freshPhone,
  inTurn,
  lost,
  ok,
  page,
  problem,
  pushed,
  type Sent,
  script,
} from "./test-phone";

const PUSH = "/api/sync/push";
const pushes = (log: Sent[]) => log.filter((sent) => sent.path === PUSH).length;

/** Locks of one browser: the first to ask holds until released. */
function browserLocks() {
  const queue: (() => void)[] = [];
  let held = false;
  const next = () => {
    held = false;
    queue.shift()?.();
  };
  return {
    release: next,
    request: async (name: string, ...rest: unknown[]) => {
      const work = rest.at(-1) as (lock: unknown) => Promise<unknown>;
      const options = (rest.length > 1 ? rest[0] : {}) as { ifAvailable?: boolean };
      if (name !== "roundbook-sync") return work({});
      if (held && options.ifAvailable) return work(null);
      if (held) await new Promise<void>((go) => queue.push(go));
      held = true;
      return work({});
    },
  };
}

/** The word between the tabs of one test; those of earlier tests hear nothing. */
function tabs() {
  const open: FakeChannel[] = [];
  class FakeChannel extends EventTarget {
    constructor() {
      super();
      open.push(this);
    }
    postMessage(data: unknown) {
      for (const one of open)
        if (one !== this) one.dispatchEvent(new MessageEvent("message", { data }));
    }
  }
  return FakeChannel;
}

async function create(...given: Parameters<typeof import("./edit").create>): Promise<string> {
  return (await import("./edit")).create(...given);
}

/** A page of its own: each has its own engine, all share database and locks. */
async function openPage() {
  vi.resetModules();
  const engine = await import("./engine");
  const { status } = await import("./status");
  engine.start();
  return { engine, status };
}

/** Lets what is under way finish; time moves only as far as asked. */
async function pass(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
  for (let n = 0; n < 240; n++) await new Promise((done) => setImmediate(done));
}

let locks: ReturnType<typeof browserLocks>;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
  locks = browserLocks();
  vi.stubGlobal("navigator", { onLine: true, locks });
  vi.stubGlobal("BroadcastChannel", tabs());
  vi.resetModules();
  vi.spyOn(Math, "random").mockReturnValue(1);
  await freshPhone();
});
afterEach(() => vi.useRealTimers());

describe("the engine", () => {
  it("syncs when it opens and shortly after an edit, once for a burst of them", async () => {
    const log = script();
    await openPage();
    await pass(0);
    expect(log.map((sent) => sent.path)).toEqual(["/api/sync/pull"]);
    await create("issue", "A", { title: "One" });
    await create("issue", "A", { title: "Two" });
    await pass(1000);
    expect(pushes(log)).toBe(1);
    expect(await db.ops.where("state").equals("queued").count()).toBe(0);
  });

  it("backs off with growing, jittered waits while the server fails, and loses nothing", async () => {
    await create("issue", "A", { title: "One" });
    const log = script({
      [PUSH]: () => problem(500, "internal"),
      "/api/sync/pull": () => problem(500, "internal"),
    });
    const { status } = await openPage();
    await pass(0);
    expect(pushes(log)).toBe(1);
    expect(status.get()).toMatchObject({ phase: "waiting", lastError: { code: "internal" } });
    await pass(1999);
    expect(pushes(log)).toBe(1);
    await pass(1);
    expect(pushes(log)).toBe(2);
    await pass(3999);
    expect(pushes(log)).toBe(2);
    await pass(1);
    expect(pushes(log)).toBe(3);
    for (let hours = 0; hours < 3; hours++) await pass(3_600_000);
    expect(pushes(log)).toBeLessThan(60);
    expect(await db.ops.where("state").equals("queued").count()).toBe(1);
    script();
    await pass(300_000);
    expect(status.get()).toMatchObject({ phase: "idle", lastError: null });
    expect(await db.ops.where("state").equals("queued").count()).toBe(0);
  });

  it("obeys Retry-After, in seconds or as a date, also when edits come", async () => {
    await create("issue", "A", { title: "One" });
    const busy = () => problem(429, "too_many_requests", { "Retry-After": "120" });
    const log = script({ [PUSH]: busy });
    await openPage();
    await pass(0);
    await create("issue", "A", { title: "Two" });
    await pass(119_000);
    expect(pushes(log)).toBe(1);
    await pass(10_000);
    expect(pushes(log)).toBe(2);
  });

  it("a network that came back does not wait for the back-off", async () => {
    await create("issue", "A", { title: "One" });
    const log = script({
      [PUSH]: inTurn(lost, lost, lost, ({ json }) => pushed(json.ops.map(applied) as PushResult[])),
    });
    const { engine } = await openPage();
    await pass(0);
    await pass(2000);
    await pass(4000);
    expect(pushes(log)).toBe(3);
    engine.syncNow("person");
    await pass(0);
    expect(pushes(log)).toBe(4);
  });

  it("two tabs: one leads; when it is killed the other takes over", async () => {
    const log = script();
    const first = await openPage();
    const second = await openPage();
    await pass(0);
    expect([first.status.get().leader, second.status.get().leader]).toEqual([true, false]);
    expect(log).toHaveLength(1);
    expect(second.status.get()).toMatchObject({ phase: "idle", lastContact: expect.any(String) });
    locks.release();
    await pass(0);
    expect(second.status.get().leader).toBe(true);
    expect(log).toHaveLength(2);
  });

  it("the service worker syncs only while no page leads", async () => {
    await create("issue", "A", { title: "One" });
    const log = script({ "/api/sync/pull": () => page([]) });
    const { engine } = await openPage();
    await pass(0);
    const after = log.length;
    await engine.syncInWorker();
    expect(log).toHaveLength(after);
    locks.release();
    await engine.syncInWorker();
    expect(log.length).toBeGreaterThan(after);
  });

  it("does not ask again and again for a session that has ended; a sign-in goes on", async () => {
    await create("issue", "A", { title: "One" });
    const log = script({ [PUSH]: () => problem(401, "signed_out") });
    const { status, engine } = await openPage();
    await pass(0);
    expect(status.get()).toMatchObject({ needsSignIn: true, signedIn: true });
    const asked = log.length;
    await pass(600_000);
    expect(log).toHaveLength(asked);
    await (await import("./test-phone")).become({
      id: "op1",
      username: "op1",
      name: "",
      roles: [],
      scopes: [],
    });
    script();
    engine.syncNow("sign-in");
    await pass(0);
    expect(await db.ops.where("state").equals("queued").count()).toBe(0);
  });

  it("F11: asks cheaply between syncs, and pulls when the server has something new", async () => {
    let seq = 9;
    const poke = () => ok({ epoch: "e1", heads: { A: seq } });
    const log = script({ "/api/sync/poke": poke });
    await openPage();
    await pass(0);
    await pass(20_000);
    await pass(20_000);
    const asked = log.map((sent) => sent.path.slice("/api/sync/".length));
    expect(asked).toEqual(["pull", "poke", "poke"]);
    seq = 10;
    await pass(20_000);
    expect(log.at(-1)?.path).toBe("/api/sync/pull");
  });

  it("counts what waits, and bytes left that only shrink", async () => {
    script({ [PUSH]: lost });
    const { status } = await openPage();
    await create("issue", "A", { title: "One" });
    await pass(0);
    const { waitingOps, bytesLeft } = status.get();
    expect(waitingOps).toBe(1);
    expect(bytesLeft).toBeGreaterThan(100);
    script();
    await pass(10_000);
    expect(status.get()).toMatchObject({ waitingOps: 0, bytesLeft: 0 });
  });
});
