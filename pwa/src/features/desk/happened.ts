/** When a record happened, by what it says itself. Pure. */
import type { RecordView } from "../../store";

/** The zone of a site that has set none. */
export const ZONE = "Asia/Shanghai";

/** When the thing happened, as far as the record says; else when it was made. */
export function happenedAt(row: RecordView): string {
  const { fields } = row;
  return (
    fields.finished_at ??
    fields.started_at ??
    fields.found_at ??
    fields.arrived_at ??
    row.created.device_time
  );
}

/** When the server had the last change; the phone's own time for one that waits to be sent. */
export function changedAt(row: RecordView): string {
  return row.updated.received || row.updated.device_time;
}
