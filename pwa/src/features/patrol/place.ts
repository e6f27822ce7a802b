/** Where a round stands in its day: its number, and whether it counts (R01, R02). */
import { useEffect, useState } from "preact/hooks";
import { type DayOfRounds, dayOfRounds, localDay, type RoundTimes } from "../../rules/clocks";
import { type RecordView, records } from "../../store";

export interface SiteDay extends DayOfRounds {
  gap: number;
}

/** The day of `at` at a site, with the rounds of a template and when the next one counts from. */
export async function siteDay(scope: string, templateId: string, at: string): Promise<SiteDay> {
  const [all, sites] = await Promise.all([
    records({ kind: "inspection", scope, newest: 60 }),
    records({ kind: "site", scope }),
  ]);
  const site = sites[0]?.fields ?? {};
  const timezone = site.timezone ?? "Asia/Shanghai";
  const gap = site.round_gap_minutes ?? 60;
  const rounds = all
    .filter((each) => each.fields.template_id === templateId)
    .map((each) => ({ id: each.id, ...(each.fields as Omit<RoundTimes, "id">) }))
    .filter(
      (each) => each.started_at && Date.parse(each.started_at) <= Date.parse(at) + 86_400_000,
    );
  const rule = { day: localDay(at, timezone), timezone, gap, needed: site.rounds_per_day ?? 4 };
  return { ...dayOfRounds(rounds, { ...rule, stopped_days: site.stopped_days ?? [] }), gap };
}

/** The number of the round that begins at `at`: one more than those that counted before it. */
export const numberAt = (day: DayOfRounds, at: string) =>
  day.rounds.filter((each) => each.valid && Date.parse(each.started_at) < Date.parse(at)).length +
  1;

/** The place of one round in its day. */
export function usePlace(round: RecordView): { number: number; early: boolean; gap: number } {
  const [day, setDay] = useState<SiteDay>();
  const { started_at, finished_at, template_id } = round.fields;
  useEffect(() => {
    let here = true;
    void siteDay(round.scope, template_id, started_at).then((found) => {
      if (here) setDay(found);
    });
    return () => {
      here = false;
    };
  }, [round.id, finished_at]);
  if (!day) return { number: 1, early: false, gap: 60 };
  const judged = day.rounds.find((each) => each.id === round.id);
  return {
    number: numberAt(day, started_at),
    early: judged?.reason === "too_early",
    gap: day.gap,
  };
}
