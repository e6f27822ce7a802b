import { describe, expect, it } from "vitest";
import type { RecordView } from "../../../store";
import { decisionsFor, groupsOf, ordersFor } from "./groups";

let order = 0;
const told = (n: number, more: object = {}, fields: object = {}, row: object = {}) =>
  ({
    id: `q${n}`,
    kind: "quarantine",
    scope: "A",
    rev: 1,
    fields: {
      op: {
        ...{ op_id: `op${n}`, record_id: "r1", kind: "issue", scope: "A", action: "edit" },
        ...{ author_id: "op1", device_id: "d1", device_seq: n, after: `op${n - 1}` },
        ...more,
      },
      ...{ code: "not_allowed", reason: "no", state: "quarantined", ...fields },
    },
    created: { by: "op1", device_time: "", received: `2026-11-22T08:00:${10 + order++}Z` },
    updated: { by: "op1", device_time: "", received: "" },
    waiting: 0,
    ...row,
  }) as unknown as RecordView;

describe("set-apart ops as a person judges them", () => {
  it("puts one author's ops about one record together, in the order they were made", () => {
    const [group, ...rest] = groupsOf([told(3), told(1), told(2)]);
    expect(rest).toEqual([]);
    expect(group?.rows.map((row) => row.id)).toEqual(["q1", "q2", "q3"]);
  });

  it("keeps other authors, records and states apart", () => {
    const rows = [
      told(1),
      told(2, { author_id: "lead" }),
      told(3, { record_id: "r2" }),
      told(4, {}, { state: "held", code: "held" }),
    ];
    expect(groupsOf(rows)).toHaveLength(4);
  });

  it("says why the first one was set apart, not that the others followed it", () => {
    const rows = [told(2, {}, { code: "after_quarantined" }), told(1, {}, { code: "invalid" })];
    expect(groupsOf(rows)[0]?.code).toBe("invalid");
  });

  it("lists what has waited longest first, and what was settled last at its top", () => {
    const end = (at: string) => ({ updated: { by: "boss", device_time: "", received: at } });
    const rows = [
      told(1, { record_id: "a" }, { state: "adopted" }, end("2026-11-22T09:00:00Z")),
      told(2, { record_id: "b" }, { state: "discarded" }, end("2026-11-22T10:00:00Z")),
      told(3, { record_id: "c" }),
      told(4, { record_id: "d" }),
    ];
    expect(groupsOf(rows).map((group) => group.record_id)).toEqual(["c", "d", "b", "a"]);
  });

  it("names the site and record of a refused decision by the op that it was about", () => {
    const decision = told(
      9,
      { kind: "quarantine", record_id: "q1", scope: "person:op1", author_id: "boss" },
      { code: "invalid" },
    );
    const group = groupsOf([told(1), decision]).find((one) => one.refused);
    expect(group).toMatchObject({ record_id: "r1", site: "A" });
    expect(group && ordersFor(group)).toEqual(["discarded"]);
  });

  it("does not throw away its hold on what is no op at all: it can be read and discarded", () => {
    const rows = [told(1), told(2)].map((row) => ({ ...row, fields: { ...row.fields, op: 7 } }));
    const groups = groupsOf(rows as RecordView[]);
    expect(groups).toHaveLength(2);
    expect(groups.map(ordersFor)).toEqual([["discarded"], ["discarded"]]);
  });

  it("P4a: adopts in the order made, discards the last one first", () => {
    const [group] = groupsOf([told(2), told(1)]);
    expect(group && decisionsFor(group, "adopted")).toEqual(["q1", "q2"]);
    expect(group && decisionsFor(group, "discarded")).toEqual(["q2", "q1"]);
  });

  it("P4: releases the first one only, which brings those that follow it", () => {
    const held = { state: "held", code: "held" };
    const [group] = groupsOf([told(2, {}, held), told(3, {}, held)]);
    expect(group && ordersFor(group)).toEqual(["released", "discarded"]);
    expect(group && decisionsFor(group, "released")).toEqual(["q2"]);
  });

  it("offers nothing for what was settled", () => {
    const [group] = groupsOf([told(1, {}, { state: "adopted" })]);
    expect(group && ordersFor(group)).toEqual([]);
  });
});
