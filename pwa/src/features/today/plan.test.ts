import { describe, expect, test } from "vitest";
import type { RecordView } from "../../store";
import { lastEnd, plan, waited } from "./plan";

const settings = {
  day: "2026-11-24",
  timezone: "Asia/Shanghai",
  needed: 4,
  gap: 60,
  stopped_days: [],
};
const at = (time: string) => `2026-11-24T${time}:00+08:00`;

function round(id: string, start: string, end: string | null, more: Partial<RecordView> = {}) {
  const mark = { by: "me", device_time: at(start), received: at(start) };
  return {
    id,
    kind: "inspection",
    scope: "A",
    rev: 1,
    seq: 1,
    deleted: false,
    created: mark,
    updated: mark,
    waiting: 0,
    waitingPhotos: 0,
    fields: {
      started_at: at(start),
      finished_at: end && at(end),
      status: end ? "submitted" : "open",
    },
    ...more,
  } as RecordView;
}

describe("the day's plan", () => {
  test("R02: the next round counts from an hour after the end of the last one", () => {
    const day = plan([round("1", "09:04", "09:35"), round("2", "13:12", "13:40")], settings, "me");
    expect(day.done).toHaveLength(2);
    expect(day.number).toBe(3);
    expect(day.nextAt).toBe(Date.parse(at("14:40")));
    expect(lastEnd(day)).toBe(Date.parse(at("13:40")));
    expect(waited(day, Date.parse(at("14:22")))).toBeCloseTo(0.7);
    expect(waited(day, Date.parse(at("15:00")))).toBe(1);
  });

  test("R02: a round that began too early is kept and not counted", () => {
    const day = plan([round("1", "09:00", "09:30"), round("2", "10:00", "10:20")], settings, "me");
    expect(day.done).toHaveLength(1);
    expect(day.early).toBe(1);
    expect(day.nextAt).toBe(Date.parse(at("10:30")));
  });

  test("a round of mine that is not finished is offered to go on with", () => {
    const day = plan([round("1", "09:00", "09:30"), round("2", "11:00", null)], settings, "me");
    expect(day.open?.record.id).toBe("2");
    expect(plan([round("2", "11:00", null)], settings, "someone").open).toBeNull();
  });

  test("a round counts as received only when its photos are confirmed, too", () => {
    const waiting = round("1", "09:00", "09:30", { waitingPhotos: 1 });
    expect(plan([waiting], settings, "me").done[0]?.received).toBe(false);
    expect(plan([round("1", "09:00", "09:30")], settings, "me").done[0]?.received).toBe(true);
  });

  test("nothing is due on a stopped day", () => {
    const day = plan([], { ...settings, stopped_days: ["2026-11-24"] }, "me");
    expect(day.stopped).toBe(true);
    expect(day.nextAt).toBeNull();
  });
});
