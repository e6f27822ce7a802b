import { describe, expect, it } from "vitest";
import type { Change } from "../../../rules/types";
import type { RecordView } from "../../../store";
import type { Step } from "../steps";
import { branchOf, mergedItself, photoSide } from "./sides";

const received = "2026-11-20T06:02:00Z";
const step = (
  op_id: string,
  by: string,
  rev: number,
  base: number,
  changes: Record<string, Change>,
) =>
  ({
    op: { op_id, base_rev: base, changes },
    outcome: op_id === "phone" ? "conflict" : "applied",
    by,
    device_id: by,
    device_time: "2026-11-20T05:36:00Z",
    received,
    clock_offset: null,
    chain: "ok",
    rev,
  }) as unknown as Step;
const to = (value: string) => ({ from: null, to: value });
const steps = [
  step("first", "op1", 1, 0, { title: to("a"), description: to("x") }),
  step("server", "lead", 2, 1, { title: to("b") }),
  step("phone", "op1", 3, 1, {
    title: to("c"),
    place: to("hall"),
    tags: { add: ["seal"] },
    remarks: { add: [{ id: "r", text: "told" }] },
  }),
];
const conflict = {
  fields: { incoming_op: "phone", incoming_author: "op1", fields: { title: {} } },
  created: { by: "", device_time: "", received },
} as unknown as RecordView;
const rows = [{ name: "title", base: "a", current: "b", incoming: "c" }];

describe("the two sides of a conflict", () => {
  it("finds who changed the field on the server after what both saw, receipts at once or not", () => {
    const branch = branchOf(conflict, rows, steps);
    expect(branch).toMatchObject({ baseRev: 1, serverRev: 2 });
    expect([branch.server.by, branch.phone.by]).toEqual(["lead", "op1"]);
  });
  it("tells the time between keeping and arriving as offline", () => {
    expect(branchOf(conflict, rows, steps).offline).toBe(26 * 60_000);
  });
  it("says what the conflict itself knows when the history cannot be reached", () => {
    const branch = branchOf(conflict, rows, []);
    expect(branch.phone.by).toBe("op1");
    expect(branch.server.by).toBeNull();
  });
  it("counts what merged by itself, without the field in conflict", () => {
    expect(mergedItself(conflict, steps)).toEqual({
      remarks: 1,
      photos: 0,
      tags: ["seal"],
      fields: ["place"],
    });
  });
  it("hangs each photo under the side that added it", () => {
    const photo = (id: string) =>
      ({ photos: { add: [{ id }] } }) as unknown as Record<string, Change>;
    const shots = [
      step("first", "op1", 1, 0, photo("seen")),
      step("server", "lead", 2, 1, photo("theirs")),
      step("phone", "op1", 3, 1, photo("mine")),
    ];
    const sides = ["seen", "theirs", "mine", "unknown"].map((id) => photoSide(id, conflict, shots));
    expect(sides).toEqual(["base", "server", "phone", "base"]);
  });
});
