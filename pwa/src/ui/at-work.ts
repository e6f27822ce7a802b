/** Who is signed in, at which site, and what people and places are called. Reads the store only. */
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Fields, Person, RecordRow } from "../rules/types";
import { records, type Session, session } from "../store";
import { zone } from "./format";
import { useLive } from "./live";
import { named } from "./words";

const kept = "roundbook.site";

/** The scope that the person chose among theirs; empty until they choose. */
export const chosenSite = signal(localStorage.getItem(kept) ?? "");

/** Chooses and keeps the site at work. */
export function workAt(scope: string): void {
  localStorage.setItem(kept, scope);
  chosenSite.value = scope;
}

/** `undefined` while it is being read; `{ session: undefined }` when nobody is signed in. */
export function useSession(): { session: Session | undefined } | undefined {
  return useLive(async () => ({ session: await session() }), []);
}

export interface SiteFields extends Fields {
  code: string;
  name: unknown;
  timezone?: string;
  rounds_per_day?: number;
  round_gap_minutes?: number;
  shifts?: { value: string; from: string; to: string }[];
  stopped_days?: string[];
  limits?: Record<string, Record<string, number | null>>;
}

export type Site = RecordRow<SiteFields>;

/** The sites that the signed-in person may work at, as far as they are on this phone. */
export function useSites(): Site[] | undefined {
  return useLive(async () => {
    const mine = (await session())?.user.scopes ?? [];
    const all = (await records({ kind: "site" })) as RecordRow[] as Site[];
    return all
      .filter((site) => mine.includes(site.scope))
      .sort((a, b) => a.scope.localeCompare(b.scope));
  }, []);
}

/** The site at work, and its time zone on every clock; `null` while none has arrived. */
export function useSite(): Site | null | undefined {
  const sites = useSites();
  const site = sites && (sites.find((each) => each.scope === chosenSite.value) ?? sites[0] ?? null);
  const timezone = site?.fields.timezone;
  useEffect(() => {
    if (timezone) zone.value = timezone;
  }, [timezone]);
  return site;
}

const everyone = async () => (await records({ kind: "person" })) as RecordRow[] as Person[];

/** People's names by id; an unknown id reads as a dash. */
export function usePeople(): (id: string | null | undefined) => string {
  const people = useLive(everyone, []);
  const names = new Map(people?.map((each) => [each.id, each.fields.name]));
  return (id) => (id && names.get(id)) || "–";
}

/** People's job titles by id, empty where none is given. */
export function usePersonTitle(): (id: string) => string {
  const people = useLive(everyone, []);
  return (id) => people?.find((each) => each.id === id)?.fields.title ?? "";
}

/** People who are active at a site, for choosing one. */
export function usePeopleAt(scope: string | undefined): Person[] {
  const people = useLive(everyone, []);
  return (people ?? [])
    .filter((each) => each.fields.active !== false && each.fields.sites?.includes(scope ?? ""))
    .sort((a, b) => a.fields.name.localeCompare(b.fields.name));
}

/** Names of reference records (areas, routes, checkpoints, templates) by id. */
export function useNames(kind: "area" | "route" | "checkpoint" | "template") {
  const rows = useLive(() => records({ kind }), [kind]);
  const names = new Map(rows?.map((each) => [each.id, named(each.fields.name)]));
  return (id: string | null | undefined) => (id && names.get(id)) || "";
}
