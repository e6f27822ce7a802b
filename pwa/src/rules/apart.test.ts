import { describe, expect, it } from "vitest";
import { fieldsIn, inChain, readApart, standing, wantedIn } from "./apart";

const op = (device_seq: number, changes: object, more: object = {}) => ({
  ...{ op_id: `op-${device_seq}`, record_id: "r1", kind: "issue", scope: "A", action: "edit" },
  ...{ device_id: "d1", device_seq, device_time: "2026-11-22T08:00:00+08:00", author_id: "op1" },
  changes,
  ...more,
});

describe("what set-apart ops want", () => {
  it("tells of each field what was seen first and wanted last", () => {
    const ops = [
      op(1, { title: { from: "Leak", to: "Leek" } }),
      op(2, { title: { from: "Leek", to: "Leak at P2" }, place: { from: null, to: "Hall" } }),
    ].map(readApart);
    expect(wantedIn(ops)).toMatchObject([
      { key: "title", from: "Leak", to: "Leak at P2" },
      { key: "place", from: null, to: "Hall" },
    ]);
  });

  it("gathers tags, remarks and photos of all of them", () => {
    const photo = { id: "p1", sha256: "aa", bytes: 1, type: "image/jpeg" };
    const ops = [
      op(1, {
        tags: { add: ["pump"], remove: ["old"] },
        remarks: { add: [{ id: "e", text: "x" }] },
      }),
      op(2, { tags: { add: ["seal"] }, photos: { add: [photo] } }),
    ].map(readApart);
    expect(wantedIn(ops)).toMatchObject([
      { key: "tags", add: ["pump", "seal"], remove: ["old"] },
      { key: "remarks", add: ["x"] },
      { key: "photos", photos: [photo] },
    ]);
  });

  it.each([
    ["no object", 7],
    ["nothing", null],
    ["a list", []],
    ["a text", "op"],
    ["changes that are none", { ...op(1, {}), changes: "x" }],
    ["a change that is none", op(1, { title: "x", place: null, tags: { add: 7, remove: {} } })],
    ["numbers for names", { op_id: 1, record_id: 2, action: 3, device_time: 4, scope: [] }],
  ])("reads %s without a fault, since anything may have been set apart", (_, raw) => {
    const read = readApart(raw);
    expect(() => wantedIn([read])).not.toThrow();
    expect(read.text).not.toBe("");
  });

  it("says what cannot be an op", () => {
    expect(readApart({ op_id: "a", record_id: "r", action: "explode" }).sound).toBe(false);
    expect(readApart(op(1, {})).sound).toBe(true);
  });

  it("names the record by its own plain values", () => {
    const read = readApart(op(1, { title: { from: null, to: "x" }, "answers/a/value": { to: 1 } }));
    expect(fieldsIn(wantedIn([read]))).toEqual({ title: "x" });
  });

  it("orders by the phone's own numbers, and two phones by their clocks", () => {
    const later = readApart(
      op(1, {}, { device_id: "d2", device_time: "2026-11-22T09:00:00+08:00" }),
    );
    const chain = [later, readApart(op(10, {})), readApart(op(9, {}))].sort(inChain);
    expect(chain.map((one) => one.op_id)).toEqual(["op-9", "op-10", "op-1"]);
  });

  it("finds what stands in the record, captions of photos included, and never a prototype", () => {
    const fields = { answers: { ph: { value: 7 } }, photos: [{ id: "p1", caption: "seal" }] };
    expect(standing(fields, "answers/ph/value")).toBe(7);
    expect(standing(fields, "photos/p1/caption")).toBe("seal");
    expect(standing(fields, "answers/gone/value")).toBeUndefined();
    expect(standing(fields, "constructor")).toBeUndefined();
  });
});
