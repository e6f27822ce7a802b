/** A round as a line of checkpoints: where it stands, what is missing. Pure; storage is in data.ts. */
import { visibleItems } from "../../rules/forms";
import type {
  Answers,
  Attachment,
  Limits,
  Names,
  TemplateDefinition,
  TemplateItem,
} from "../../rules/types";
import { isAnswered, isBad, judge, photosOf, type Verdict } from "./judge";

/** One checkpoint of the route, with the items of the template that are answered there. */
export interface Point {
  id: string;
  /** 1, 2, 3 … along the route. */
  at: number;
  name: Names;
  code: string;
  items: TemplateItem[];
}

export interface Walk {
  id: string;
  scope: string;
  siteName: Names | string;
  routeName: Names | string;
  templateCode: string;
  definition: TemplateDefinition;
  status: "open" | "submitted" | "approved" | "returned";
  startedAt: string;
  finishedAt: string | null;
  answers: Answers;
  /** Photos of the round as a whole. */
  photos: Attachment[];
  points: Point[];
  limits: Readonly<Record<string, Limits>>;
}

export type PointState = "done" | "skipped" | "ahead";

/** The answer id of what is known about the checkpoint itself: walked or skipped, note, proof. */
export const pointKey = (pointId: string) => `cp:${pointId}`;

export const isEditable = (walk: Walk) => walk.status === "open" || walk.status === "returned";

export const limitsOf = (walk: Walk, item: TemplateItem): Limits =>
  walk.limits[`${walk.templateCode}.${item.id}`] ?? {};

export const verdictOf = (walk: Walk, item: TemplateItem): Verdict =>
  judge(item, walk.answers[item.id]?.value, limitsOf(walk, item));

/** The items that are asked at a checkpoint, conditional ones only when their condition holds. */
export function asked(walk: Walk, point: Point): TemplateItem[] {
  const shown = shownBy.get(walk) ?? visibleItems(walk.definition, walk.answers);
  shownBy.set(walk, shown);
  return point.items.filter((item) => shown.has(item.id));
}

/** A walk never changes, so what shows is worked out once for each. */
const shownBy = new WeakMap<Walk, Set<string>>();

const isOptional = (item: TemplateItem) =>
  !item.required && (item.type === "text" || (item.type === "photo" && !item.photos?.min));

/** Walked, skipped, or still ahead. Rounds of other apps carry no mark: all answered counts, too. */
export function stateOf(walk: Walk, point: Point): PointState {
  const mark = walk.answers[pointKey(point.id)]?.value;
  if (mark === "skipped" || mark === "done") return mark;
  const needed = asked(walk, point).filter((item) => !isOptional(item));
  const all = needed.length > 0 && needed.every((item) => isAnswered(item, walk.answers[item.id]));
  return all && walk.status !== "open" ? "done" : "ahead";
}

/** Abnormal items of a checkpoint. */
export const badItems = (walk: Walk, point: Point) =>
  asked(walk, point).filter((item) => isBad(verdictOf(walk, item)));

/** How many more photos an item needs: its own minimum, and the one for a failed item. */
export function photosMissing(walk: Walk, item: TemplateItem): number {
  const bad = isBad(verdictOf(walk, item));
  const least = Math.max(item.photos?.min ?? 0, bad ? (item.photos?.on_fail_min ?? 0) : 0);
  return Math.max(0, least - photosOf(walk.answers[item.id]).length);
}

export interface Work {
  /** Neither answered nor to be assumed: a reading, a choice that must be looked at. */
  missing: TemplateItem[];
  /** Untouched, and the template allows to record them as normal. */
  assumable: TemplateItem[];
  /** Abnormal, and no issue or too few photos yet. */
  unhandled: TemplateItem[];
  bad: TemplateItem[];
}

/** What is left to do at a checkpoint. `raised` holds the items that an issue was made of. */
export function workAt(walk: Walk, point: Point, raised: ReadonlySet<string>): Work {
  const items = asked(walk, point);
  const open = items.filter((item) => !isAnswered(item, walk.answers[item.id]));
  const bad = badItems(walk, point);
  return {
    assumable: open.filter((item) => item.assume !== undefined),
    missing: open.filter((item) => item.assume === undefined && !isOptional(item)),
    bad,
    unhandled: bad.filter((item) => !raised.has(item.id) || photosMissing(walk, item) > 0),
  };
}

/** The next checkpoint that is still ahead, searched from `after` on and round the corner. */
export function nextPoint(walk: Walk, after?: Point): Point | undefined {
  const from = after?.at ?? 0;
  const turned = [...walk.points.slice(from), ...walk.points.slice(0, from)];
  return turned.find((point) => point.id !== after?.id && stateOf(walk, point) === "ahead");
}

/** Numbers for the summary. */
export function tally(walk: Walk) {
  const states = walk.points.map((point) => stateOf(walk, point));
  const all = [{ photos: walk.photos }, ...Object.values(walk.answers)];
  const photos = all.reduce((sum, each) => sum + photosOf(each).length, 0);
  return {
    all: walk.points.length,
    done: states.filter((state) => state === "done").length,
    skipped: states.filter((state) => state === "skipped").length,
    left: states.filter((state) => state === "ahead").length,
    bad: walk.points.reduce((sum, point) => sum + badItems(walk, point).length, 0),
    photos,
  };
}
