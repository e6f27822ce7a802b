import { describe, expect, it } from "vitest";
import { byClock, firstClock, span } from "./deadlines";

const now = Date.parse("2026-11-20T14:26:00+08:00");
const issue = (status: string, found: string, due?: string) =>
  firstClock(
    { status, found_at: `2026-11-20T${found}:00+08:00`, due_at: due ? `${due}:00+08:00` : null },
    now,
  );

describe("the clock that ends first", () => {
  it("R04: a problem is to be reported within an hour of being found", () => {
    expect(issue("found", "13:10")).toMatchObject({ name: "report", urgency: "over" });
    expect(issue("found", "14:08")).toMatchObject({ name: "report", urgency: "running" });
  });
  it("R29: after the report the four hours count, near from three quarters on", () => {
    expect(issue("reported", "10:41")).toMatchObject({ name: "handle", urgency: "near" });
    expect(issue("reported", "08:35")).toMatchObject({ name: "handle", urgency: "over" });
  });
  it("counts the due date once the issue is in hand", () => {
    expect(issue("in_hand", "08:35", "2026-11-22T18:00")).toMatchObject({
      name: "due",
      urgency: "dated",
    });
  });
  it("stops every clock when the issue is solved", () => {
    expect(issue("solved", "08:35", "2026-11-20T09:00")).toBeNull();
  });
  it("puts the longest overdue first and those without a clock last", () => {
    const clocks = [
      null,
      issue("found", "14:08"),
      issue("found", "13:10"),
      issue("reported", "08:35"),
      issue("reported", "10:41"),
    ];
    expect(clocks.sort(byClock).map((one) => one?.urgency ?? "none")).toEqual([
      "over",
      "over",
      "near",
      "running",
      "none",
    ]);
    expect(clocks[0]?.name).toBe("handle");
  });
  it("says hours and minutes, and days when it is long", () => {
    expect(span(111 * 60_000)).toEqual({ clock: "1:51" });
    expect(span(-16 * 60_000)).toEqual({ clock: "0:16" });
    expect(span(3 * 86_400_000)).toEqual({ days: 3 });
  });
});
