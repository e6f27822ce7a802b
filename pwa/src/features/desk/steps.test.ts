import { describe, expect, it } from "vitest";
import { clockOf, delayOf, jumpsIn, type Step, stepsIn } from "./steps";

const step = (device: string, received: string, offset: number | null): Step => ({
  op: null,
  outcome: "applied",
  by: "p",
  device_id: "d",
  device_time: `2026-11-20T${device}Z`,
  received: `2026-11-20T${received}Z`,
  clock_offset: offset,
  clock_measured: false,
  earlier: null,
  chain: "ok",
});
const told = (one: Step): Step => ({ ...one, clock_measured: true });

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
  it("H1: believes the clock that the phone told when it last sent", () => {
    const sent = [step("10:00:00", "10:42:00", -2000), step("10:50:00", "11:42:00", 4000)].map(
      told,
    );
    expect(clockOf([...sent.reverse(), step("12:00:00", "10:00:00", 7_200_000)])).toBe(4000);
  });
  it("H4: finds the step before which the clock was set, with the times of both", () => {
    const first = step("10:38:00", "10:39:00", 0);
    const second = { ...step("09:53:00", "10:41:00", 0), earlier: first };
    const third = { ...told(step("11:00:00", "10:42:00", 1_080_000)), earlier: told(second) };
    expect(jumpsIn([first, second, third])).toEqual([
      { step: second, earlier: first, jump: { how: "back", ms: 2_700_000 } },
      { step: third, earlier: told(second), jump: { how: "shift", ms: 1_080_000 } },
    ]);
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
