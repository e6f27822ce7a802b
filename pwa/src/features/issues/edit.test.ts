import { describe, expect, test } from "vitest";
import { changesOf } from "./changes";
import { endsAt, reportClock } from "./clock";

describe("the changes of an edited issue", () => {
  test("M2: tags travel as what was added and removed", () => {
    const changes = changesOf({ tags: ["pump", "seal"] }, { tags: ["pump", "leak"] });
    expect(changes).toEqual({ tags: { add: ["leak"], remove: ["seal"] } });
  });

  test("an emptied text becomes null, an emptied title is not kept", () => {
    expect(changesOf({}, { place: "", title: " " })).toEqual({ place: null });
  });

  test("tags that stayed the same change nothing", () => {
    expect(changesOf({ tags: ["pump"] }, { tags: ["pump"] })).toEqual({});
  });
});

describe("R04: the clock of a report", () => {
  const found = "2026-11-24T05:56:00.000Z";
  const mark = { by: "me", device_time: found, received: found };
  const issue = (fields: object) => ({ fields: { found_at: found, ...fields }, created: mark });

  test("runs for an hour from the discovery", () => {
    const open = issue({ status: "found" });
    expect(reportClock(open, Date.parse("2026-11-24T06:00:00Z"))?.due_at).toBe(
      "2026-11-24T06:56:00.000Z",
    );
    expect(reportClock(open, Date.parse("2026-11-24T07:00:00Z"))?.state).toBe("breached");
  });

  test("is met when someone was told in time, and late otherwise", () => {
    const now = Date.parse("2026-11-24T09:00:00Z");
    const told = (at: string) => issue({ status: "reported", told_at: at });
    expect(reportClock(told("2026-11-24T06:30:00Z"), now)?.state).toBe("met");
    expect(reportClock(told("2026-11-24T08:00:00Z"), now)?.state).toBe("late");
  });

  test("orders the list before a due date that ends later", () => {
    const now = Date.parse(found);
    const due = issue({ status: "in_hand", due_at: "2026-11-24T10:00:00Z" });
    expect(endsAt(issue({ status: "found" }), now)).toBeLessThan(endsAt(due, now));
    expect(endsAt(issue({ status: "in_hand" }), now)).toBe(Number.MAX_SAFE_INTEGER);
  });
});
