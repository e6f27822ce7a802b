/** What a set-apart change is called, why it was set apart, and the record as it would stand. */
import { fieldsIn, wantedIn } from "../../../rules/apart";
import { type RecordView, record } from "../../../store";
import { useLive } from "../../../ui";
import { useDesk } from "../data";
import { titleOf } from "../titles";
import { reasonWords } from "../words";
import type { Group } from "./groups";

export function whyWords(code: string): string {
  return reasonWords.has(code) ? reasonWords(code) : code;
}

/** The record if this device has it; `undefined` while it is read, `null` when there is none. */
export function useSubject(id: string): RecordView | null | undefined {
  return useLive(async () => (await record(id)) ?? null, [id]);
}

/** The record as its author saw it, as far as the set-apart ops tell: for names, units and choices. */
export function sketchOf(group: Group): RecordView {
  const mark = { by: group.author, device_time: group.ops[0]?.device_time ?? "", received: "" };
  return {
    id: group.record_id,
    kind: group.kind,
    scope: group.site,
    rev: 0,
    seq: 0,
    deleted: false,
    fields: fieldsIn(wantedIn(group.ops)),
    created: mark,
    updated: mark,
    waiting: 0,
    waitingPhotos: 0,
  };
}

export function useTitle(group: Group): string {
  const desk = useDesk();
  const subject = useSubject(group.record_id);
  return titleOf(desk, subject ?? sketchOf(group));
}
