/** The sides of a conflict, field by field, equal in weight; who may decide (C4). Pure. */

import { KINDS } from "../../rules/kinds";
import type { ConflictField, ConflictFields, Json, RecordRow } from "../../rules/types";
import type { Step } from "../../ui";

export interface Side {
  /** What the resolution says when this side is chosen: current, incoming, or an op's id. */
  choose: string;
  /** Whose it is and since when; empty where this phone cannot know it (offline). */
  by: string;
  at: string;
  value: Json;
}

type ConflictRow = RecordRow<ConflictFields>;

/** The fields that still want a choice, in a steady order. */
export function openFields(conflict: ConflictRow): [string, ConflictField][] {
  return Object.entries(conflict.fields.fields)
    .filter(([, field]) => conflict.fields.state === "resolved" || !field.closed)
    .sort(([a], [b]) => a.localeCompare(b));
}

/** Who set the value that stands: from the history (in the order of landing), else the record's last editor if no loser. */
function standing(key: string, field: ConflictField, record: RecordRow, steps: readonly Step[]) {
  const losers = [field.op_id, ...field.others.map((each) => each.op_id)];
  const set = steps
    .filter(({ op }) => op && key in op.changes && !losers.includes(op.op_id))
    .filter(({ outcome }) => outcome === "applied" || outcome === "merged")
    .at(-1);
  if (set) return { by: set.by, at: set.device_time };
  const { by, device_time } = record.updated;
  const lost = [field.by, ...field.others.map((each) => each.by)];
  return lost.includes(by) ? { by: "", at: "" } : { by, at: device_time };
}

/** The stored value first, then each losing one; nobody's comes preselected. */
export function sidesOf(
  conflict: ConflictRow,
  [key, field]: [string, ConflictField],
  record: RecordRow,
  steps: readonly Step[],
): Side[] {
  const { by, at } = standing(key, field, record, steps);
  const incoming: Side = {
    choose: "incoming",
    by: field.by || conflict.fields.incoming_author,
    at: field.device_time ?? conflict.fields.incoming_device_time,
    value: field.incoming,
  };
  const others = field.others.map((each) => ({
    choose: each.op_id,
    by: each.by,
    at: each.device_time ?? conflict.fields.incoming_device_time,
    value: each.value,
  }));
  return [{ choose: "current", by, at, value: field.current }, incoming, ...others];
}

/** C4: the author of a record that is not reviewed yet, else a supervisor or manager. */
export function mayDecide(
  record: RecordRow,
  me: { id: string; roles: readonly string[] },
): boolean {
  if (me.roles.some((role) => role === "supervisor" || role === "manager")) return true;
  const reviewed = KINDS[record.kind]?.reviewed ?? [];
  return record.created.by === me.id && !reviewed.includes(record.fields.status);
}
