// The kinds table of sync/kinds as the app was built with; the server reads the same files.
import type { Kind, KindField, Kinds } from "./types";

const files = import.meta.glob<Kind & { name: string }>("../../../sync/kinds/*.json", {
  eager: true,
  import: "default",
});

export const kinds: Kinds = Object.fromEntries(
  Object.values(files).map(({ name, ...kind }) => [name, kind]),
);

/** The rule of a change key: `title`, `answers/ph_in/value`, `photos/<id>/caption`. */
export function ruleOf(kind: string, key: string): KindField | undefined {
  const [name = "", item, part = ""] = key.split("/");
  const field = kinds[kind]?.fields[name];
  if (!field || item === undefined) return field;
  if (field.merge === "items") return field.item_fields?.[part];
  if (field.merge === "attachments" && part === "caption") return { type: "text", merge: "scalar" };
  return undefined;
}
