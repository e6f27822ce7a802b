/** What a template means for the answers given: the mirror of sync/forms.py, on the same vectors. */

import { canonical } from "./canonical";
import type { Answer, Answers, Json, Limits, TemplateDefinition, TemplateItem } from "./types";

export type Verdict = "none_set" | "normal" | "warn" | "alarm";
export type TypingFault =
  | "not_a_number"
  | "below_min"
  | "above_max"
  | "too_many_decimals"
  | "not_a_choice";
export type Gap =
  | { item: string; gap: "answer" }
  | { item: string; gap: "photos"; need: number; have: number };
export interface Points {
  got: number;
  of: number;
  percent: number | null;
}
export type Score = Points & { sections: Record<string, Points> };

/** Ids of the items that show. One whose deciding item is hidden or unknown is hidden, too. */
export function visibleItems(definition: TemplateDefinition, answers: Answers): Set<string> {
  const items = new Map(definition.items.map((item) => [item.id, item]));
  return new Set([...items.keys()].filter((id) => shows(id, items, answers)));
}

/** A value at a limit is within it. Without any limit nothing can be called normal. */
export function limitVerdict(value: unknown, limits?: Limits | null): Verdict | null {
  if (!isNumber(value)) return null;
  const edges = limits ?? {};
  if (!Object.values(edges).some(isNumber)) return "none_set";
  if (outside(value, edges.low_alarm, edges.high_alarm)) return "alarm";
  return outside(value, edges.low_warn, edges.high_warn) ? "warn" : "normal";
}

/** Why a typed value cannot be a reading of this item: a slip of the finger, not a limit. */
export function typingFault(item: TemplateItem, value: unknown): TypingFault | null {
  if (value === null || value === undefined) return null;
  switch (item.type) {
    case "number":
    case "count":
    case "score":
      return numberFault(item, value);
    case "pass_fail":
      return value === "pass" || value === "fail" || value === "na" ? null : "not_a_choice";
    case "choice":
      return item.choices?.some((choice) => choice.value === value) ? null : "not_a_choice";
    default:
      return null;
  }
}

/** What a submit still lacks (M13), in the order of the template; hidden items lack nothing. */
export function gaps(definition: TemplateDefinition, answers: Answers): Gap[] {
  const shown = visibleItems(definition, answers);
  const found: Gap[] = [];
  for (const item of definition.items) {
    if (!shown.has(item.id)) continue;
    const answer = answers[item.id] ?? {};
    const byPhoto = item.type === "photo" || item.type === "signature";
    if (item.required && !byPhoto && isEmpty(answer.value)) {
      found.push({ item: item.id, gap: "answer" });
    }
    const need = photosNeeded(item, answer.value);
    const have = photoCount(item, answer);
    if (have < need) found.push({ item: item.id, gap: "photos", need, have });
  }
  return found;
}

/** How many photos an item wants at its present value; a required photo item wants one. */
export function photosNeeded(item: TemplateItem, value: Json | undefined): number {
  const byPhoto = item.type === "photo" || item.type === "signature";
  return Math.max(
    item.photos?.min ?? 0,
    byPhoto && item.required ? 1 : 0,
    value === "fail" ? (item.photos?.on_fail_min ?? 0) : 0,
  );
}

/** Points of the visible pass/fail and score items; percent with one decimal, half up. */
export function score(definition: TemplateDefinition, answers: Answers): Score {
  const shown = visibleItems(definition, answers);
  const parts = new Map<string, [number, number][]>(definition.sections.map((s) => [s.id, []]));
  for (const item of definition.items) {
    const won = points(item, answers[item.id]?.value);
    if (!won || !shown.has(item.id)) continue;
    parts.set(item.section, [...(parts.get(item.section) ?? []), won]);
  }
  const sections = Object.fromEntries([...parts].map(([id, won]) => [id, sum(won)]));
  return { ...sum([...parts.values()].flat()), sections };
}

function shows(id: string, items: Map<string, TemplateItem>, answers: Answers): boolean {
  const path = new Set<string>();
  let item = items.get(id);
  while (item && !path.has(item.id)) {
    const rule = item.visible_if;
    if (!rule) return true;
    const value = canonical(answers[rule.item]?.value ?? null);
    if (!rule.in.some((wanted) => canonical(wanted) === value)) return false;
    path.add(item.id);
    item = items.get(rule.item);
  }
  return false;
}

function isNumber(value: unknown): value is number {
  return typeof value === "number";
}

function outside(value: number, low: unknown, high: unknown): boolean {
  return (isNumber(low) && value < low) || (isNumber(high) && value > high);
}

function isEmpty(value: Json | undefined): boolean {
  if (value === null || value === undefined) return true;
  if (typeof value === "string") return value.trim() === "";
  return Array.isArray(value) && value.length === 0;
}

function numberFault(item: TemplateItem, value: unknown): TypingFault | null {
  if (!isNumber(value)) return "not_a_number";
  if (item.min !== undefined && item.min !== null && value < item.min) return "below_min";
  if (item.max !== undefined && item.max !== null && value > item.max) return "above_max";
  const decimals = item.type === "count" ? 0 : item.decimals;
  if (decimals !== undefined && Number(value.toFixed(decimals)) !== value) {
    return "too_many_decimals";
  }
  return null;
}

function photoCount(item: TemplateItem, answer: Answer): number {
  const cameraOnly = item.photos?.camera_only === true;
  return (answer.photos ?? []).filter(
    (photo) => !photo.removed && !(cameraOnly && photo.provenance === "gallery"),
  ).length;
}

function points(item: TemplateItem, value: Json | undefined): [number, number] | null {
  if (item.type === "pass_fail") {
    if (value === "pass") return [1, 1];
    return value === "fail" ? [0, 1] : null;
  }
  if (item.type === "score" && isNumber(value) && isNumber(item.max)) return [value, item.max];
  return null;
}

function sum(won: [number, number][]): Points {
  let got = 0;
  let of = 0;
  for (const [part, whole] of won) {
    got += part;
    of += whole;
  }
  return { got, of, percent: of > 0 ? Math.floor((got * 1000) / of + 0.5) / 10 : null };
}
