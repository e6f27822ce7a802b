import { describe, expect, it } from "vitest";
import type { TemplateDefinition, TemplateItem } from "../../../rules/types";
import { firstLoud, sheetOf } from "./sheet";

const label = { "zh-Hans": "", "zh-Hant": "", en: "" };
const item = (id: string, over: Partial<TemplateItem> = {}): TemplateItem => ({
  id,
  section: "s",
  type: "pass_fail",
  label,
  ...over,
});
const definition: TemplateDefinition = {
  sections: [{ id: "s", label }],
  items: [
    item("ph", { type: "number" }),
    item("flow", { type: "number" }),
    item("pump"),
    item("leak"),
    item("guard"),
    item("why", { type: "text", visible_if: { item: "leak", in: ["fail"] } }),
    item("photo", { type: "photo" }),
  ],
};
const limits = { "T01.ph": { low_warn: 6, high_warn: 9, high_alarm: 9.5 } };
const sheet = (answers: Parameters<typeof sheetOf>[1]) =>
  sheetOf(definition, answers, {}, limits, "T01");
const shown = (of: ReturnType<typeof sheet>) =>
  of.blocks.flatMap((block) => block.lines.map((line) => line.item.id));

describe("an inspection as a sheet", () => {
  it("folds what passed away and keeps readings, failures and notes in sight", () => {
    const of = sheet({
      ph: { value: 7 },
      pump: { value: "pass" },
      leak: { value: "fail" },
      guard: { value: "pass", note: "loose" },
      why: { value: "seal" },
    });
    expect(shown(of)).toEqual(["ph", "leak", "guard", "why"]);
    expect(of.folded.flatMap((block) => block.lines.map((line) => line.item.id))).toEqual(["pump"]);
  });
  it("counts what was assumed apart from what was checked", () => {
    const of = sheet({
      pump: { value: "pass" },
      leak: { value: "pass", assumed: true },
      guard: { value: "na" },
    });
    expect([of.checked, of.assumed]).toEqual([2, 1]);
  });
  it("judges a reading by its limits and one without limits not at all", () => {
    const verdict = (ph: number) => sheet({ ph: { value: ph } }).blocks[0]?.lines[0]?.judged;
    expect(verdict(9)).toEqual({ verdict: "normal", out: null });
    expect(verdict(9.25)).toMatchObject({ verdict: "warn", out: { side: "above", by: 0.25 } });
    expect(verdict(10)).toMatchObject({ verdict: "alarm", out: { by: 0.5, alarm: true } });
    expect(verdict(5)).toMatchObject({ verdict: "warn", out: { side: "below", by: 1 } });
    expect(sheet({ flow: { value: 5 } }).blocks[0]?.lines[0]?.judged.verdict).toBe("unset");
  });
  it("offers the first loud item for a return, or none", () => {
    expect(firstLoud(sheet({ ph: { value: 7 }, leak: { value: "fail" } }))).toBe("leak");
    expect(firstLoud(sheet({ ph: { value: 7 } }))).toBe("");
  });
  it("leaves out what was neither asked for nor given, but not what is required", () => {
    expect(shown(sheet({}))).toEqual([]);
    const required = { ...definition, items: [item("ph", { type: "number", required: true })] };
    const of = sheetOf(required, {}, {}, limits, "T01");
    expect(of.blocks[0]?.lines[0]?.judged.verdict).toBe("empty");
  });
});
