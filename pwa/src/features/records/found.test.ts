/** The bin keeps things for 30 days. */
import { expect, it } from "vitest";
import type { RecordView } from "../../store";
import { inBin } from "./found";

const deleted = (received: string, gone = true) =>
  ({ deleted: gone, updated: { by: "op1", device_time: "1999-01-01", received } }) as RecordView;
const now = Date.parse("2026-11-25T08:00:00Z");

it.each([
  ["a delete that no server has seen yet", deleted(""), true],
  ["deleted 29 days ago", deleted("2026-10-27T08:00:00Z"), true],
  ["deleted 31 days ago", deleted("2026-10-25T07:00:00Z"), false],
  ["a record that lives", deleted("2026-11-25T07:00:00Z", false), false],
])("%s: in the bin is %3$s", (_, record, there) => {
  expect(inBin(record, now)).toBe(there);
});
