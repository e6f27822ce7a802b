/** Which records a table shows, and the same filter as an address and as an export. Pure. */
import type { RecordView } from "../../../store";
import { happenedAt, ZONE } from "../happened";
import { dayOf } from "../zone";

/** Kinds that people look for, the ones that come from the field first. */
export const KINDS_SHOWN = [
  "inspection",
  "issue",
  "visit",
  "conflict",
  "quarantine",
  "route",
  "checkpoint",
  "area",
  "schedule",
  "site",
  "template",
  "person",
  "setting",
] as const;

export interface Filter {
  kind: string;
  site: string;
  state: string;
  from: string;
  to: string;
  q: string;
}

export const NO_FILTER: Filter = { kind: "", site: "", state: "", from: "", to: "", q: "" };

/** Without a kind: what people record, not what administrators set up. */
export function kindsOf(filter: Filter): readonly string[] {
  if (filter.kind) return [filter.kind];
  return filter.q ? KINDS_SHOWN : ["inspection", "issue", "visit"];
}

export function filterOf(query: Record<string, string | undefined>): Filter {
  const filter = { ...NO_FILTER };
  for (const name of Object.keys(filter) as (keyof Filter)[]) filter[name] = query[name] ?? "";
  return filter;
}

/** The filter as a query string, empty parts left out. */
export function queryOf(filter: Filter, more: Record<string, string> = {}): string {
  const given = Object.entries({ ...filter, ...more }).filter(([, value]) => value !== "");
  return new URLSearchParams(given).toString();
}

/** GET /api/exports/records.<format> with what the server can filter by. */
export function exportPath(filter: Filter, format: "csv" | "xlsx" | "json", kind: string): string {
  const { from, to } = filter;
  const given = Object.entries({ kind, scope: filter.site, from, to }).filter(
    ([, value]) => value !== "",
  );
  return `/api/exports/records.${format}?${new URLSearchParams(given)}`;
}

function texts(value: unknown): string {
  if (typeof value === "string" || typeof value === "number") return String(value);
  if (Array.isArray(value)) return value.map(texts).join(" ");
  if (value && typeof value === "object") return Object.values(value).map(texts).join(" ");
  return "";
}

/** All words must occur somewhere: in the record's fields or in what the screen calls it. */
export function matches(row: RecordView, filter: Filter, shown: string): boolean {
  const { fields } = row;
  if (filter.site && row.scope !== filter.site) return false;
  if (filter.state && (fields.status ?? fields.state) !== filter.state) return false;
  const day = dayOf(Date.parse(happenedAt(row)) || 0, ZONE);
  if (filter.from && day < filter.from) return false;
  if (filter.to && day > filter.to) return false;
  const wanted = filter.q.trim().toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return true;
  const hay = `${shown} ${texts(fields)}`.toLowerCase();
  return wanted.every((word) => hay.includes(word));
}
