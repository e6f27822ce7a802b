/** Today's figures from the records at hand. Pure but for the desk's look-ups. */
import type { Answer } from "../../../rules/types";
import type { RecordView } from "../../../store";
import { type Desk, definitionOf, siteOf } from "../data";
import { roundGap, roundsPerDay, zoneOf } from "../plan";
import { abnormalCount } from "../readings";
import { type Heat, heatOf, type Plan, type Round } from "./heat";

const at = (text: unknown): number | null => {
  const value = typeof text === "string" ? Date.parse(text) : Number.NaN;
  return Number.isNaN(value) ? null : value;
};

/** Patrol rounds of a site: inspections that walked a route. */
export function roundsOf(desk: Desk, inspections: RecordView[]): Round[] {
  return inspections.flatMap((row) => {
    const started = at(row.fields.started_at);
    if (started === null || !row.fields.route_id) return [];
    return [
      {
        id: row.id,
        started,
        finished: row.fields.status === "open" ? null : (at(row.fields.finished_at) ?? started),
        abnormal: abnormalCount(
          definitionOf(desk, row),
          (row.fields.answers ?? {}) as Record<string, Answer>,
          siteOf(desk, row.scope)?.fields.limits,
          desk.templates.get(row.fields.template_id)?.fields.code,
        ),
        by: row.created.by,
      },
    ];
  });
}

/** When anything that a person at the site recorded last arrived; silence since then may be no network. */
export function lastHeard(rows: RecordView[]): number | null {
  let last: number | null = null;
  for (const row of rows) {
    const received = at(row.updated.received);
    if (received !== null && (last === null || received > last)) last = received;
  }
  return last;
}

/** The field people of a site, whose records tell that its phones have been heard from. */
export function fieldWork(desk: Desk, rows: RecordView[]): RecordView[] {
  const judges = new Set(["supervisor", "manager", "admin", "client"]);
  return rows.filter((row) => {
    const roles: string[] = desk.people.get(row.updated.by)?.fields.roles ?? [];
    return !roles.some((role) => judges.has(role));
  });
}

export function heatOfSite(
  desk: Desk,
  scope: string,
  inspections: RecordView[],
  others: RecordView[],
  now: number,
): Heat {
  const here = inspections.filter((row) => row.scope === scope);
  const rounds = roundsOf(desk, here);
  const heardRows = fieldWork(desk, [...here, ...others.filter((row) => row.scope === scope)]);
  const plan: Plan = {
    zone: zoneOf(desk, scope),
    roundsPerDay: roundsPerDay(desk, scope),
    gap: roundGap(desk, scope),
    stoppedDays: new Set(siteOf(desk, scope)?.fields.stopped_days ?? []),
    begins: rounds.reduce((first, round) => Math.min(first, round.started), now),
    heard: lastHeard(heardRows),
  };
  return heatOf(rounds, plan, now);
}
