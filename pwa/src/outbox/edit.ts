// What a person does to a record, as ops on disk. Resolves only when they are there; never sends.
import { v7 as uuid } from "uuid";
import { KINDS } from "../rules/kinds";
import type { Fields, Op } from "../rules/types";
import { record } from "../store/read";
import { type Changes, changesOf } from "./changes";
import { KeepError } from "./errors";
import { type Intent, keep } from "./keep";

export type { Changes } from "./changes";

interface Options {
  /** why a reviewed record is changed (M7) */
  reason?: string;
}

/** Records a new record and returns its id. An id of the caller's own makes a double tap harmless. */
export async function create(
  kind: string,
  scope: string,
  fields: Fields,
  id: string = uuid(),
): Promise<string> {
  const table = KINDS[kind];
  if (!table) throw new KeepError("unknown_field", kind);
  const initial = table.status ? { [table.status.field]: table.status.initial } : {};
  await keep(async () => {
    if (await record(id)) return null;
    const changes = changesOf(kind, initial, fields);
    for (const key of Object.keys(changes)) {
      const change = changes[key];
      if (change && "to" in change) changes[key] = { from: null, to: change.to };
    }
    return { record_id: id, kind, scope, action: "create", base_rev: 0, changes };
  });
  return id;
}

/** Changes fields of a record; what the person already sees there is left out. */
export async function change(
  recordId: string,
  wanted: Changes,
  options: Options = {},
): Promise<void> {
  await act(recordId, "edit", options, wanted);
}

/** Puts a record into the bin; it can be restored for 30 days. */
export async function remove(recordId: string, options: Options = {}): Promise<void> {
  await act(recordId, "delete", options);
}

export async function restore(recordId: string): Promise<void> {
  await act(recordId, "restore", {});
}

async function act(
  recordId: string,
  action: Op["action"],
  { reason }: Options,
  wanted: Changes = {},
): Promise<void> {
  await keep(async () => {
    const seen = await record(recordId);
    if (!seen) throw new KeepError("unknown_record", recordId);
    if (action !== "edit" && seen.deleted === (action === "delete")) return null;
    const changes = changesOf(seen.kind, seen.fields, wanted);
    if (action === "edit" && Object.keys(changes).length === 0) return null;
    const { kind, scope, rev: base_rev } = seen;
    const intent: Intent = { record_id: recordId, kind, scope, action, base_rev, changes };
    return reason ? { ...intent, reason } : intent;
  });
}
