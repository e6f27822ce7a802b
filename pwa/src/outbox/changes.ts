// From what a screen wants to the changes of an op: `from` as the person sees it, no empty words. Pure.
import { v7 as uuid } from "uuid";
import { KINDS, resolveKey } from "../rules/kinds";
import type { Change, Fields, Json, Place } from "../rules/types";
import { KeepError } from "./errors";

/** `{title: "Leak"}` for scalar, once and status; `{tags: {add: ["pump"]}}` for the others. */
export type Changes = Record<string, unknown>;
type Delta = { add?: unknown[]; remove?: string[] };

/** What a person sees at a place: a field, a part of an item, a photo's caption. */
function valueAt(fields: Fields, { root, item, subfield, attachment }: Place): Json {
  const field = fields[root];
  const value = item === undefined || subfield === undefined ? field : field?.[item]?.[subfield];
  if (attachment === undefined) return value ?? null;
  const entries: { id: string; caption?: string }[] = Array.isArray(value) ? value : [];
  return entries.find((one) => one.id === attachment)?.caption ?? null;
}

/** `{answers: {ph_in: {value: 7}}}` becomes `{"answers/ph_in/value": 7}`. */
function flat(kind: string, changes: Changes): [string, unknown][] {
  return Object.entries(changes).flatMap(([key, value]) => {
    if (key.includes("/") || KINDS[kind]?.fields[key]?.merge !== "items") return [[key, value]];
    return Object.entries((value ?? {}) as Record<string, object>).flatMap(([item, parts]) =>
      Object.entries(parts).map(([part, one]): [string, unknown] => [
        `${key}/${item}/${part}`,
        one,
      ]),
    );
  });
}

function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || !a || !b) return false;
  const keys = Object.keys(a);
  if (Array.isArray(a) !== Array.isArray(b) || keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => same((a as Fields)[key], (b as Fields)[key]));
}

function delta(merge: string, value: unknown): Change | null {
  const { add = [], remove = [] } = (
    Array.isArray(value) ? { add: value } : (value ?? {})
  ) as Delta;
  if (add.length + remove.length === 0) return null;
  if (merge !== "append") return { add, remove } as Change;
  const entries = add.map((one) => (typeof one === "string" ? { text: one } : (one as object)));
  return { add: entries.map((one) => ({ id: uuid(), ...one })) } as Change;
}

/** The op's changes; what the person already sees there is left out (O1). Throws `unknown_field`. */
export function changesOf(kind: string, seen: Fields, wanted: Changes): Record<string, Change> {
  const changes: Record<string, Change> = {};
  for (const [key, value] of flat(kind, wanted)) {
    const table = KINDS[kind];
    const place = table && resolveKey(table, key);
    const rule = place?.field;
    if (!rule || rule.merge === "server") throw new KeepError("unknown_field", `${kind}.${key}`);
    if (["set", "append", "attachments"].includes(rule.merge)) {
      const one = delta(rule.merge, value);
      if (one) changes[key] = one;
    } else {
      const from = valueAt(seen, place);
      const to = (value ?? null) as Json;
      if (!same(from, to)) changes[key] = { from, to };
    }
  }
  return changes;
}
