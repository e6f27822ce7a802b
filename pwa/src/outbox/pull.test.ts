import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Op, PushResult } from "../rules/types";
import { attention, db, record, records } from "../store";
import { getMeta } from "../store/meta";
import { stored } from "../store/rows";
import { change, create } from "./edit";
import { pullAll } from "./pull";
import { pushAll } from "./push";
import {
  applied,
  become,
  freshPhone,
  inTurn,
  LEAD,
  lost,
  OP1,
  page,
  portal,
  problem,
  pushed,
  row,
  script,
} from "./test-phone";

const PULL = "/api/sync/pull";
const cursor = (A: number, epoch = "e1") => ({ cursor: { epoch, scopes: { A } } });

beforeEach(() => freshPhone());

describe("pulling", () => {
  it("F3: reads on until has_more is false, from where it stood", async () => {
    const log = script({
      [PULL]: inTurn(
        () => page([row("r1", 1)], { ...cursor(1), has_more: true }),
        () => page([], { ...cursor(2), has_more: true }),
        () => page([row("r2", 1)], cursor(3)),
      ),
    });
    expect(await pullAll()).toBeNull();
    expect((await records({ kind: "issue" })).length).toBe(2);
    const pulls = log.filter((sent) => sent.path === PULL);
    expect(pulls.map((sent) => sent.json.cursor?.scopes.A)).toEqual([undefined, 1, 2]);
  });

  it("F7: a page that cannot be written leaves the cursor where it was", async () => {
    script({ [PULL]: () => page([row("r1", 1)], cursor(5)) });
    vi.spyOn(db.cursors, "put").mockRejectedValueOnce(new Error("killed"));
    await expect(pullAll()).rejects.toThrow("killed");
    expect(await record("r1")).toBeUndefined();
    expect(await db.cursors.get(OP1.id)).toBeUndefined();
    expect(await pullAll()).toBeNull();
    expect(await record("r1")).toBeDefined();
  });

  it("F6: of two rows with one id the higher rev counts, in either order", async () => {
    const gone = row("r1", 4, {}, { scope: "A", deleted: true, moved: true, fields: {} });
    const there = row("r1", 5, {}, { scope: "B" });
    for (const both of [
      [gone, there],
      [there, gone],
    ]) {
      await freshPhone();
      script({ [PULL]: () => page(both) });
      await pullAll();
      expect(await record("r1")).toMatchObject({ rev: 5, scope: "B" });
    }
  });

  it("B2: a photo that arrived raises the seq alone, and the row is taken", async () => {
    const photo = { id: "p1", sha256: "aa", available: true };
    await db.records.put(stored(OP1.id, row("r1", 3, {}, { seq: 3 }) as never));
    script({ [PULL]: () => page([row("r1", 3, { photos: [photo] }, { seq: 8 })]) });
    await pullAll();
    expect((await record("r1"))?.fields.photos).toEqual([photo]);
  });

  it("F5: a scope that was taken loses its clean rows, never the outbox or photos", async () => {
    await db.records.put(stored(OP1.id, row("r1", 3) as never));
    await change("r1", { title: "Mine" });
    await change("r1", { place: "P1" });
    await db.ops.where("order").equals(1).modify({ state: "landed", rev: 4 });
    script({ [PULL]: () => page([], { left: ["A"], cursor: { epoch: "e1", scopes: {} } }) });
    await pullAll();
    expect(await db.records.count()).toBe(0);
    expect((await db.ops.toArray()).map((one) => one.state)).toEqual(["queued"]);
  });

  it("F5: work at a site that was taken since is no ghost in the lists once it was answered", async () => {
    await db.cursors.put({ owner: OP1.id, epoch: "e1", scopes: { B: 4 } });
    const id = await create("issue", "A", { title: "Leak" });
    await db.ops.update((await db.ops.toArray())[0]?.op_id ?? "", { state: "landed", rev: 1 });
    script({ [PULL]: () => page([], { cursor: { epoch: "e1", scopes: { B: 4 } } }) });
    await pullAll();
    expect(await record(id)).toBeUndefined();
    expect(await db.ops.count()).toBe(0);
    expect((await db.acked.toArray()).map((one) => one.record_id)).toEqual([id]);
  });

  it("F8: after 410 the old rows stay readable until the shadow is whole, then all is swapped", async () => {
    await db.records.put(stored(OP1.id, row("old", 9) as never));
    await db.cursors.put({ owner: OP1.id, epoch: "e1", scopes: { A: 9 } });
    const id = await create("issue", "A", { title: "Unsent" });
    script({
      [PULL]: inTurn(
        () => problem(410, "resync_required"),
        () => page([row("n1", 1)], { ...cursor(1, "e2"), epoch: "e2", has_more: true }),
        lost,
        ({ json }) =>
          page([row("n2", 1)], { ...cursor(json.cursor.scopes.A + 1, "e2"), epoch: "e2" }),
      ),
    });
    expect(await pullAll()).toMatchObject({ code: "offline" });
    expect(await record("old")).toBeDefined();
    expect(await record("n1")).toBeUndefined();
    expect(await pullAll()).toBeNull();
    expect((await records({ kind: "issue" })).map((one) => one.id).sort()).toEqual(
      ["n1", "n2", id].sort(),
    );
    expect(await db.cursors.toArray()).toEqual([{ owner: OP1.id, epoch: "e2", scopes: { A: 2 } }]);
    expect(await getMeta("epoch")).toBe("e2");
  });

  it("F8: a record deleted while the phone was away vanishes, and what was written to it is told", async () => {
    await db.records.bulkPut(["gone", "kept"].map((id) => stored(OP1.id, row(id, 3))));
    await db.cursors.put({ owner: OP1.id, epoch: "e1", scopes: { A: 9 } });
    await change("gone", { title: "Mine" });
    await change("gone", { place: "P1" });
    await change("kept", { place: "P1" });
    const gone = (op: Op): PushResult =>
      op.record_id === "kept"
        ? { ...applied(op), rev: 4 }
        : { op_id: op.op_id, outcome: "quarantined", code: "gone", message: "long ago" };
    script({
      [PULL]: inTurn(
        () => problem(410, "resync_required"),
        () => page([row("kept", 4, { place: "P1" })], cursor(20)),
      ),
      "/api/sync/push": inTurn(lost, ({ json }) => pushed(json.ops.map(gone))),
    });
    expect(await pushAll()).toMatchObject({ code: "offline" });
    expect(await pullAll()).toBeNull();
    expect(await db.ops.where("state").equals("queued").count()).toBe(3);
    expect(await record("gone")).toBeUndefined();
    await pushAll();
    expect(await db.ops.where("state").equals("queued").count()).toBe(0);
    expect((await attention()).map((one) => [one.record_id, one.code])).toEqual([
      ["gone", "gone"],
      ["gone", "gone"],
    ]);
    expect((await attention())[0]?.op?.changes).toBeDefined();
    expect((await records({ kind: "issue" })).map((one) => one.id)).toEqual(["kept"]);
  });

  it("F8: no ghost stays of a record that was answered for and purged before its row came back", async () => {
    await db.cursors.put({ owner: OP1.id, epoch: "e1", scopes: { A: 9 } });
    const id = await create("issue", "A", { title: "Short-lived" });
    script({
      [PULL]: inTurn(
        () => problem(410, "resync_required"),
        () => page([], cursor(20)),
      ),
    });
    await pushAll();
    expect(await record(id)).toBeDefined();
    expect(await pullAll()).toBeNull();
    expect(await record(id)).toBeUndefined();
    expect(await db.ops.count()).toBe(0);
    expect(await db.acked.count()).toBe(1);
  });

  it("F8: a first fill that is refused is not asked for ever", async () => {
    await db.cursors.put({ owner: OP1.id, epoch: "e1", scopes: { A: 9 } });
    const log = script({ [PULL]: () => problem(410, "resync_required") });
    expect(await pullAll()).toMatchObject({ code: "resync_required" });
    expect(log.length).toBeLessThan(4);
  });

  it.each([
    ["a captive portal", portal, "strange"],
    ["rows that are none", () => page([{ id: 7 }]), "strange"],
    ["a server that promises more for ever", () => page([], { has_more: true }), "strange"],
    [
      "an overloaded server",
      () => problem(503, "unavailable", { "Retry-After": "9" }),
      "unavailable",
    ],
  ])("%s leaves what is here", async (_, reply, code) => {
    await db.records.put(stored(OP1.id, row("r1", 3) as never));
    script({ [PULL]: reply });
    expect(await pullAll()).toMatchObject({ code });
    expect(await record("r1")).toMatchObject({ rev: 3 });
  });

  it("rows fetched as one person are never written down as another's", async () => {
    script({
      [PULL]: async () => {
        await become(LEAD);
        return page([row("r1", 1)]);
      },
    });
    await pullAll();
    expect(await record("r1")).toBeUndefined();
  });

  it("M12: own ops that are not in the row yet stay on top of it", async () => {
    await db.records.put(stored(OP1.id, row("r1", 3) as never));
    await change("r1", { title: "Mine" });
    await change("r1", { place: "P1" });
    const first = page([row("r1", 4, { title: "Mine" })], { has_more: true });
    script({ [PULL]: inTurn(() => first, lost) });
    await pushAll();
    await db.ops.toCollection().modify((one) => {
      one.rev = one.op.changes.place ? 5 : 4;
      one.state = "landed";
    });
    await pullAll();
    expect(await record("r1")).toMatchObject({ rev: 4, fields: { title: "Mine", place: "P1" } });
    expect(await db.ops.count()).toBe(1);
  });
});
