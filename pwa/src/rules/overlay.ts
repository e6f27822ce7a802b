// What a person sees: the server's row with their own pending ops on top. Pure.
import { kinds, ruleOf } from "./kinds";
import type {
  AppendChange,
  Attachment,
  AttachmentChange,
  Entry,
  Fields,
  Op,
  RecordRow,
  ScalarChange,
  SetChange,
} from "./types";

const list = <T>(value: unknown): T[] => (Array.isArray(value) ? value : []);

function next(merge: string, before: unknown, op: Op, key: string): unknown {
  const change = op.changes[key];
  if (merge === "set") {
    const { add = [], remove = [] } = change as SetChange;
    return [
      ...new Set([...list<string>(before).filter((one) => !remove.includes(one)), ...add]),
    ].sort();
  }
  if (merge === "append" || merge === "attachments") {
    const { add = [], remove = [] } = change as AppendChange & AttachmentChange;
    const known = list<Attachment | Entry>(before);
    const fresh = add.filter((one) => !known.some(({ id }) => id === one.id));
    const marked = known.map((one) =>
      remove.includes(one.id) ? { ...one, removed: { by: op.author_id } } : one,
    );
    return [...marked, ...fresh.map((one) => ({ ...one, by: op.author_id }))];
  }
  return (change as ScalarChange).to;
}

function applyKey(fields: Fields, op: Op, key: string): void {
  const rule = ruleOf(op.kind, key);
  if (!rule) return;
  const [name = "", item, part] = key.split("/");
  if (item === undefined || part === undefined) {
    fields[name] = next(rule.merge, fields[name], op, key);
  } else if (Array.isArray(fields[name])) {
    fields[name] = list<Attachment>(fields[name]).map((one) =>
      one.id === item ? { ...one, [part]: next(rule.merge, undefined, op, key) } : one,
    );
  } else {
    const line = fields[name]?.[item] ?? {};
    fields[name] = {
      ...fields[name],
      [item]: { ...line, [part]: next(rule.merge, line[part], op, key) },
    };
  }
}

function born(op: Op): RecordRow {
  const status = kinds[op.kind]?.status;
  const made = { by: op.author_id, device_time: op.device_time, received: "" };
  const fields = status ? { [status.field]: status.initial } : {};
  return {
    id: op.record_id,
    kind: op.kind,
    scope: op.scope,
    rev: 0,
    seq: 0,
    deleted: false,
    fields,
    created: made,
    updated: made,
  };
}

/** The record with `ops` (in device order) applied as the server would if nothing else happened. */
export function applyOps(record: RecordRow | undefined, ops: readonly Op[]): RecordRow | undefined {
  let view = record;
  for (const op of ops) {
    if (op.action === "create") view ??= born(op);
    if (!view) continue;
    const updated = { by: op.author_id, device_time: op.device_time, received: "" };
    view = { ...view, fields: { ...view.fields }, updated };
    if (op.action === "delete") view.deleted = true;
    if (op.action === "restore") view.deleted = false;
    for (const key of Object.keys(op.changes)) applyKey(view.fields, op, key);
  }
  return view;
}
