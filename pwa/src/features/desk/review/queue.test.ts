import { describe, expect, it } from "vitest";
import type { RecordView } from "../../../store";
import { gapBefore, inOrder, isDoubtful, listed, previousRound, type Reasons } from "./queue";

const quiet: Reasons = { abnormal: 0, missing: 0, reused: 0, assumed: 0, tooSoon: false };
const row = (id: string, from: string, to: string | null, fields = {}) =>
  ({
    id,
    scope: "A",
    fields: {
      route_id: "r",
      status: "submitted",
      started_at: `2026-11-20T${from}:00Z`,
      finished_at: to && `2026-11-20T${to}:00Z`,
      ...fields,
    },
    created: { device_time: `2026-11-20T${from}:00Z` },
  }) as unknown as RecordView;
const early = row("early", "02:00", "02:40");
const late = row("late", "06:00", "06:40");
const last = row("last", "07:10", "07:50");

describe("the queue of a reviewer", () => {
  it("R02: measures from the end of the round before to the start of this one", () => {
    expect(previousRound(last, [last, early, late])?.id).toBe("late");
    expect(gapBefore(last, late)).toBe(30 * 60_000);
    expect(gapBefore(early, null)).toBeNull();
  });
  it("does not take another route, another site or an unfinished round for the one before", () => {
    const others = [
      row("route", "05:00", "05:30", { route_id: "x" }),
      { ...row("site", "05:00", "05:30"), scope: "B" },
      row("open", "05:00", null),
    ];
    expect(previousRound(late, [late, ...others])).toBeNull();
  });
  it("calls a record doubtful for what a person should look at, not for what was assumed", () => {
    expect(isDoubtful({ ...quiet, assumed: 9 })).toBe(false);
    for (const one of [{ abnormal: 1 }, { missing: 1 }, { reused: 1 }, { tooSoon: true }]) {
      expect(isDoubtful({ ...quiet, ...one })).toBe(true);
    }
  });
  it("puts doubtful records first and the newest on top of each group", () => {
    const waiting = [early, late, last].map((one) => ({
      row: one,
      reasons: quiet,
      doubtful: one.id === "early",
    }));
    expect(inOrder(waiting).map((one) => one.row.id)).toEqual(["early", "last", "late"]);
  });
  it("keeps returned and marked records in lists of their own", () => {
    const returned = row("back", "01:00", "01:30", { status: "returned", marked: true });
    expect(listed([late, returned], "submitted")).toEqual([late]);
    expect(listed([late, returned], "returned")).toEqual([returned]);
    expect(listed([late, returned], "marked")).toEqual([returned]);
  });
});
