/** The issue that is written from an abnormal finding, so that nothing has to be typed. Pure. */
import { issueClocks } from "../../rules/clocks";
import type { Answers, Fields, Json, TemplateItem } from "../../rules/types";
import { figure, named, time } from "../../ui";
import { photosOf } from "./judge";
import { limitsOf, type Point, verdictOf, type Walk } from "./walk";
import { t } from "./words-abnormal";

export interface Finding {
  walk: Walk;
  point: Point;
  item: TemplateItem;
  /** Number of the round in its day. */
  number: number;
  /** `超过报警上限 0.30`; for a failed item empty. */
  verdict: string;
}

export interface Draft {
  title: string;
  description: string;
  proposal: string;
}

/** A reading with its unit, or nothing for a failed item. */
export function shownValue({ walk, item }: Finding): string {
  const value = walk.answers[item.id]?.value;
  if (typeof value !== "number") return "";
  return `${figure(value, item.decimals)}${item.unit ? ` ${item.unit}` : ""}`;
}

export function causeOf({ walk, item }: Finding) {
  const cause = walk.answers[item.id]?.cause;
  return item.causes?.find((each) => each.value === cause);
}

/** When it was found: when the answer was first given. */
export function foundAt({ walk, item }: Finding): string {
  return walk.answers[item.id]?.checked_at ?? new Date().toISOString();
}

/** Until when it must be reported (R04). */
export const reportBy = (found: string) =>
  issueClocks({ found_at: found }, found).report?.due_at ?? found;

/** The verdict inside a sentence: English begins it with a small letter. */
const midway = (verdict: string) => verdict.charAt(0).toLowerCase() + verdict.slice(1);

/** Title, description and proposal as the app would write them. */
export function drafted(finding: Finding): Draft {
  const { point, item, number, verdict } = finding;
  const value = shownValue(finding);
  const cause = causeOf(finding);
  const what = named(item.label);
  const where = named(point.name);
  const why = named(cause?.label);
  const reading = t("titleReading", { item: what, value, verdict: midway(verdict) });
  const title = value
    ? reading
    : why
      ? t("titleFail", { point: where, item: what, cause: why })
      : t("titleFailBare", { point: where, item: what });
  const found = value ? reading : t("isAbnormal", { item: what });
  return {
    title,
    description: t("described", {
      time: time(foundAt(finding)),
      n: number,
      point: where,
      what: found,
      cause: why,
    }),
    proposal: named(cause?.proposal),
  };
}

/** The fields of the issue record: same photos, same time, and where it came from. */
export function issueFields(finding: Finding, draft: Draft, leadId: string | undefined): Fields {
  const { walk, point, item } = finding;
  const found = foundAt(finding);
  const verdict = verdictOf(walk, item);
  const photos = photosOf((walk.answers as Answers)[item.id]);
  const fields: Fields = {
    title: draft.title,
    type: "problem",
    description: draft.description,
    proposal: draft.proposal,
    place: named(point.name),
    severity: verdict === "fail" ? "medium" : "high",
    found_at: found,
    due_at: reportBy(found),
    source_id: walk.id,
    source_item: item.id,
    cause: named(causeOf(finding)?.label),
  };
  if (leadId) fields.assignee_id = leadId;
  if (photos.length) fields.photos = photos as unknown as Json;
  return fields;
}

/** The limit lines of the red card: the warning limit on the side that was passed. */
export function warnLimit({ walk, item }: Finding): number | undefined {
  const limits = limitsOf(walk, item);
  const low = verdictOf(walk, item).startsWith("low");
  return (low ? limits.low_warn : limits.high_warn) ?? undefined;
}
