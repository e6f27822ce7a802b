/** What the screens of a round read. Nothing here writes. */
import { useEffect, useMemo, useState } from "preact/hooks";
import type { Answers, Attachment, Limits, Names, TemplateDefinition } from "../../rules/types";
import { type RecordView, record, records } from "../../store";
import { useLive } from "../../ui";
import type { Point, Walk } from "./walk";

/** What does not change while a round runs: its template's version, route, checkpoints, site. */
interface Ground {
  points: Point[];
  limits: Record<string, Limits>;
  siteName: Names | string;
  routeName: Names | string;
  templateCode: string;
  definition: TemplateDefinition;
}

/** The definition that a round began with; a later version never changes a running round. */
export function definitionOf(template: RecordView | undefined, version: number) {
  const versions = template?.fields.versions as
    | Record<string, { definition?: TemplateDefinition }>
    | undefined;
  return versions?.[String(version)]?.definition;
}

async function ground(fields: RecordView["fields"], scope: string): Promise<Ground> {
  const [template, route, sites, checkpoints] = await Promise.all([
    record(fields.template_id),
    fields.route_id ? record(fields.route_id) : undefined,
    records({ kind: "site", scope }),
    records({ kind: "checkpoint", scope }),
  ]);
  const definition = definitionOf(template, fields.template_version) ?? { sections: [], items: [] };
  const byId = new Map(checkpoints.map((each) => [each.id, each]));
  const stops = ((route?.fields.checkpoints ?? []) as string[]).flatMap((id) => byId.get(id) ?? []);
  return {
    points: stops.map((stop, i) => ({
      id: stop.id,
      at: i + 1,
      name: stop.fields.name,
      code: stop.fields.code,
      items: ((stop.fields.items ?? []) as string[]).flatMap(
        (id) => definition.items.find((item) => item.id === id) ?? [],
      ),
    })),
    limits: sites[0]?.fields.limits ?? {},
    siteName: sites[0]?.fields.name ?? scope,
    routeName: route?.fields.name ?? template?.fields.name ?? "",
    templateCode: template?.fields.code ?? "",
    definition,
  };
}

export interface Walking {
  walk: Walk;
  record: RecordView;
}

/** The round as it is now; `undefined` while it is being opened, `null` when this phone has none. */
export function useWalk(id: string): Walking | null | undefined {
  const found = useLive(async () => (await record(id)) ?? null, [id]);
  const fields = found?.fields;
  const base = useLive(
    async () => (fields && found ? ground(fields, found.scope) : null),
    [fields?.template_id, fields?.template_version, fields?.route_id, found?.scope],
  );
  return useMemo(() => {
    if (found === undefined) return undefined;
    if (found === null || found.kind !== "inspection" || found.deleted) return null;
    if (!base) return undefined;
    const walk: Walk = {
      ...base,
      id: found.id,
      scope: found.scope,
      status: found.fields.status,
      startedAt: found.fields.started_at,
      finishedAt: found.fields.finished_at ?? null,
      answers: (found.fields.answers ?? {}) as Answers,
      photos: (found.fields.photos ?? []) as Attachment[],
    };
    return { walk, record: found };
  }, [found, base]);
}

/** An earlier reading of an item. */
export interface Reading {
  value: number | string;
  at: string;
}

/** Rounds of the same template at the same site that began before this one, newest first. */
export function usePast(round: RecordView | undefined): RecordView[] {
  const [past, setPast] = useState<RecordView[]>([]);
  const id = round?.id;
  useEffect(() => {
    if (!round) return;
    let here = true;
    void records({ kind: "inspection", scope: round.scope, newest: 40 }).then((all) => {
      const mine = all.filter(
        (each) =>
          each.id !== round.id &&
          each.fields.template_id === round.fields.template_id &&
          Date.parse(each.fields.started_at) < Date.parse(round.fields.started_at),
      );
      mine.sort((a, b) => Date.parse(b.fields.started_at) - Date.parse(a.fields.started_at));
      if (here) setPast(mine);
    });
    return () => {
      here = false;
    };
  }, [id]);
  return past;
}

/** The last answers of an item, newest first. */
export function lastOf(past: readonly RecordView[], item: string, count: number): Reading[] {
  const found: Reading[] = [];
  for (const round of past) {
    const answer = (round.fields.answers as Answers | undefined)?.[item];
    const value = answer?.value;
    if (typeof value === "number" || typeof value === "string") {
      found.push({ value, at: answer?.checked_at ?? round.fields.started_at });
    }
    if (found.length === count) break;
  }
  return found;
}

/** Items of the round that an issue was made of. */
export function useRaised(roundId: string): ReadonlyMap<string, RecordView> {
  const issues = useLive(async () => {
    const all = await records({ kind: "issue", newest: 200 });
    return all.filter((each) => each.fields.source_id === roundId);
  }, [roundId]);
  return useMemo(
    () => new Map((issues ?? []).map((each) => [String(each.fields.source_item), each])),
    [issues],
  );
}

/** The shift lead of a site, to whom a problem is reported. */
export function useLead(scope: string | undefined): RecordView | undefined {
  return useLive(async () => {
    const people = await records({ kind: "person" });
    return people.find(
      ({ fields }) =>
        fields.roles?.includes("shift_lead") &&
        fields.sites?.includes(scope) &&
        fields.active !== false,
    );
  }, [scope]);
}
