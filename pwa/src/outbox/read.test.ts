import { beforeEach, describe, expect, it } from "vitest";
import { db } from "../store/db";
import { attention, photosOf, records } from "../store/read";
import { stored } from "../store/rows";
import { change, create, remove, restore } from "./edit";
import { become, freshPhone, LEAD, OP1, row } from "./test-phone";

const made = (day: number) => ({
  by: "lead",
  device_time: `2026-11-${String(day).padStart(2, "0")}T08:00:00+08:00`,
  received: "",
});
const put = (id: string, day: number, fields = {}, more = {}) =>
  db.records.put(stored(OP1.id, row(id, 1, fields, { created: made(day), ...more }) as never));
const ids = async (query: Parameters<typeof records>[0]) =>
  (await records(query)).map((one) => one.id);

beforeEach(() => freshPhone());

describe("reading records", () => {
  it("gives the newest so many of a scope, however many others there are", async () => {
    for (let day = 1; day <= 9; day++) await put(`b${day}`, day + 10, {}, { scope: "B" });
    for (let day = 1; day <= 5; day++) await put(`a${day}`, day);
    await put("gone", 28, {}, { deleted: true });
    expect(await ids({ kind: "issue", scope: "A", newest: 3 })).toEqual(["a5", "a4", "a3"]);
    expect(await ids({ kind: "issue", newest: 1, deleted: true })).toEqual(["gone"]);
  });

  it("gives those made since a day, what this phone has just made included", async () => {
    for (let day = 1; day <= 5; day++) await put(`a${day}`, day);
    await put("b9", 9, {}, { scope: "B" });
    const mine = await create("issue", "A", { title: "Mine" });
    expect(await ids({ kind: "issue", scope: "A", since: "2026-11-04" })).toEqual([
      mine,
      "a5",
      "a4",
    ]);
  });

  it("finds by the state that the person sees, own pending changes counted", async () => {
    await put("r1", 1);
    await put("r2", 2, { status: "reported" });
    await change("r1", { status: "reported" });
    expect(await ids({ kind: "issue", state: "reported" })).toEqual(["r2", "r1"]);
    expect(await ids({ kind: "issue", state: "found" })).toEqual([]);
  });

  it("shows a restored record again and a deleted one in the bin, before the server knows", async () => {
    await put("r1", 1);
    await put("r2", 2, {}, { deleted: true });
    await remove("r1");
    await restore("r2");
    expect(await ids({ kind: "issue" })).toEqual(["r2"]);
    expect(await ids({ kind: "issue", newest: 5 })).toEqual(["r2"]);
    expect(await ids({ kind: "issue", deleted: true })).toEqual(["r1"]);
  });

  it("hides the trace of a record that moved to another site", async () => {
    await put("r1", 1, {}, { deleted: true, moved: true });
    expect(await ids({ kind: "issue", deleted: true })).toEqual([]);
  });

  it("belongs to the person who is signed in", async () => {
    const id = await create("issue", "A", { title: "Mine" });
    await db.attention.put({
      id: "n",
      owner: OP1.id,
      record_id: id,
      kind: "issue",
      scope: "A",
      outcome: "held",
      code: "held",
      message: "",
      at: "",
    });
    await become(LEAD);
    expect([await ids({ kind: "issue" }), await attention(), await photosOf(id)]).toEqual([
      [],
      [],
      [],
    ]);
  });
});
