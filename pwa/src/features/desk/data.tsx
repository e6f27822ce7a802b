/** What every desk page knows: who is signed in, sites, people, templates. Reads the store only. */
import { type ComponentChildren, createContext } from "preact";
import { useContext, useMemo } from "preact/hooks";
import type { Names, TemplateDefinition } from "../../rules/types";
import { type RecordView, records, session, type User } from "../../store";
import { named, useLive } from "../../ui";
import { chosenSite } from "./now";
import { numbersOf } from "./plan";
import { w } from "./words";

type ById = ReadonlyMap<string, RecordView>;

export interface Desk {
  user: User;
  /** Sites of this person that have arrived, by code. */
  sites: RecordView[];
  people: ById;
  templates: ById;
  areas: ById;
  routes: ById;
  checkpoints: ById;
  /** Which of its day's rounds each patrol round is. */
  numbers: ReadonlyMap<string, number>;
}

const Context = createContext<Desk | null>(null);

export function useDesk(): Desk {
  const desk = useContext(Context);
  if (!desk) throw new Error("outside of the desk");
  return desk;
}

const byId = (rows: RecordView[]): ById => new Map(rows.map((row) => [row.id, row]));

async function read(): Promise<Desk | "nobody"> {
  const signedIn = await session();
  if (!signedIn) return "nobody";
  const [sites, people, templates, areas, routes, checkpoints, inspections] = await Promise.all(
    ["site", "person", "template", "area", "route", "checkpoint", "inspection"].map((kind) =>
      records({ kind }),
    ),
  );
  const known = (rows: RecordView[] | undefined) => rows ?? [];
  return {
    user: signedIn.user,
    sites: known(sites).sort((a, b) => a.scope.localeCompare(b.scope)),
    people: byId(known(people)),
    templates: byId(known(templates)),
    areas: byId(known(areas)),
    routes: byId(known(routes)),
    checkpoints: byId(known(checkpoints)),
    numbers: numbersOf({ sites: known(sites) }, known(inspections)),
  };
}

export function WithDesk(props: {
  children: ComponentChildren;
  waiting: ComponentChildren;
  nobody: ComponentChildren;
}) {
  const desk = useLive(read, []);
  const value = useMemo(() => (desk === "nobody" ? null : (desk ?? null)), [desk]);
  if (desk === "nobody") return <>{props.nobody}</>;
  if (!value) return <>{props.waiting}</>;
  return <Context.Provider value={value}>{props.children}</Context.Provider>;
}

/** Records of a kind at the chosen site; `undefined` until the store has answered. */
export function useRows(kind: string): RecordView[] | undefined {
  const scope = chosenSite.value;
  return useLive(() => records(scope ? { kind, scope } : { kind }), [kind, scope]);
}

export function personName(desk: Desk, id: string | null | undefined): string {
  if (!id) return w("nobody");
  const fields = desk.people.get(id)?.fields;
  return fields?.name || fields?.username || w("unknownPerson");
}

export function siteOf(desk: Desk, scope: string): RecordView | undefined {
  return desk.sites.find((site) => site.scope === scope);
}

/** `青岭渗滤液站`, or the code when the site's record is not here. */
export function siteName(desk: Desk, scope: string): string {
  return named(siteOf(desk, scope)?.fields.name, scope);
}

/** The template's definition in the version that the record was begun with. */
export function definitionOf(desk: Desk, row: RecordView): TemplateDefinition | null {
  const template = desk.templates.get(row.fields.template_id);
  const versions = template?.fields.versions as
    | Record<string, { definition?: TemplateDefinition }>
    | undefined;
  return versions?.[String(row.fields.template_version)]?.definition ?? null;
}

export function templateName(desk: Desk, row: RecordView): string {
  const name = desk.templates.get(row.fields.template_id)?.fields.name as Names | undefined;
  return named(name);
}

/** Whether this person may judge records and conflicts of a site (C4, review transitions). */
export function maySupervise(desk: Desk, scope: string): boolean {
  const judge = desk.user.roles.some((role) => role === "supervisor" || role === "manager");
  return judge && desk.user.scopes.includes(scope);
}

/** Whether this person may take evidence of a site's records away: originals are personal data. */
export function mayProve(desk: Desk, scope: string): boolean {
  const { roles, scopes } = desk.user;
  const reader = ["supervisor", "manager", "auditor"].some((role) => roles.includes(role));
  return reader && (scopes.includes(scope) || scope === "common");
}

/** C4: a supervisor or manager of the site; the record's maker until it is reviewed. */
export function mayDecide(desk: Desk, row: RecordView | undefined, scope: string): boolean {
  if (maySupervise(desk, scope)) return true;
  const reviewed = ["approved", "verified"].includes(row?.fields.status);
  return row?.created.by === desk.user.id && !reviewed;
}
