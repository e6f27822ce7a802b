/** Digits as people type them: a comma for a point, a half-typed sign, a slip of the decimal point. */
import { typingFault } from "../../rules/forms";
import type { TemplateItem } from "../../rules/types";

export type Typed =
  | { state: "empty" }
  | { state: "number"; value: number }
  | { state: "broken" }
  | { state: "outside"; value: number };

/** Reads a typed reading; `outside` is what the typing guard of the item cannot believe. */
export function read(text: string, item: TemplateItem): Typed {
  const plain = text
    .trim()
    .replace(/[,，。．]/g, ".")
    .replace(/[－−–]/g, "-");
  if (plain === "") return { state: "empty" };
  if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain)) return { state: "broken" };
  const value = Number(plain);
  const fault = typingFault(item, value);
  // More decimals than the template shows are what the meter said: kept as typed.
  const outside = fault === "below_min" || fault === "above_max";
  return { state: outside ? "outside" : "number", value };
}

/** Turns the sign round, for keypads that have no minus. */
export function negated(text: string): string {
  const plain = text.trim();
  return plain.startsWith("-") ? plain.slice(1) : `-${plain}`;
}
