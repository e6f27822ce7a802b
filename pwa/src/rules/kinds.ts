/** The kinds table that the server computes with, and what a change key means in it. */

import area from "../../../sync/kinds/area.json";
import checkpoint from "../../../sync/kinds/checkpoint.json";
import conflict from "../../../sync/kinds/conflict.json";
import inspection from "../../../sync/kinds/inspection.json";
import issue from "../../../sync/kinds/issue.json";
import person from "../../../sync/kinds/person.json";
import quarantine from "../../../sync/kinds/quarantine.json";
import route from "../../../sync/kinds/route.json";
import schedule from "../../../sync/kinds/schedule.json";
import setting from "../../../sync/kinds/setting.json";
import site from "../../../sync/kinds/site.json";
import template from "../../../sync/kinds/template.json";
import visit from "../../../sync/kinds/visit.json";
import type { Kind, KindField, Kinds, Place } from "./types";

/** The op schema that this app speaks (P5): the one of these tables. */
export const SCHEMA = 1;

const TABLES: unknown[] = [
  area,
  checkpoint,
  conflict,
  inspection,
  issue,
  person,
  quarantine,
  route,
  schedule,
  setting,
  site,
  template,
  visit,
];

export const KINDS: Kinds = Object.fromEntries(
  (TABLES as (Kind & { name: string })[]).map((table) => [table.name, table]),
);

const CAPTION: KindField = { type: "text", merge: "scalar" };

/** The place that a change key names (M1, M3, M5), or undefined if the kind has no such place. */
export function resolveKey(kind: Kind, key: string): Place | undefined {
  const parts = key.split("/");
  const [root = "", item = "", subfield = ""] = parts;
  const field = own(kind.fields, root);
  if (!field || parts.includes("") || parts.includes("__proto__")) return undefined;
  if (parts.length === 1) return field.merge === "items" ? undefined : { root, field };
  if (field.merge === "attachments") return caption({ root, field }, parts.slice(1));
  const inner = own(field.item_fields ?? {}, subfield);
  if (field.merge !== "items" || !inner) return undefined;
  const place = { root, item, subfield, field: inner };
  return parts.length === 3 ? place : caption(place, parts.slice(3));
}

function caption(holder: Place, rest: string[]): Place | undefined {
  const [attachment, word] = rest;
  if (holder.field.merge !== "attachments" || rest.length !== 2 || word !== "caption") {
    return undefined;
  }
  return { ...holder, field: CAPTION, attachment: attachment as string };
}

function own<T>(table: Record<string, T>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
