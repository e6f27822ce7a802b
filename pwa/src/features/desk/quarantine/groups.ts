/** Set-apart ops as a person judges them: those of one author about one record together. Pure. */
import { type ApartOp, inChain, readApart } from "../../../rules/apart";
import type { RecordView } from "../../../store";

export type Order = "adopted" | "released" | "discarded";

export interface Group {
  key: string;
  /** Quarantine records in the order in which their ops were made. */
  rows: RecordView[];
  ops: ApartOp[];
  state: string;
  /** The code of what set the first of them apart, not of those that only followed it. */
  code: string;
  site: string;
  kind: string;
  record_id: string;
  author: string;
  /** A decision about another set-apart op that the server did not carry out. */
  refused: boolean;
}

interface Item {
  row: RecordView;
  op: ApartOp;
  record_id: string;
  site: string;
  refused: boolean;
}

const OPEN = ["held", "quarantined"];
export const isOpen = (group: Group): boolean => OPEN.includes(group.state);
const stateOf = ({ row }: Item): string => String(row.fields.state ?? "");

function itemOf(row: RecordView, byId: ReadonlyMap<string, RecordView>): Item {
  const op = readApart(row.fields.op);
  const refused = op.kind === "quarantine";
  const about = refused ? readApart(byId.get(op.record_id)?.fields.op) : op;
  const record_id = about.record_id || op.record_id || row.id;
  return { row, op, record_id, site: about.scope || row.scope, refused };
}

function keyOf(item: Item): string {
  const { row, op } = item;
  const state = stateOf(item);
  const end = OPEN.includes(state) ? "" : `${row.updated.by} ${row.fields.reason}`;
  const what = [item.record_id, op.author_id, row.created.by, item.refused, state];
  return [...what, op.sound ? "" : row.id, end].join("|");
}

function groupOf(key: string, items: Item[]): Group {
  const sorted = [...items].sort((a, b) => inChain(a.op, b.op));
  const cause = sorted.find(({ row }) => row.fields.code !== "after_quarantined");
  const [first] = sorted as [Item, ...Item[]];
  return {
    key,
    rows: sorted.map((item) => item.row),
    ops: sorted.map((item) => item.op),
    state: stateOf(first),
    code: String((cause ?? first).row.fields.code ?? ""),
    site: first.site,
    kind: first.op.kind,
    record_id: first.record_id,
    author: first.op.author_id || first.row.created.by,
    refused: first.refused,
  };
}

const receivedOf = (group: Group): string => group.rows[0]?.created.received ?? "";
const decidedOf = (group: Group): string =>
  group.rows[0]?.updated.received || group.rows[0]?.updated.device_time || "";

/** Open ones first, the longest waiting on top; then what was settled, the latest on top. */
export function groupsOf(rows: readonly RecordView[]): Group[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const items = new Map<string, Item[]>();
  for (const row of rows) {
    const item = itemOf(row, byId);
    const key = keyOf(item);
    items.set(key, [...(items.get(key) ?? []), item]);
  }
  const groups = [...items].map(([key, some]) => groupOf(key, some));
  return groups.sort(
    (a, b) =>
      Number(isOpen(b)) - Number(isOpen(a)) ||
      (isOpen(a)
        ? receivedOf(a).localeCompare(receivedOf(b))
        : decidedOf(b).localeCompare(decidedOf(a))),
  );
}

/** What may be ordered about a group. What is no op at all can only be discarded. */
export function ordersFor(group: Group): Order[] {
  if (!isOpen(group)) return [];
  const sound = group.ops.every((op) => op.sound) && !group.refused;
  const main: Order = group.state === "held" ? "released" : "adopted";
  return sound ? [main, "discarded"] : ["discarded"];
}

/**
 * Which quarantine records an order edits, in turn. A released op brings those that follow it along;
 * a discarded one would set them apart anew, so the last one goes first.
 */
export function decisionsFor(group: Group, order: Order): string[] {
  const ids = group.rows.map((row) => row.id);
  if (order === "discarded") return ids.reverse();
  if (order === "adopted") return ids;
  const names = new Set(group.ops.map((op) => op.op_id));
  return ids.filter((_, at) => !names.has(group.ops[at]?.after ?? ""));
}
