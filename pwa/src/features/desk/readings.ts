/** Readings of an inspection judged by the site's limits; what has no limit is never called normal. */
import { limitVerdict, visibleItems } from "../../rules/forms";
import type { Answer, Limits, TemplateDefinition, TemplateItem } from "../../rules/types";

export type Verdict = "normal" | "warn" | "alarm" | "unset" | "none" | "empty";

export interface Judged {
  verdict: Verdict;
  /** How far out, beyond which side of which limit. */
  out: { side: "above" | "below"; by: number; limit: number; alarm: boolean } | null;
}

type SiteLimits = Record<string, Limits> | undefined;

export function limitsFor(site: SiteLimits, code: string | undefined, item: string): Limits | null {
  const found = site?.[`${code}.${item}`];
  return found && Object.values(found).some((one) => typeof one === "number") ? found : null;
}

const reaches = (value: number, limit: number | null | undefined, side: "above" | "below") =>
  typeof limit === "number" && (side === "above" ? value > limit : value < limit);

/** A reading against its limits, with the farthest limit that it passed. */
export function judgeNumber(value: number, limits: Limits | null): Judged {
  const verdict = limitVerdict(value, limits);
  if (!limits || verdict === "none_set" || verdict === null) return { verdict: "unset", out: null };
  const alarm = verdict === "alarm";
  const [high, low] = alarm
    ? [limits.high_alarm, limits.low_alarm]
    : [limits.high_warn, limits.low_warn];
  const side = reaches(value, high, "above") ? "above" : "below";
  const limit = side === "above" ? high : low;
  if (verdict === "normal" || typeof limit !== "number") return { verdict, out: null };
  return { verdict, out: { side, by: Math.abs(value - limit), limit, alarm } };
}

export function judge(
  item: TemplateItem,
  answer: Answer | undefined,
  limits: Limits | null,
): Judged {
  const value = answer?.value;
  if (value === undefined || value === null || value === "") {
    const photos = (answer?.photos ?? []).length > 0;
    return { verdict: photos ? "none" : "empty", out: null };
  }
  if (item.type === "pass_fail") {
    return {
      verdict: value === "fail" ? "alarm" : value === "pass" ? "normal" : "none",
      out: null,
    };
  }
  if (typeof value === "number" && (item.type === "number" || item.type === "count")) {
    return judgeNumber(value, limits);
  }
  return { verdict: "none", out: null };
}

/** Items that failed or lie outside their limits. */
export function abnormalCount(
  definition: TemplateDefinition | null,
  answers: Record<string, Answer>,
  site: SiteLimits,
  code: string | undefined,
): number {
  if (!definition) return 0;
  const shown = visibleItems(definition, answers);
  return definition.items.filter((item) => {
    if (!shown.has(item.id)) return false;
    const { verdict } = judge(item, answers[item.id], limitsFor(site, code, item.id));
    return verdict === "warn" || verdict === "alarm";
  }).length;
}
