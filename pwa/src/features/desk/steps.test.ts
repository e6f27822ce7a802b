import { describe, expect, it } from "vitest";
import { clockOf, delayOf, type Step, stepsIn } from "./steps";

const step = (device: string, received: string, offset: number | null): Step => ({
  op: null,
  outcome: "applied",
  by: "p",
  device_id: "d",
  device_time: `2026-11-20T${device}Z`,
  received: `2026-11-20T${received}Z`,
  clock_offset: offset,
  chain: "ok",
});

describe("what the times of a history prove", () => {
  it("takes the step that came quickest for the clock's deviation", () => {
    expect(
      clockOf([step("10:00:00", "10:42:00", -2_520_000), step("10:42:00", "10:42:03", -3000)]),
    ).toBe(-3000);
  });
  it("does not call a phone's clock wrong that was only offline", () => {
    expect(clockOf([step("10:00:00", "10:42:00", -2_520_000)])).toBeNull();
    expect(clockOf([step("10:00:00", "10:42:00", null)])).toBeNull();
  });
  it("says when a clock was ahead: nothing arrives before it was made", () => {
    expect(clockOf([step("11:00:00", "10:00:00", 3_600_000)])).toBe(3_600_000);
  });
  it("corrects the time offline by the clock's deviation, never below nothing", () => {
    expect(delayOf(step("10:00:00", "10:42:00", null), null)).toBe(2_520_000);
    expect(delayOf(step("11:00:00", "10:42:00", null), 3_600_000)).toBe(2_520_000);
    expect(delayOf(step("11:00:00", "10:42:00", null), 0)).toBe(0);
  });
  it("P7: takes only an answer in the protocol's form", () => {
    expect(stepsIn({ history: [] })).toEqual([]);
    expect(stepsIn({ html: "<p>" })).toBeNull();
    expect(stepsIn(null)).toBeNull();
  });
});
