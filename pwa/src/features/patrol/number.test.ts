/** Digits as people type them. */
import { expect, test } from "vitest";
import type { TemplateItem } from "../../rules/types";
import { negated, read } from "./number";

const label = { "zh-Hans": "水温", "zh-Hant": "水溫", en: "Temperature" };
const item: TemplateItem = { id: "t", section: "s", type: "number", label, min: -20, max: 120 };

test.each([
  ["7.41", 7.41],
  ["7,41", 7.41],
  ["7。4", 7.4],
  ["7.", 7],
  [".5", 0.5],
  ["－3", -3],
  [" 12 ", 12],
])("%j is read as %d", (text, value) => {
  expect(read(text, item)).toEqual({ state: "number", value });
});

test.each(["7..4", "abc", "-", "1e3", "7 4"])("%j is no number", (text) => {
  expect(read(text, item).state).toBe("broken");
});

test("nothing typed is nothing, not zero", () => {
  expect(read("  ", item)).toEqual({ state: "empty" });
});

test("a slip of the decimal point is stopped by the typing guard", () => {
  expect(read("741", item)).toEqual({ state: "outside", value: 741 });
  expect(read("-21", item).state).toBe("outside");
});

test("more decimals than the template shows are kept as the meter said", () => {
  expect(read("7.412", { ...item, decimals: 1 })).toEqual({ state: "number", value: 7.412 });
});

test("the sign is turned round for keypads without a minus", () => {
  expect(negated("3.5")).toBe("-3.5");
  expect(negated("-3.5")).toBe("3.5");
});
