/** A round as a line of checkpoints, without storage or screen. */
import { expect, test } from "vitest";
import type { Answers, TemplateItem } from "../../rules/types";
import { judge, photosOf } from "./judge";
import { asked, nextPoint, type Point, pointKey, stateOf, tally, type Walk, workAt } from "./walk";

const name = (text: string) => ({ "zh-Hans": text, "zh-Hant": text, en: text });
const photos = { min: 0, max: 6, on_fail_min: 1 };
const item = (id: string, more: Partial<TemplateItem>): TemplateItem => ({
  id,
  section: "s",
  type: "number",
  label: name(id),
  ...more,
});
const ph = item("ph", { min: 0, max: 14, decimals: 2, photos });
const pump = item("pump", { type: "pass_fail", assume: "pass", photos });
const cabinet = item("cabinet", { type: "pass_fail", photos });
const alarm = item("alarm", { type: "text", visible_if: { item: "cabinet", in: ["fail"] } });
const items = [ph, pump, cabinet, alarm];
const point = (at: number, ...own: TemplateItem[]): Point => ({
  id: `c${at}`,
  at,
  name: name(`C${at}`),
  code: `A-0${at}`,
  items: own,
});
const first = point(1, ph, pump);
const second = point(2, cabinet, alarm);

function walk(answers: Answers, more: Partial<Walk> = {}): Walk {
  return {
    id: "r",
    scope: "A",
    siteName: "A",
    routeName: "R",
    templateCode: "T01",
    definition: { sections: [{ id: "s", label: name("s") }], items },
    status: "open",
    startedAt: "2026-11-24T06:41:00Z",
    finishedAt: null,
    answers,
    photos: [],
    points: [first, second],
    limits: { "T01.ph": { low_alarm: 6, low_warn: 6.5, high_warn: 8.5, high_alarm: 9 } },
    ...more,
  };
}

const none = new Set<string>();
const photo = { id: "p", sha256: "0", bytes: 1, type: "image/jpeg" };

test("a reading is judged by the site's limits, and by nothing when none is set", () => {
  const limits = walk({}).limits["T01.ph"];
  const verdicts = [5.9, 6, 6.4, 7, 8.6, 9.1].map((value) => judge(ph, value, limits));
  expect(verdicts).toEqual(["low_alarm", "low_warn", "low_warn", "ok", "high_warn", "high_alarm"]);
  expect(judge(ph, 7, {})).toBe("unset");
  expect(judge(ph, null, limits)).toBe("empty");
});

test("only items that the template allows are assumed to be normal", () => {
  const work = workAt(walk({}), first, none);
  expect(work.assumable).toEqual([pump]);
  expect(work.missing).toEqual([ph]);
  expect(workAt(walk({}), second, none).missing).toEqual([cabinet]);
});

test("a reading noted as unreadable is accounted for", () => {
  expect(workAt(walk({ ph: { value: null, note: "断电" } }), first, none).missing).toEqual([]);
});

test("a conditional item is asked only when its condition holds", () => {
  expect(asked(walk({}), second)).toEqual([cabinet]);
  expect(asked(walk({ cabinet: { value: "fail" } }), second)).toEqual([cabinet, alarm]);
});

test("an abnormal item is dealt with when it has its issue and its photo", () => {
  const bare = walk({ ph: { value: 9.4 } });
  expect(workAt(bare, first, none).unhandled).toEqual([ph]);
  expect(workAt(bare, first, new Set(["ph"])).unhandled).toEqual([ph]);
  const shot = walk({ ph: { value: 9.4, photos: [photo] } });
  expect(workAt(shot, first, new Set(["ph"])).unhandled).toEqual([]);
});

test("a removed photo does not count", () => {
  expect(photosOf({ photos: [{ ...photo, removed: {} }, photo] })).toEqual([photo]);
});

test("the next checkpoint is searched onward and then round the corner", () => {
  expect(nextPoint(walk({}), first)).toBe(second);
  expect(nextPoint(walk({}), second)).toBe(first);
  const done = walk({
    [pointKey("c1")]: { value: "done" },
    [pointKey("c2")]: { value: "skipped" },
  });
  expect(nextPoint(done, second)).toBeUndefined();
  expect(tally(done)).toMatchObject({ all: 2, done: 1, skipped: 1, left: 0, bad: 0 });
});

test("a handed-in round that marks no checkpoints counts by its answers", () => {
  const answers = { ph: { value: 7 }, pump: { value: "pass" } };
  expect(stateOf(walk(answers), first)).toBe("ahead");
  expect(stateOf(walk(answers, { status: "submitted" }), first)).toBe("done");
  expect(stateOf(walk(answers, { status: "returned" }), first)).toBe("done");
});
