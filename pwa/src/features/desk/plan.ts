/** A site's own settings for rounds, with the shipped defaults (R01, R02). */
import type { RecordView } from "../../store";
import { ZONE } from "./happened";
import { roundNumbers } from "./home/heat";

interface Sites {
  sites: RecordView[];
}

const fieldsOf = ({ sites }: Sites, scope: string) =>
  sites.find((site) => site.scope === scope)?.fields;

export const zoneOf = (sites: Sites, scope: string): string =>
  fieldsOf(sites, scope)?.timezone || ZONE;

export const roundsPerDay = (sites: Sites, scope: string): number =>
  fieldsOf(sites, scope)?.rounds_per_day || 4;

/** Minutes between the end of one round and the start of the next. */
export const roundGap = (sites: Sites, scope: string): number =>
  fieldsOf(sites, scope)?.round_gap_minutes || 60;

const time = (text: unknown) => (typeof text === "string" ? Date.parse(text) : Number.NaN);

/** The number within its day of every round of every site. */
export function numbersOf(sites: Sites, inspections: RecordView[]): ReadonlyMap<string, number> {
  const numbers = new Map<string, number>();
  for (const { scope } of sites.sites) {
    const rounds = inspections
      .filter((row) => row.scope === scope && row.fields.route_id)
      .map((row) => ({
        id: row.id,
        started: time(row.fields.started_at),
        finished: Number.isNaN(time(row.fields.finished_at)) ? null : time(row.fields.finished_at),
      }))
      .filter((round) => !Number.isNaN(round.started));
    const plan = {
      zone: zoneOf(sites, scope),
      gap: roundGap(sites, scope),
      roundsPerDay: roundsPerDay(sites, scope),
    };
    for (const [id, number] of roundNumbers(rounds, plan)) numbers.set(id, number);
  }
  return numbers;
}
