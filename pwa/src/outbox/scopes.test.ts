import { beforeEach, describe, expect, it } from "vitest";
import type { Op, PushResult } from "../rules/types";
import { attention, db, photoBytes, record, records } from "../store";
import { stored } from "../store/rows";
import { sendPhotos } from "./blobs";
import { change } from "./edit";
import { keepPhoto } from "./photos";
import { pullAll } from "./pull";
import { pushAll } from "./push";
import { freshPhone, inTurn, OP1, ok, page, problem, pushed, row, script } from "./test-phone";

const PULL = "/api/sync/pull";
const MISSING = "/api/blobs/missing";
const taken = () => page([], { left: ["A"], cursor: { epoch: "e1", scopes: { B: 3 } } });
const refused = (op: Op): PushResult => ({
  op_id: op.op_id,
  outcome: "quarantined",
  code: "not_allowed",
  message: "you do not hold this site",
});

/** Two records that the server knows, an unsent edit and an unsent photo on one of them. */
async function atWork(): Promise<string> {
  await db.records.bulkPut(["r1", "r2"].map((id) => stored(OP1.id, row(id, 3))));
  await db.cursors.put({ owner: OP1.id, epoch: "e1", scopes: { A: 9, B: 3 } });
  await change("r1", { title: "Mine" });
  const bytes = new Uint8Array([1, 2, 3]).buffer;
  const taken_at = "2026-11-22T08:00:00+08:00";
  return keepPhoto({ recordId: "r1", key: "photos", bytes, type: "image/jpeg", taken_at });
}

beforeEach(() => freshPhone());

describe("a site taken from a person", () => {
  it("F5: goes with its clean rows; what was not sent stays, photos with their bytes", async () => {
    const photo = await atWork();
    script({ [PULL]: taken });
    expect(await pullAll()).toBeNull();
    expect(await db.records.count()).toBe(0);
    expect((await db.ops.toArray()).map((one) => one.state)).toEqual(["queued", "queued"]);
    expect(await db.photos.get(photo)).toMatchObject({ state: "waiting" });
    expect(await photoBytes(photo)).toHaveProperty("byteLength", 3);
    expect((await db.cursors.get(OP1.id))?.scopes).toEqual({ B: 3 });
  });

  it("F5: what was written there ends in sight with the reason, the photo waits on the phone", async () => {
    const photo = await atWork();
    const log = script({
      [PULL]: taken,
      "/api/sync/push": ({ json }) => pushed(json.ops.map(refused)),
      [MISSING]: () => problem(403, "forbidden"),
    });
    await pushAll();
    await pullAll();
    expect(await sendPhotos()).toBeNull();
    expect((await attention()).map((one) => [one.record_id, one.code])).toEqual([
      ["r1", "not_allowed"],
      ["r1", "not_allowed"],
    ]);
    expect(await db.photos.get(photo)).toMatchObject({ state: "waiting" });
    expect(log.some((sent) => sent.path.startsWith("/api/blobs/uploads"))).toBe(false);
  });

  it("F5: given back, it is read from 0 for itself alone, under the work that waited", async () => {
    const photo = await atWork();
    const log = script({
      [PULL]: inTurn(taken, () =>
        page([row("r1", 4), row("r2", 3)], { cursor: { epoch: "e1", scopes: { A: 12, B: 3 } } }),
      ),
      [MISSING]: () => ok({ missing: [] }),
    });
    await pullAll();
    expect(await record("r1")).toBeUndefined();
    await pullAll();
    expect(log.map((sent) => sent.json.cursor.scopes)).toEqual([{ A: 9, B: 3 }, { B: 3 }]);
    expect(await record("r1")).toMatchObject({ rev: 4, waiting: 2, fields: { title: "Mine" } });
    expect(await records({ kind: "issue" })).toHaveLength(2);
    await pushAll();
    await sendPhotos();
    expect(await db.photos.get(photo)).toMatchObject({ state: "confirmed" });
  });
});

describe("a record that moved away", () => {
  it("F6: vanishes from a phone that may not read its new site; the unsent edit does not", async () => {
    await atWork();
    const grave = { deleted: true, moved: true, fields: {}, seq: 10 };
    script({
      [PULL]: () => page([row("r1", 4, {}, grave)]),
      "/api/sync/push": ({ json }) => pushed(json.ops.map(refused)),
    });
    await pullAll();
    expect(await record("r1")).toBeUndefined();
    expect((await records({ kind: "issue" })).map((one) => one.id)).toEqual(["r2"]);
    expect(await db.ops.count()).toBe(2);
    await pushAll();
    expect(await attention()).toHaveLength(2);
  });
});
