/** How a phone's own pending ops show on top of what the server last said. Alters nothing given. */

import { KINDS, resolveKey } from "./kinds";
import type {
  Attachment,
  AttachmentChange,
  Change,
  Entry,
  Fields,
  Json,
  Mark,
  Op,
  Place,
  RecordRow,
  ScalarChange,
  SetChange,
} from "./types";

/**
 * The record as its author sees it: server state plus own pending ops in order of `device_seq`.
 * Whether they will land so is the server's to say; a conflict shows once the server has told of it.
 * `rev` and `seq` stay the server's; 0 while it knows nothing of the record.
 */
export function applyOps(record: RecordRow | undefined, ops: readonly Op[]): RecordRow | undefined {
  if (ops.length === 0) return record;
  // One copy for all ops: a round has a pending op for every field that was kept.
  let row = record && { ...record, fields: structuredClone(record.fields) };
  for (const op of ops) row = applyOp(row, op);
  return row;
}

function applyOp(record: RecordRow | undefined, op: Op): RecordRow | undefined {
  const mark = { by: op.author_id, device_time: op.device_time, received: "" };
  if (op.action === "create") return record ?? edited(blank(op, mark), op, mark);
  if (!record) return undefined;
  const row = { ...record, updated: mark };
  if (op.action === "delete") return { ...row, deleted: true };
  if (op.action === "restore") return { ...row, deleted: false };
  if (op.action === "move") {
    return { ...row, scope: String((op.changes.scope as ScalarChange).to) };
  }
  return edited(row, op, mark);
}

function blank(op: Op, mark: Mark): RecordRow {
  const status = KINDS[op.kind]?.status;
  return {
    id: op.record_id,
    kind: op.kind,
    scope: op.scope,
    rev: 0,
    seq: 0,
    deleted: false,
    fields: status ? { [status.field]: status.initial } : {},
    created: mark,
    updated: mark,
  };
}

/** Writes into `row.fields`, which applyOps has made its own. */
function edited(row: RecordRow, op: Op, mark: Mark): RecordRow {
  const kind = KINDS[op.kind];
  for (const captions of [false, true]) {
    for (const [key, change] of Object.entries(op.changes)) {
      const place = kind && resolveKey(kind, key);
      if (place && (place.attachment !== undefined) === captions) {
        put(row.fields, place, change, mark.by);
      }
    }
  }
  return row;
}

function put(fields: Fields, place: Place, change: Change, by: string): void {
  const [holder, name] = slot(fields, place);
  const now = holder[name];
  switch (place.field.merge) {
    case "set":
      holder[name] = withSet(now, change as SetChange);
      break;
    case "append":
      holder[name] = withEntries(now, (change as { add: Entry[] }).add, by);
      break;
    case "attachments":
      holder[name] = withAttachments(now, change as AttachmentChange, by);
      break;
    default:
      if (place.attachment === undefined) holder[name] = (change as ScalarChange).to;
      else caption(now, place.attachment, (change as ScalarChange).to);
  }
}

function slot(fields: Fields, place: Place): [Fields, string] {
  if (place.item === undefined) return [fields, place.root];
  fields[place.root] ??= {};
  const items = fields[place.root];
  items[place.item] ??= {};
  return [items[place.item], place.subfield as string];
}

function withSet(now: string[] | undefined, change: SetChange): string[] {
  const gone = new Set(change.remove ?? []);
  const stay = (now ?? []).filter((element) => !gone.has(element));
  return [...new Set([...stay, ...(change.add ?? [])])].sort();
}

function withEntries(now: Entry[] | undefined, add: Entry[], by: string): Entry[] {
  const known = new Set((now ?? []).map((entry) => entry.id));
  return [...(now ?? []), ...add.filter((e) => !known.has(e.id)).map((e) => ({ ...e, by }))];
}

function withAttachments(
  now: Attachment[] | undefined,
  change: AttachmentChange,
  by: string,
): Attachment[] {
  const known = new Set((now ?? []).map((entry) => entry.id));
  const fresh = (change.add ?? []).filter((entry) => !known.has(entry.id));
  const gone = new Set(change.remove ?? []);
  return [...(now ?? []), ...fresh.map((entry) => ({ ...entry, available: false, by }))].map(
    (entry) => (gone.has(entry.id) && !entry.removed ? { ...entry, removed: { by } } : entry),
  );
}

function caption(entries: Attachment[] | undefined, id: string, text: Json): void {
  const entry = entries?.find((one) => one.id === id);
  if (entry) entry.caption = text as string;
}
