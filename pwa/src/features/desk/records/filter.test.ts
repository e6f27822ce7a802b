import { describe, expect, it } from "vitest";
import type { RecordView } from "../../../store";
import { exportPath, filterOf, kindsOf, matches, NO_FILTER, queryOf } from "./filter";

const mark = { by: "p", device_time: "2026-11-20T01:00:00Z", received: "2026-11-20T01:00:05Z" };
const row = {
  id: "1",
  kind: "issue",
  scope: "A",
  rev: 1,
  seq: 1,
  deleted: false,
  waiting: 0,
  waitingPhotos: 0,
  created: mark,
  updated: mark,
  fields: {
    title: "机封渗漏",
    status: "reported",
    found_at: "2026-11-19T17:30:00Z",
    remarks: [{ id: "r", text: "Seal ordered" }],
  },
} satisfies RecordView;

describe("filtering records", () => {
  it("finds words anywhere in the record or in its shown name, in any case", () => {
    expect(matches(row, { ...NO_FILTER, q: "seal 机封" }, "")).toBe(true);
    expect(matches(row, { ...NO_FILTER, q: "第2轮" }, "第2轮")).toBe(true);
    expect(matches(row, { ...NO_FILTER, q: "seal pump" }, "")).toBe(false);
  });
  it("goes by the site's calendar day, both ends included", () => {
    const on = (from: string, to: string) => matches(row, { ...NO_FILTER, from, to }, "");
    expect(on("2026-11-20", "2026-11-20")).toBe(true);
    expect(on("", "2026-11-19")).toBe(false);
    expect(on("2026-11-21", "")).toBe(false);
  });
  it("keeps to site and state", () => {
    expect(matches(row, { ...NO_FILTER, site: "B" }, "")).toBe(false);
    expect(matches(row, { ...NO_FILTER, state: "found" }, "")).toBe(false);
    expect(matches(row, { ...NO_FILTER, site: "A", state: "reported" }, "")).toBe(true);
  });
  it("shows what people record until a kind or a search is given", () => {
    expect(kindsOf(NO_FILTER)).toEqual(["inspection", "issue", "visit"]);
    expect(kindsOf({ ...NO_FILTER, kind: "person" })).toEqual(["person"]);
    expect(kindsOf({ ...NO_FILTER, q: "x" })).toContain("template");
  });
  it("survives the way into an address and back", () => {
    const filter = { ...NO_FILTER, kind: "visit", q: "a&b=c" };
    const back = Object.fromEntries(new URLSearchParams(queryOf(filter)));
    expect(filterOf(back)).toEqual(filter);
  });
  it("exports what the server can filter by", () => {
    expect(exportPath({ ...NO_FILTER, site: "A", from: "2026-11-01" }, "csv", "issue")).toBe(
      "/api/exports/records.csv?kind=issue&scope=A&from=2026-11-01",
    );
  });
});
