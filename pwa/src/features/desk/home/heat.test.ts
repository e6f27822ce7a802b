import { describe, expect, it } from "vitest";
import { HOUR } from "../zone";
import { heatOf, type Plan, type Round } from "./heat";

const now = Date.parse("2026-11-20T14:26:00+08:00");
const at = (text: string) => Date.parse(`2026-11-${text}:00+08:00`);
const plan = (over: Partial<Plan> = {}): Plan => ({
  zone: "Asia/Shanghai",
  roundsPerDay: 4,
  stoppedDays: new Set(),
  begins: at("18T00:00"),
  heard: now,
  ...over,
});
const round = (started: number, over: Partial<Round> = {}): Round => ({
  id: String(started),
  started,
  finished: started + HOUR / 2,
  abnormal: 0,
  by: "p1",
  ...over,
});
const cell = (rounds: Round[], number: number, day = "2026-11-20", over: Partial<Plan> = {}) => {
  const heat = heatOf(rounds, plan(over), now);
  const found = heat.rows[number - 1]?.find((one) => one.day === day);
  if (!found) throw new Error("no such cell");
  return found;
};

describe("rounds × days", () => {
  it("R01: shows 28 days and one row per due round, today last", () => {
    const heat = heatOf([], plan({ roundsPerDay: 6 }), now);
    expect(heat.days).toHaveLength(28);
    expect(heat.days.at(-1)).toBe("2026-11-20");
    expect(heat.rows).toHaveLength(6);
  });
  it("is missed only when the phones were heard from after the window ended", () => {
    expect(cell([], 1, "2026-11-20", { heard: at("20T09:12") }).state).toBe("missed");
    const second = cell([], 2, "2026-11-20", { heard: at("20T09:12") });
    expect(second.state).toBe("unknown");
    expect(second.since).toBe(at("20T09:12"));
  });
  it("becomes done when a late record arrives", () => {
    expect(cell([round(at("20T05:12"))], 1, "2026-11-20", { heard: null }).state).toBe("done");
  });
  it("counts the abnormal items of a round", () => {
    const one = cell([round(at("20T10:00"), { abnormal: 2 })], 2);
    expect([one.state, one.abnormal]).toEqual(["abnormal", 2]);
  });
  it("shows a round without an end as running, and as missed when it never ended", () => {
    expect(cell([round(at("20T14:00"), { finished: null })], 3).state).toBe("running");
    expect(cell([round(at("18T14:00"), { finished: null })], 3, "2026-11-18").state).toBe("missed");
  });
  it("blames nobody for stopped days, for the future, or for the time before the records", () => {
    const stoppedDays = new Set(["2026-11-19"]);
    expect(cell([], 1, "2026-11-19", { stoppedDays }).state).toBe("stopped");
    expect(cell([], 4).state).toBe("due");
    expect(cell([], 1, "2026-11-10").state).toBe("before");
  });
  it("keeps what was done on a stopped day", () => {
    const stoppedDays = new Set(["2026-11-19"]);
    expect(cell([round(at("19T05:00"))], 1, "2026-11-19", { stoppedDays }).state).toBe("done");
  });
});
