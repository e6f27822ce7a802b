/** The sides of a conflict, field by field, equal in weight; who may decide (C4). Pure. */

import { KINDS } from "../../rules/kinds";
import type { ConflictField, ConflictFields, Json, RecordRow } from "../../rules/types";

export interface Side {
  /** What the resolution says when this side is chosen: current, incoming, or an op's id. */
  choose: string;
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

/** The stored value first, then each losing one; nobody's comes preselected. */
export function sidesOf(conflict: ConflictRow, field: ConflictField, record: RecordRow): Side[] {
  const { by, device_time } = record.updated;
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
  return [{ choose: "current", by, at: device_time, value: field.current }, incoming, ...others];
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
