import { describe, expect, it } from "vitest";
import { trackOf } from "./scale";

describe("a reading on its track", () => {
  it("has no band and no alarm where the site set no limit", () => {
    expect(trackOf(18.62, null)).toEqual({ band: null, alarms: [], dot: 50 });
    expect(trackOf(18.62, {}).band).toBeNull();
  });
  it("stands inside the band when it is normal", () => {
    const { band, dot } = trackOf(7.8, { low_warn: 6, high_warn: 9 });
    expect(band && dot > band.from && dot < band.to).toBe(true);
  });
  it("stands between warning and alarm when it warns", () => {
    const { band, alarms, dot } = trackOf(1286, { high_warn: 1200, high_alarm: 1500 });
    expect(band?.openLeft).toBe(true);
    expect(dot).toBeGreaterThan(band?.to ?? 100);
    expect(dot).toBeLessThan(alarms[0] ?? 0);
  });
  it("keeps the dot on the track however far out it is", () => {
    for (const value of [-1e6, 1e6]) {
      const { dot } = trackOf(value, { low_warn: 6, high_warn: 9, high_alarm: 9.5 });
      expect(dot).toBeGreaterThanOrEqual(0);
      expect(dot).toBeLessThanOrEqual(100);
    }
  });
  it("does not divide by zero with a single limit", () => {
    expect(Number.isFinite(trackOf(0, { high_warn: 0 }).dot)).toBe(true);
  });
});
