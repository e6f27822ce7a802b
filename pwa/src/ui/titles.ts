/** What a record is called on every screen: `第 2 轮巡检`, an issue's title, a visitor's name. */
import { judgeRounds } from "../rules/clocks";
import type { RecordRow } from "../rules/types";
import { records } from "../store";
import { date, day } from "./format";
import { kindWords } from "./kind-words";
import { useLive } from "./live";
import { named } from "./words";
import { titleWords as t } from "./words-ui";

type Titled = Pick<RecordRow, "id" | "kind" | "fields" | "created">;
const newest = 300;

const startOf = (record: Titled): string => record.fields.started_at ?? record.created.device_time;

/** A patrol's number on its day, by record; one that was started too early (R02) has none. */
export function roundNumbers(patrols: readonly Titled[]): Map<string, number> {
  const times = patrols.map((each) => ({
    id: each.id,
    started_at: startOf(each),
    finished_at: each.fields.finished_at ?? null,
  }));
  const perDay = new Map<string, number>();
  const numbers = new Map<string, number>();
  for (const round of judgeRounds(times)) {
    if (round.reason === "too_early") continue;
    const its = day(round.started_at);
    const number = (perDay.get(its) ?? 0) + 1;
    perDay.set(its, number);
    numbers.set(round.id, number);
  }
  return numbers;
}

async function read(scope: string) {
  const inspections = await records({ kind: "inspection", scope, newest });
  const templates = await records({ kind: "template" });
  const known = new Map(templates.map((each) => [each.id, each.fields]));
  const isPatrol = (each: Titled) =>
    known.get(each.fields.template_id)?.category === "patrol" && Boolean(each.fields.route_id);
  return { numbers: roundNumbers(inspections.filter(isPatrol)), templates: known };
}

/** A reader of titles for the records of one site. */
export function useTitles(scope: string): (record: Titled) => string {
  const known = useLive(() => read(scope), [scope]);
  return (record) => {
    const { fields, kind } = record;
    if (kind !== "inspection")
      return (
        String(fields.title ?? fields.visitor_name ?? "") ||
        (kindWords.has(kind) ? kindWords(kind) : kind)
      );
    const start = startOf(record);
    const its = day(start) === day(Date.now()) ? "" : date(start);
    const number = known?.numbers.get(record.id);
    if (number) return t("round", { day: its, n: number });
    const template = named(known?.templates.get(fields.template_id)?.name, kindWords("inspection"));
    return its ? t("checkOn", { what: template, day: its }) : template;
  };
}
