/** What set-apart ops want, as a person reads it. They may be malformed: nothing here trusts them. Pure. */
import type { Action, Attachment, Json } from "./types";

/** One field: what the author saw at first, and what they wanted in the end. */
export interface Wanted {
  key: string;
  from?: Json;
  to?: Json;
  /** Tags, the texts of remarks, how many photos: what was to be added to a list, and taken from it. */
  add: string[];
  remove: string[];
  photos: Attachment[];
}

interface Read {
  op_id: string;
  record_id: string;
  kind: string;
  scope: string;
  action: Action | "";
  author_id: string;
  device_id: string;
  device_seq: number;
  device_time: string;
  after: string | null;
  reason: string;
  changes: Record<string, Record<string, unknown>>;
  /** Whether it is an op at all; else only `text` says what arrived. */
  sound: boolean;
  text: string;
}
export type ApartOp = Readonly<Read>;

const ACTIONS = ["create", "edit", "delete", "restore", "move"];
const isObject = (one: unknown): one is Record<string, unknown> =>
  typeof one === "object" && one !== null && !Array.isArray(one);
const said = (one: unknown): string => (typeof one === "string" ? one : "");

/** An op as far as it can be read. */
export function readApart(raw: unknown): ApartOp {
  const op = isObject(raw) ? raw : {};
  const changes = isObject(op.changes) ? op.changes : {};
  const action = ACTIONS.includes(said(op.action)) ? (op.action as Action) : "";
  const record_id = said(op.record_id);
  return {
    op_id: said(op.op_id),
    record_id,
    kind: said(op.kind),
    scope: said(op.scope),
    action,
    author_id: said(op.author_id),
    device_id: said(op.device_id),
    device_seq: typeof op.device_seq === "number" ? op.device_seq : 0,
    device_time: Number.isNaN(Date.parse(said(op.device_time))) ? "" : said(op.device_time),
    after: said(op.after) || null,
    reason: said(op.reason),
    changes: Object.fromEntries(
      Object.entries(changes).filter((entry): entry is [string, Record<string, unknown>] =>
        isObject(entry[1]),
      ),
    ),
    sound: action !== "" && record_id !== "" && said(op.op_id) !== "",
    text: JSON.stringify(raw, null, 2) ?? "",
  };
}

/** All fields that a chain of ops about one record wants to change, in the order of first mention. */
export function wantedIn(ops: readonly ApartOp[]): Wanted[] {
  const all = new Map<string, Wanted>();
  for (const { changes } of ops)
    for (const [key, change] of Object.entries(changes)) {
      const known = all.get(key) ?? { key, add: [], remove: [], photos: [] };
      all.set(key, known);
      if ("to" in change) {
        if (!("from" in known)) known.from = (change.from ?? null) as Json;
        known.to = change.to as Json;
      }
      for (const one of listIn(change.add)) addTo(known, one);
      known.remove.push(...listIn(change.remove).map(String));
    }
  return [...all.values()];
}

const listIn = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

function addTo(known: Wanted, one: unknown): void {
  if (!isObject(one)) known.add.push(String(one));
  else if (typeof one.sha256 === "string") known.photos.push(one as unknown as Attachment);
  else known.add.push(said(one.text));
}

/** The plain values that the ops would leave, by field: enough to name the record and read its template. */
export function fieldsIn(wanted: readonly Wanted[]): Record<string, Json> {
  const plain = wanted.filter((one) => one.to !== undefined && !one.key.includes("/"));
  return Object.fromEntries(plain.map((one) => [one.key, one.to as Json]));
}

/** In the order in which they were made, as far as one phone's numbers tell. */
export function inChain(a: ApartOp, b: ApartOp): number {
  if (a.device_id === b.device_id) return a.device_seq - b.device_seq;
  return a.device_time.localeCompare(b.device_time);
}

/** What stands in a record at a change's key, as far as it can be found. */
export function standing(fields: Record<string, unknown>, key: string): unknown {
  let node: unknown = fields;
  for (const part of key.split("/")) {
    if (Array.isArray(node)) node = node.find((one) => isObject(one) && one.id === part);
    else node = isObject(node) && Object.hasOwn(node, part) ? node[part] : undefined;
  }
  return node;
}
