/** A field's name and its value in words, for read-only views, conflicts and histories. */
import { KINDS, resolveKey } from "../rules/kinds";
import type { KindField, Names, TemplateDefinition, TemplateItem } from "../rules/types";
import { type RecordView, records } from "../store";
import { usePeople } from "./at-work";
import { fieldWords } from "./field-words";
import { dateTime, figure } from "./format";
import { choiceWords, stateWords } from "./kind-words";
import { useLive } from "./live";
import { named } from "./words";

/** The definition that a record began with; a draft keeps it when the template moves on. */
export function definitionOf(
  template: RecordView | undefined,
  version: unknown,
): TemplateDefinition | undefined {
  return template?.fields.versions?.[String(version)]?.definition;
}

export interface Values {
  /** `answers/ph_out/value` → `出水 pH`; `due_at` → `完成期限`. */
  label(kind: string, key: string): string;
  text(kind: string, key: string, value: unknown): string;
}

const itemOf = (definition: TemplateDefinition | undefined, key: string) =>
  definition?.items.find((each) => each.id === key.split("/")[1]);

function label(kind: string, key: string, definition: TemplateDefinition | undefined): string {
  const [root = "", , part] = key.split("/");
  const item = itemOf(definition, key);
  if (item) {
    const name = named(item.label, item.id);
    return part && part !== "value" && fieldWords.has(part)
      ? `${name} · ${fieldWords(part)}`
      : name;
  }
  const last = part ?? root;
  return fieldWords.has(last) ? fieldWords(last) : `${kind} ${last}`;
}

function word(value: string, item: TemplateItem | undefined): string {
  const choice = [...(item?.choices ?? []), ...(item?.causes ?? [])].find(
    (each) => each.value === value,
  ) as { label: Names } | undefined;
  if (choice) return named(choice.label, value);
  return choiceWords.has(value) ? choiceWords(value) : value;
}

function text(
  field: KindField | undefined,
  item: TemplateItem | undefined,
  value: unknown,
  name: (id: string) => string,
): string {
  if (value === null || value === undefined || value === "") return choiceWords("empty");
  if (typeof value === "boolean") return choiceWords(value ? "yes" : "no");
  if (typeof value === "number")
    return [figure(value, item?.decimals), item?.unit].filter(Boolean).join(" ");
  if (Array.isArray(value)) return value.map((each) => text(field, item, each, name)).join(" · ");
  if (typeof value === "object") {
    const held = value as { text?: string; caption?: string };
    return held.text ?? held.caption ?? named(value, "…");
  }
  const said = String(value);
  if (field?.type === "datetime") return dateTime(said);
  if (field?.type === "ref") return name(said);
  if (field?.merge === "status") return stateWords.has(said) ? stateWords(said) : said;
  return field?.type === "choice" || item ? word(said, item) : said;
}

/** Readers of names and values; give the definition when the record has a template. */
export function useValues(definition?: TemplateDefinition): Values {
  const person = usePeople();
  const places = useLive(async () => {
    const found = new Map<string, string>();
    for (const kind of ["area", "route", "template", "checkpoint"])
      for (const each of await records({ kind })) found.set(each.id, named(each.fields.name));
    return found;
  }, []);
  const name = (id: string) => places?.get(id) ?? person(id);
  return {
    label: (kind, key) => label(kind, key, definition),
    text: (kind, key, value) => {
      if (key === "deleted") return choiceWords(value ? "gone" : "alive");
      const table = KINDS[kind];
      return text(table && resolveKey(table, key)?.field, itemOf(definition, key), value, name);
    },
  };
}
