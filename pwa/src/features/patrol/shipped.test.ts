/** The shipped patrol template, as the phone will use it. */
import { expect, test } from "vitest";
import shipped from "../../../../server/templates/shipped/T01.json";

const languages = ["zh-Hans", "zh-Hant", "en"];

const { items, sections } = shipped.definition;

test("every text of T01 stands in three languages", () => {
  const texts: Record<string, string>[] = [];
  JSON.stringify(shipped, (key, value) => {
    if (["label", "hint", "name", "proposal"].includes(key)) texts.push(value);
    return value;
  });
  expect(texts.length).toBeGreaterThan(200);
  for (const text of texts) {
    for (const language of languages) expect(text[language], JSON.stringify(text)).toBeTruthy();
  }
});

test("every reading and every pass or fail offers six causes and asks for a photo of a failure", () => {
  const judged = items.filter((item) => item.type === "number" || item.type === "pass_fail");
  expect(judged.length).toBeGreaterThan(20);
  for (const item of judged) {
    expect(new Set(item.causes?.map((cause) => cause.value)).size, item.id).toBe(6);
    expect(item.photos?.on_fail_min, item.id).toBe(1);
  }
});

test("each item has a section of its own template and an id of its own", () => {
  expect(new Set(items.map((item) => item.id)).size).toBe(items.length);
  const known = new Set(sections.map((section) => section.id));
  for (const item of items) expect(known.has(item.section), item.id).toBe(true);
});

test("a reading is never assumed", () => {
  expect(items.filter((item) => item.type === "number" && "assume" in item)).toEqual([]);
});
