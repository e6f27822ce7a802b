/** The day's rounds at a site, live from the store. */
import type { TemplateDefinition } from "../../rules/types";
import { type RecordView, records } from "../../store";
import { day as dayOf, now, type Site, useLive, useSession, zone } from "../../ui";
import { type Plan, plan } from "./plan";

export interface Route {
  id: string;
  name: unknown;
  points: number;
  templateId: string;
  version: number;
}

export interface Day {
  plan: Plan;
  routes: Route[];
}

/** Rounds of the day before count for R02, and a phone may write another zone's day. */
const daysBefore = 2;
const aDay = 86_400_000;
/** R01 and R02 as shipped, where a site has set nothing else. */
const roundsWanted = 4;
const gapMinutes = 60;

async function read(scope: string, since: string) {
  const [recent, open, routes, templates] = await Promise.all([
    records({ kind: "inspection", scope, since }),
    records({ kind: "inspection", scope, state: "open" }),
    records({ kind: "route", scope }),
    records({ kind: "template" }),
  ]);
  const patrols = new Map(
    templates.filter((each) => each.fields.category === "patrol").map((each) => [each.id, each]),
  );
  const inspections = new Map([...recent, ...open].map((each) => [each.id, each]));
  return { inspections: [...inspections.values()], routes, patrols };
}

function routesOf(routes: RecordView[], patrols: Map<string, RecordView>): Route[] {
  return routes
    .filter((each) => !each.fields.retired && patrols.has(each.fields.template_id))
    .map((each) => ({
      id: each.id,
      name: each.fields.name,
      points: each.fields.checkpoints?.length ?? 0,
      templateId: each.fields.template_id,
      version: latest(patrols.get(each.fields.template_id)),
    }));
}

function latest(template: RecordView | undefined): number {
  const versions = (template?.fields.versions ?? {}) as Record<
    string,
    { definition?: TemplateDefinition }
  >;
  const said = template?.fields.version;
  return typeof said === "number" ? said : Math.max(1, ...Object.keys(versions).map(Number));
}

/** The day at `site`; `undefined` until it has been read. */
export function useDay(site: Site | null | undefined): Day | undefined {
  const me = useSession()?.session?.user.id ?? "";
  const scope = site?.scope ?? "";
  const since = dayOf(now.value - daysBefore * aDay);
  const all = useLive(() => read(scope, since), [scope, since]);
  if (!all || !site) return undefined;
  const { rounds_per_day, round_gap_minutes, stopped_days, timezone } = site.fields;
  const settings = {
    day: dayOf(now.value),
    timezone: timezone ?? zone.value,
    needed: rounds_per_day ?? roundsWanted,
    gap: round_gap_minutes ?? gapMinutes,
    stopped_days: stopped_days ?? [],
  };
  const rounds = all.inspections.filter((each) => all.patrols.has(each.fields.template_id));
  return { plan: plan(rounds, settings, me), routes: routesOf(all.routes, all.patrols) };
}
