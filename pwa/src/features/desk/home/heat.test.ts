import { describe, expect, it } from "vitest";
import { HOUR, MINUTE } from "../zone";
import { heatOf, type Plan, type Round, roundNumbers } from "./heat";

const now = Date.parse("2026-11-20T14:26:00+08:00");
const at = (text: string) => Date.parse(`2026-11-${text}:00+08:00`);
const plan = (over: Partial<Plan> = {}): Plan => ({
  zone: "Asia/Shanghai",
  roundsPerDay: 4,
  gap: 60,
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
  it("R01: counts the rounds of a day in their order, so the last ones are those that are missing", () => {
    const three = [round(at("19T08:00")), round(at("19T11:00")), round(at("19T18:00"))];
    expect(cell(three, 3, "2026-11-19").state).toBe("done");
    expect(cell(three, 4, "2026-11-19").state).toBe("missed");
  });
  it("R02: a round that came too soon does not stand in for another one", () => {
    const first = round(at("19T08:00"));
    const soon = round(at("19T08:00") + HOUR / 2 + 10 * MINUTE, { abnormal: 1 });
    expect(roundNumbers([first, soon], plan()).get(soon.id)).toBe(1);
    expect(cell([first, soon], 1, "2026-11-19").abnormal).toBe(1);
    expect(cell([first, soon], 2, "2026-11-19").state).toBe("missed");
  });
  it("puts more rounds than are due with the last one", () => {
    const five = [2, 6, 10, 14, 18].map((hour) =>
      round(at(`19T${String(hour).padStart(2, "0")}:00`)),
    );
    expect(cell(five, 4, "2026-11-19").rounds).toHaveLength(2);
  });
  it("is missed only when the phones were heard from after the day ended", () => {
    expect(cell([], 1, "2026-11-19", { heard: at("20T09:12") }).state).toBe("missed");
    const silent = cell([], 1, "2026-11-19", { heard: at("19T21:12") });
    expect(silent.state).toBe("unknown");
    expect(silent.since).toBe(at("19T21:12"));
  });
  it("becomes done when a late record arrives", () => {
    expect(cell([round(at("19T05:12"))], 1, "2026-11-19", { heard: null }).state).toBe("done");
  });
  it("counts the abnormal items of a round", () => {
    const one = cell([round(at("20T10:00"), { abnormal: 2 })], 1);
    expect([one.state, one.abnormal]).toEqual(["abnormal", 2]);
  });
  it("shows a round without an end as running today, and as missed when its day is over", () => {
    expect(cell([round(at("20T14:00"), { finished: null })], 1).state).toBe("running");
    expect(cell([round(at("18T14:00"), { finished: null })], 1, "2026-11-18").state).toBe("missed");
  });
  it("blames nobody for stopped days, for today's hours to come, or for the time before the records", () => {
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
