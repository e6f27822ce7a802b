import { beforeEach, expect, it, vi } from "vitest";
import type { Op } from "../rules/types";
import { attention, db } from "../store";
import { create } from "./edit";
import { applied, freshPhone, ok, problem, pushed, type Sent, script } from "./test-phone";

const PUSH = "/api/sync/push";
const sizes = (log: Sent[]) => log.map((sent) => sent.json.ops.length);

// Batch sizes are remembered while the app runs: each test gets a fresh module.
async function pushAll() {
  return (await import("./push")).pushAll();
}

beforeEach(async () => {
  vi.resetModules();
  await freshPhone();
});

async function many(count: number, more: object = {}): Promise<void> {
  for (let n = 0; n < count; n++) await create("issue", "A", { title: `Leak ${n}`, ...more });
}

it("P7: halves the batch on 413 until it passes, and stays there", async () => {
  await many(12);
  const log = script({
    [PUSH]: ({ json }) =>
      json.ops.length > 3 ? problem(413, "too_large") : pushed(json.ops.map(applied)),
  });
  expect(await pushAll()).toBeNull();
  expect(sizes(log)).toEqual([12, 6, 3, 3, 3, 3]);
});

it("P7: halves the batch after a time-out, backs off, and grows again", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  await many(4);
  let silent = true;
  const log = script({ [PUSH]: ({ json }) => pushed(json.ops.map(applied)) });
  const answered = globalThis.fetch;
  vi.stubGlobal("fetch", async (path: string, init: RequestInit) => {
    if (!silent) return answered(path, init);
    silent = false;
    return new Promise((_, reject) => {
      init.signal?.addEventListener("abort", () => reject(init.signal?.reason));
      vi.advanceTimersByTime(60_000);
    });
  });
  expect(await pushAll()).toMatchObject({ code: "timeout", cut: true });
  expect(await pushAll()).toBeNull();
  expect(sizes(log)).toEqual([2, 2]);
  vi.useRealTimers();
});

it("sends at most 200 ops at once", async () => {
  const op = { action: "create" } as Op;
  await db.ops.bulkAdd(
    Array.from({ length: 450 }, (_, n) => ({
      op_id: `op-${n}`,
      order: n + 1,
      record_id: `r-${n}`,
      kind: "issue",
      scope: "A",
      owner: "op1",
      op: { ...op, op_id: `op-${n}` },
      state: "queued" as const,
      size: 100,
      kept_at: "",
    })),
  );
  const log = script();
  expect(await pushAll()).toBeNull();
  expect(sizes(log)).toEqual([200, 200, 50]);
});

it("sends at most 900 KB at once", async () => {
  await many(3, { description: "x".repeat(400_000) });
  const log = script();
  expect(await pushAll()).toBeNull();
  expect(sizes(log)).toEqual([2, 1]);
});

it("invariant 7: sets one unreadable op apart with the reason; all else flows", async () => {
  await many(5);
  const poison = (await db.ops.toArray())[2]?.op_id;
  script({
    [PUSH]: ({ json }) =>
      json.ops.some((op: Op) => op.op_id === poison)
        ? problem(400, "unreadable")
        : pushed(json.ops.map(applied)),
  });
  expect(await pushAll()).toBeNull();
  const rows = await db.ops.toArray();
  expect(rows.filter((one) => one.state === "landed")).toHaveLength(4);
  expect(rows.filter((one) => one.state === "aside")).toMatchObject([
    { op_id: poison, error: { code: "unreadable" } },
  ]);
  expect(await attention()).toMatchObject([{ id: poison, outcome: "aside" }]);
});

it("a proxy's own 413 page halves the batch, and never sets a lone op apart", async () => {
  await many(2);
  script({ [PUSH]: () => new Response("too large", { status: 413 }) });
  expect(await pushAll()).toMatchObject({ code: "strange" });
  expect((await db.ops.toArray()).map((one) => one.state)).toEqual(["queued", "queued"]);
});

it("an empty answer never counts", async () => {
  await many(1);
  script({ [PUSH]: () => ok({ epoch: "e1", results: [] }) });
  expect(await pushAll()).toMatchObject({ code: "retry" });
  expect(await db.ops.count()).toBe(1);
});

it("P7: a body that came without its label is sent plain, and so are all that follow", async () => {
  await many(1, { description: "Seal worn. ".repeat(200) });
  const log = script({
    [PUSH]: ({ json, headers }) =>
      headers.has("Content-Encoding") ? problem(400, "unreadable") : pushed(json.ops.map(applied)),
  });
  expect(await pushAll()).toBeNull();
  await many(1, { description: "Seal worn. ".repeat(200) });
  expect(await pushAll()).toBeNull();
  const zipped = log.map((sent) => sent.headers.has("Content-Encoding"));
  expect(zipped).toEqual([true, false, false]);
  expect(await attention()).toEqual([]);
});
