/** What stands in a record, as words. Pure but for the chosen language. */
import type { Op, TemplateDefinition } from "../../rules/types";
import type { RecordView } from "../../store";
import { choiceWords, dateTime, fieldWords, figure, kindWords, named, stateWords } from "../../ui";
import { type Desk, definitionOf, personName } from "./data";
import { reasonWords, w } from "./words";

type Versions = Record<string, { definition?: TemplateDefinition }>;

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

/** `1 286`: thousands by a thin gap. */
export function number(value: number, decimals?: number): string {
  return figure(value, decimals).replace(/,/g, "\u2009");
}

export function kindName(kind: string): string {
  return kindWords.has(kind) ? kindWords(kind) : kind;
}

/** A workflow state or a choice, by the kind where the same word means different things. */
export function stateName(kind: string, value: string | undefined): string {
  if (!value) return "";
  const exact = `${kind}.${value}`;
  if (stateWords.has(exact)) return stateWords(exact);
  if (stateWords.has(value)) return stateWords(value);
  return choiceWords.has(value) ? choiceWords(value) : value;
}

/** `answers/ph_in/value` → `pH`, with what part of the answer it is when that is not the value. */
export function fieldName(key: string, definition: TemplateDefinition | null): string {
  const [root = "", id, part] = key.split("/");
  if (root === "answers" && id) {
    const item = definition?.items.find((one) => one.id === id);
    const label = named(item?.label, id);
    return part && part !== "value" && fieldWords.has(part)
      ? `${label} · ${fieldWords(part)}`
      : label;
  }
  if (id && part && fieldWords.has(part)) return fieldWords(part);
  return fieldWords.has(root) ? fieldWords(root) : root;
}

function reference(desk: Desk, id: string): string | null {
  const round = desk.numbers.get(id);
  if (round) return w("round", { n: round });
  if (desk.people.has(id)) return personName(desk, id);
  for (const rows of [desk.areas, desk.templates, desk.routes, desk.checkpoints]) {
    const row = rows.get(id);
    if (row) return named(row.fields.name, row.fields.code ?? id);
  }
  return desk.sites.find((site) => site.id === id)?.scope ?? null;
}

function text(desk: Desk, kind: string, value: string): string {
  if (ISO.test(value)) return dateTime(value);
  if (kind === "quarantine" && reasonWords.has(value)) return reasonWords(value);
  return reference(desk, value) ?? stateName(kind, value);
}

/** One value of any field as words; nothing there is said, too. */
export function valueText(desk: Desk, row: RecordView, key: string, value: unknown): string {
  if (value === null || value === undefined || value === "") {
    return key.endsWith("assignee_id") || key.endsWith("host_id") ? w("nobody") : w("empty");
  }
  if (key === "deleted") return value ? w("yes") : w("no");
  if (typeof value === "boolean") return value ? w("yes") : w("no");
  if (typeof value === "number") return answerUnit(desk, row, key, value);
  if (key === "source_item") return itemLabel(desk, String(value));
  if (typeof value === "string") return choiceLabel(desk, row, key, value);
  if (Array.isArray(value)) {
    return value.map((one) => valueText(desk, row, key, one)).join(" · ") || w("empty");
  }
  if (key === "op") return changesText(desk, row, value as Partial<Op>);
  if (typeof value === "object" && ("zh-Hans" in value || "en" in value)) return named(value);
  return Object.entries(value as object)
    .filter(([, one]) => one !== null && typeof one !== "object")
    .map(([name, one]) => `${fieldName(name, null)} ${one}`)
    .join(" · ");
}

/** What any template calls an item, for records that only name it. */
function itemLabel(desk: Desk, id: string): string {
  for (const template of desk.templates.values())
    for (const version of Object.values((template.fields.versions ?? {}) as Versions)) {
      const item = version.definition?.items.find((one) => one.id === id);
      if (item) return named(item.label, id);
    }
  return id;
}

/** What someone wanted to change: each field with its new value. Set apart, it may be malformed. */
function changesText(desk: Desk, row: RecordView, { kind, changes }: Partial<Op>): string {
  const said = Object.entries(changes ?? {}).map(([key, change]) => {
    const { to, add } = (change ?? {}) as { to?: unknown; add?: unknown[] };
    return `${fieldName(key, null)} ${valueText(desk, row, key, to ?? add?.length)}`;
  });
  return [kindName(String(kind)), ...said].join(" · ");
}

function itemOf(desk: Desk, row: RecordView, key: string) {
  const [root, id, part] = key.split("/");
  if (root !== "answers" || part !== "value") return undefined;
  return definitionOf(desk, row)?.items.find((one) => one.id === id);
}

function answerUnit(desk: Desk, row: RecordView, key: string, value: number): string {
  const item = itemOf(desk, row, key);
  const shown = number(value, item?.decimals);
  return item?.unit ? `${shown} ${item.unit}` : shown;
}

function choiceLabel(desk: Desk, row: RecordView, key: string, value: string): string {
  const choice = itemOf(desk, row, key)?.choices?.find((one) => one.value === value);
  return choice ? named(choice.label) : text(desk, row.kind, value);
}
