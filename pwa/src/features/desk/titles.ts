/** What a record is called in lists. */
import type { RecordView } from "../../store";
import { named } from "../../ui";
import { type Desk, siteOf, templateName } from "./data";
import { ZONE } from "./happened";
import { kindName } from "./values";
import { w } from "./words";
import { dayOf, instantOf, MINUTE } from "./zone";

export function zoneOf(desk: Desk, scope: string): string {
  return siteOf(desk, scope)?.fields.timezone || ZONE;
}

export function roundsPerDay(desk: Desk, scope: string): number {
  return siteOf(desk, scope)?.fields.rounds_per_day || 4;
}

/** Which of the day's rounds this one is, by the window it was started in (R01). */
export function roundNumber(desk: Desk, row: RecordView): number | null {
  const started = Date.parse(row.fields.started_at ?? "");
  if (!row.fields.route_id || Number.isNaN(started)) return null;
  const zone = zoneOf(desk, row.scope);
  const minutes = (started - instantOf(dayOf(started, zone), 0, zone)) / MINUTE;
  const perDay = roundsPerDay(desk, row.scope);
  return Math.min(perDay, Math.floor(minutes / ((24 * 60) / perDay)) + 1);
}

/** `第2轮`, `5S 检查 · 鼓风机房`, an issue's title, a visitor's name. */
export function titleOf(desk: Desk, row: RecordView): string {
  const { fields } = row;
  const number = row.kind === "inspection" ? roundNumber(desk, row) : null;
  if (number) return w("round", { n: number });
  if (row.kind === "inspection") {
    const area = named(desk.areas.get(fields.area_id)?.fields.name);
    return [templateName(desk, row) || kindName(row.kind), area].filter(Boolean).join(" · ");
  }
  if (row.kind === "visit") {
    return [fields.organisation, fields.visitor_name].filter(Boolean).join(" · ");
  }
  return named(fields.title ?? fields.name, fields.username ?? kindName(row.kind));
}
