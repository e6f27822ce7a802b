// @vitest-environment jsdom
import { describe, expect, test } from "vitest";
import type { ConflictField, ConflictFields, RecordRow } from "../../rules/types";
import type { Step } from "../../ui";
import { mayDecide, openFields, sidesOf } from "./sides";

const mark = (by: string, device_time = "2026-11-24T05:52:00Z") => ({
  by,
  device_time,
  received: "",
});

function field(more: Partial<ConflictField> = {}): ConflictField {
  return {
    base: "a",
    current: "b",
    incoming: "c",
    earlier: [],
    others: [],
    op_id: "loser",
    by: "me",
    device_time: "2026-11-24T06:05:00Z",
    rev: 4,
    touched: 1,
    ...more,
  };
}

const issue = (by: string, status = "in_hand") =>
  ({
    kind: "issue",
    fields: { status },
    created: mark("me"),
    updated: mark(by),
  }) as unknown as RecordRow;

const conflict = (fields: Record<string, ConflictField>, state = "open") =>
  ({
    fields: { fields, state, incoming_author: "me", incoming_device_time: "" },
  }) as unknown as RecordRow<ConflictFields>;

const step = (op_id: string, by: string, key: string, outcome = "applied") =>
  ({
    op: { op_id, changes: { [key]: { from: "a", to: "b" } } },
    outcome,
    by,
    device_time: by,
  }) as unknown as Step;

describe("the sides of a conflict", () => {
  test("C6: every losing side is offered beside the value that stands", () => {
    const others = [{ op_id: "third", by: "gate", value: "d" }];
    const sides = sidesOf(conflict({}), ["title", field({ others })], issue("lead"), []);
    expect(sides.map((each) => [each.choose, each.by, each.value])).toEqual([
      ["current", "lead", "b"],
      ["incoming", "me", "c"],
      ["third", "gate", "d"],
    ]);
  });

  test("the history says who set the value that stands, the last one that landed", () => {
    const steps = [
      step("1", "me", "title"),
      step("2", "lead", "title"),
      step("loser", "me", "title"),
    ];
    const [current] = sidesOf(conflict({}), ["title", field()], issue("me"), steps);
    expect(current?.by).toBe("lead");
  });

  test("without a history nobody is named who may be the loser themselves", () => {
    const [current] = sidesOf(conflict({}), ["title", field()], issue("me"), []);
    expect(current?.by).toBe("");
  });

  test("C3: a field that was closed needs no choice any more", () => {
    const closed = { op_id: "x", by: "lead", value: "b" };
    const both = { title: field({ closed }), due_at: field() };
    expect(openFields(conflict(both)).map(([key]) => key)).toEqual(["due_at"]);
  });
});

describe("C4: who may decide", () => {
  test("the author of a record that is not reviewed", () => {
    expect(mayDecide(issue("lead"), { id: "me", roles: ["operator"] })).toBe(true);
    expect(mayDecide(issue("lead", "verified"), { id: "me", roles: ["operator"] })).toBe(false);
  });

  test("a supervisor always, a colleague never", () => {
    expect(mayDecide(issue("lead"), { id: "x", roles: ["supervisor"] })).toBe(true);
    expect(mayDecide(issue("lead"), { id: "x", roles: ["operator"] })).toBe(false);
  });
});
