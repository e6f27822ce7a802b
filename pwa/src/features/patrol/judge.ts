/** What one answer means on the screen of a checkpoint. Pure; the limits are judged in rules/forms. */
import { limitVerdict } from "../../rules/forms";
import type { Answer, Json, Limits, TemplateItem } from "../../rules/types";

export type Verdict =
  | "empty"
  | "unset"
  | "ok"
  | "low_warn"
  | "high_warn"
  | "low_alarm"
  | "high_alarm"
  | "fail";

/** An answer against the site's limits; a reading without any limit is `unset`, never normal. */
export function judge(
  item: TemplateItem,
  value: Json | undefined,
  limits: Limits | undefined,
): Verdict {
  if (value === null || value === undefined || value === "") return "empty";
  if (item.type === "pass_fail") return value === "fail" ? "fail" : "ok";
  if (item.type !== "number" || typeof value !== "number") return "ok";
  const found = limitVerdict(value, limits);
  if (found === "none_set" || found === null) return "unset";
  if (found === "normal") return "ok";
  const low = limits?.[`low_${found}`];
  return typeof low === "number" && value < low ? `low_${found}` : `high_${found}`;
}

/** Whether a person has to deal with it: a failed item, or a reading beyond an alarm limit. */
export function isBad(verdict: Verdict): boolean {
  return verdict === "fail" || verdict === "low_alarm" || verdict === "high_alarm";
}

/** The limit that a reading has passed. */
export function passedLimit(verdict: Verdict, limits: Limits): number | undefined {
  return limits[verdict as keyof Limits] ?? undefined;
}

/** Whether a person, or an assumption, has answered it; a reading may be noted as unreadable. */
export function isAnswered(item: TemplateItem, answer: Answer | undefined): boolean {
  if (item.type === "photo" || item.type === "signature") return photosOf(answer).length > 0;
  const value = answer?.value;
  return (value !== null && value !== undefined && value !== "") || isUnread(item, answer);
}

/** A reading that could not be taken, with the reason as its note. */
export function isUnread(item: TemplateItem, answer: Answer | undefined): boolean {
  return item.type === "number" && typeof answer?.value !== "number" && Boolean(answer?.note);
}

/** The photos of an answer that were not removed. */
export function photosOf(answer: Answer | undefined): NonNullable<Answer["photos"]> {
  return (answer?.photos ?? []).filter((each) => !each.removed);
}
