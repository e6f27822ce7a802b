import { describe, expect, it } from "vitest";
import { howDecided, openRows, resolutionOf, wholeSide } from "./decide";

const fields = {
  title: { base: "a", current: "b", incoming: "c" },
  deleted: { base: false, current: false, incoming: true },
  place: { base: 1, current: 2, incoming: 3, closed: { op_id: "o", by: "p", value: 2 } },
};

describe("deciding a conflict", () => {
  it("asks only about open fields, life or death first", () => {
    expect(openRows(fields).map((row) => row.name)).toEqual(["deleted", "title"]);
  });
  it("C2: gives no resolution before every open field is chosen", () => {
    const rows = openRows(fields);
    expect(resolutionOf(rows, {})).toBeNull();
    expect(resolutionOf(rows, { title: { choose: "current" } })).toBeNull();
    expect(resolutionOf(rows, wholeSide(rows, "incoming"))).toEqual({
      deleted: { choose: "incoming" },
      title: { choose: "incoming" },
    });
  });
  it("leaves out choices for fields that were closed meanwhile", () => {
    const rows = openRows({ title: fields.title });
    expect(resolutionOf(rows, { title: { value: "d" }, place: { value: 9 } })).toEqual({
      title: { value: "d" },
    });
  });
  it("counts which side was taken, another op's value as the phone's", () => {
    expect(
      howDecided({
        a: { choose: "current" },
        b: { choose: "incoming" },
        c: { choose: "0192-op" },
        d: { value: null },
      }),
    ).toEqual({ server: 1, phone: 2, other: 1 });
    expect(howDecided(null)).toEqual({ server: 0, phone: 0, other: 0 });
  });
});
