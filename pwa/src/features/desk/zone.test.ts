import { describe, expect, it } from "vitest";
import { addDays, dayOf, instantOf, weekday } from "./zone";

describe("a site's own days", () => {
  it("puts an instant on the site's calendar day, not on UTC's", () => {
    expect(dayOf(Date.parse("2026-11-19T17:30:00Z"), "Asia/Shanghai")).toBe("2026-11-20");
  });
  it("finds midnight of the site", () => {
    expect(instantOf("2026-11-20", 0, "Asia/Shanghai")).toBe(Date.parse("2026-11-19T16:00:00Z"));
  });
  it("keeps the wall clock across a change to summer time", () => {
    expect(instantOf("2026-03-29", 6 * 60, "Europe/Berlin")).toBe(
      Date.parse("2026-03-29T04:00:00Z"),
    );
  });
  it("counts days over the end of a month and knows Sunday as 7", () => {
    expect(addDays("2026-10-31", 1)).toBe("2026-11-01");
    expect(weekday("2026-11-22")).toBe(7);
  });
});
