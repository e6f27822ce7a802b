/** The photos that hang anywhere in a record, and which of them were seen elsewhere before (B5). */
import type { Answer, Attachment, TemplateDefinition } from "../../rules/types";
import type { RecordView } from "../../store";
import type { Shot } from "./Photos";
import { fieldName } from "./values";

const living = (photos: Attachment[] | undefined): Attachment[] =>
  (photos ?? []).filter((photo) => !photo.removed);

/** Photos of the record itself first, then those of its items. */
export function shotsOf(row: RecordView, definition: TemplateDefinition | null): Shot[] {
  const shots: Shot[] = living(row.fields.photos).map((photo) => ({ photo, place: "" }));
  for (const photo of living(row.fields.signature)) {
    shots.push({ photo, place: fieldName("signature", null) });
  }
  const answers = (row.fields.answers ?? {}) as Record<string, Answer>;
  for (const [id, answer] of Object.entries(answers)) {
    const place = fieldName(`answers/${id}/value`, definition);
    for (const photo of living(answer.photos)) shots.push({ photo, place });
  }
  return shots;
}

/** Every photo of a record without its names: enough to count and compare. */
export function photosIn(row: RecordView): Attachment[] {
  return shotsOf(row, null).map((shot) => shot.photo);
}

export function missingIn(row: RecordView): number {
  return photosIn(row).filter((photo) => !photo.available).length;
}

export interface Reuse {
  photo: Attachment;
  earlier: RecordView;
}

/** Where each photo's very bytes stood before, by hash: the earliest record that has it. */
export function firstUses(rows: RecordView[]): ReadonlyMap<string, RecordView> {
  const first = new Map<string, RecordView>();
  for (const row of rows) {
    for (const { sha256 } of photosIn(row)) {
      const known = first.get(sha256);
      if (!known || row.created.device_time < known.created.device_time) first.set(sha256, row);
    }
  }
  return first;
}

export function reusedIn(row: RecordView, first: ReadonlyMap<string, RecordView>): Reuse[] {
  return photosIn(row).flatMap((photo) => {
    const earlier = first.get(photo.sha256);
    return earlier && earlier.id !== row.id && !raisedFrom(row, earlier)
      ? [{ photo, earlier }]
      : [];
  });
}

/** An issue shows the photo of the round that it was raised from: the same evidence, not reuse. */
const raisedFrom = (row: RecordView, other: RecordView): boolean =>
  row.fields.source_id === other.id || other.fields.source_id === row.id;
