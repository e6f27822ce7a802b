/** A reading that the typing guard turned down outlives the app. */
import { beforeEach, expect, it } from "vitest";
import { become, freshPhone, LEAD } from "../../outbox/test-phone";
import type { TemplateItem } from "../../rules/types";
import { db, drafts } from "../../store";
import { asideId, asideText, dropAsides, keepAside } from "./aside";

const label = { "zh-Hans": "pH", "zh-Hant": "pH", en: "pH" };
const item: TemplateItem = { id: "ph_in", section: "s", type: "number", label, min: 0, max: 14 };
const id = asideId("r1", "p2", "ph_in");

beforeEach(() => freshPhone());

it.each(["74.1", "7..4", "-"])("%j is there again as it was typed after a kill", async (text) => {
  await keepAside(id, "pH", text, item);
  db.close();
  await db.open();
  expect(await asideText(id)).toBe(text);
  expect((await drafts()).map((row) => row.title)).toEqual([`pH ${text}`]);
});

it.each(["7.41", ""])("%j in its place lets it go", async (text) => {
  await keepAside(id, "pH", "74.1", item);
  await keepAside(id, "pH", text, item);
  expect(await asideText(id)).toBeUndefined();
});

it("a round that is handed in leaves none, another round keeps its own", async () => {
  const other = asideId("r2", "p2", "ph_in");
  for (const each of [id, asideId("r1", "p3", "t"), other]) await keepAside(each, "", "99", item);
  await dropAsides("r1", "t");
  expect(await drafts()).toHaveLength(2);
  await dropAsides("r1");
  expect((await drafts()).map((row) => row.id)).toEqual([other]);
});

it("another person on the same phone does not see it", async () => {
  await keepAside(id, "pH", "74.1", item);
  await become(LEAD);
  expect(await asideText(id)).toBeUndefined();
});
