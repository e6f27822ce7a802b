import { describe, expect, it } from "vitest";
import type { RecordView } from "../../../store";
import { grouped, nextStates } from "./steps";

const row = (id: string, status: string) => ({ id, fields: { status } }) as unknown as RecordView;

describe("issues by state", () => {
  it("stand in workflow order, empty states left out", () => {
    const groups = grouped([row("1", "solved"), row("2", "found"), row("3", "found")], 5);
    expect(groups.map((group) => [group.state, group.rows.length])).toEqual([
      ["found", 2],
      ["solved", 1],
    ]);
  });
  it("show only some of the closed ones", () => {
    const rows = ["1", "2", "3"].map((id) => row(id, "verified"));
    expect(grouped(rows, 2)[0]?.rows).toHaveLength(2);
  });
  it("M6: offer only the steps that the role may take", () => {
    expect(nextStates("solved", ["supervisor"])).toEqual(["verified", "in_hand"]);
    expect(nextStates("solved", ["operator"])).toEqual([]);
    expect(nextStates("found", ["client"])).toEqual([]);
  });
});
