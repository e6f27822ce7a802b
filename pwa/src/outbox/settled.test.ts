import { beforeEach, describe, expect, it } from "vitest";
import { attention, db } from "../store";
import { pullAll } from "./pull";
import { freshPhone, page, row, script } from "./test-phone";

const stamp = { by: "op1", device_time: "2026-11-22T08:00:00+08:00", received: "" };
const op = { op_id: "op-1", record_id: "r1", kind: "issue", scope: "A" };
const told = (rev: number, state: string, by?: string | null, more: object = {}) =>
  row(
    "q1",
    rev,
    {
      op,
      state,
      reason: "I saw it",
      ...(by !== undefined && { settled: { by, at: "2026-11-22T09:00:00Z", outcome: "applied" } }),
    },
    { kind: "quarantine", scope: "A", created: stamp, ...more },
  );
const notice = (outcome: "held" | "quarantined", owner = "op1") =>
  db.attention.put({
    ...{ id: "op-1", owner, record_id: "r1", kind: "issue", scope: "A", outcome },
    ...{ code: "not_allowed", message: "", at: "2026-11-22T00:00:00Z" },
  });
const pull = async (...rows: object[]) => {
  script({ "/api/sync/pull": () => page(rows) });
  await pullAll();
};

beforeEach(() => freshPhone());

describe("what became of a set-apart op", () => {
  it("P4a: its author reads by whom it was decided, how and why, in place of the old notice", async () => {
    await notice("quarantined");
    await pull(told(2, "adopted", "boss"));
    expect(await attention()).toMatchObject([
      { id: "op-1", outcome: "settled", code: "adopted", by: "boss", message: "I saw it", op },
    ]);
  });

  it("is told as well to one who had noted the first notice", async () => {
    await pull(told(1, "quarantined"));
    await pull(told(2, "discarded", "boss"));
    expect(await attention()).toMatchObject([{ outcome: "settled", code: "discarded" }]);
  });

  it("is told once: what was read does not come back with a later row", async () => {
    await pull(told(1, "quarantined"));
    await pull(told(2, "adopted", "boss"));
    await db.attention.clear();
    await pull(told(3, "adopted", "boss"));
    expect(await attention()).toEqual([]);
  });

  it("is old news on a new phone, which never saw it open", async () => {
    await pull(told(2, "adopted", "boss"));
    expect(await attention()).toEqual([]);
  });

  it("P4: what was held and has landed by itself needs nobody any more", async () => {
    await notice("held");
    await pull(told(2, "released", null));
    expect(await attention()).toEqual([]);
  });

  it("needs no telling when the author decided it", async () => {
    await notice("quarantined");
    await pull(told(2, "adopted", "op1"));
    expect(await attention()).toEqual([]);
  });

  it("is told to nobody but its author: not to the supervisor, not to a colleague", async () => {
    await notice("quarantined", "lead");
    await pull(told(1, "quarantined", undefined, { created: { ...stamp, by: "lead" } }));
    await pull(told(2, "adopted", "boss", { created: { ...stamp, by: "lead" } }));
    expect(await db.attention.toArray()).toMatchObject([{ owner: "lead", outcome: "quarantined" }]);
  });
});
