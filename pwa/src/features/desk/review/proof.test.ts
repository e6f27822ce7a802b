import { describe, expect, it } from "vitest";
import type { RecordView } from "../../../store";
import type { Step } from "../steps";
import { evidenceOf } from "./proof";

const step = (device: string, seq: number, received: string, offset: number): Step => ({
  op: { device_seq: seq } as Step["op"],
  outcome: "applied",
  by: "author",
  device_id: device,
  device_time: "2026-11-20T10:00:00Z",
  received,
  clock_offset: offset,
  clock_measured: true,
  earlier: null,
  chain: "ok",
});
const row = { created: { by: "author", device_time: "" }, fields: {} } as unknown as RecordView;

describe("the evidence of a record that two phones wrote", () => {
  it("H1: tells the clock of the phone whose times it shows, not another one's", () => {
    const facts = evidenceOf(row, [
      step("first", 86, "2026-11-20T10:01:00Z", 1000),
      step("second", 2, "2026-11-20T12:00:00Z", -25_000_000),
    ]);
    expect(facts.received).toBe("2026-11-20T10:01:00Z");
    expect(facts.clock).toBe(1000);
  });
});
