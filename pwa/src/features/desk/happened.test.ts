import { describe, expect, it } from "vitest";
import type { RecordView } from "../../store";
import { changedAt, happenedAt } from "./happened";

const row = (received: string, fields = {}) =>
  ({
    fields,
    created: { by: "p", device_time: "2026-11-20T01:00:00Z", received },
    updated: { by: "p", device_time: "2026-11-20T02:00:00Z", received },
  }) as unknown as RecordView;

describe("when a record happened", () => {
  it("goes by the phone's time while the server has not answered", () => {
    expect(changedAt(row(""))).toBe("2026-11-20T02:00:00Z");
    expect(changedAt(row("2026-11-20T02:00:09Z"))).toBe("2026-11-20T02:00:09Z");
  });
  it("goes by what the record says of itself before when it was made", () => {
    expect(happenedAt(row("", { found_at: "2026-11-19T09:00:00Z" }))).toBe("2026-11-19T09:00:00Z");
    expect(happenedAt(row(""))).toBe("2026-11-20T01:00:00Z");
  });
});
