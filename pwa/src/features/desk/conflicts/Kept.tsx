/** What needed no decision: photos of both sides, and what merged by itself. */
import type { Attachment } from "../../../rules/types";
import type { RecordView } from "../../../store";
import { moment } from "../../../ui";
import { definitionOf, personName, useDesk } from "../data";
import { now } from "../now";
import { Photos } from "../Photos";
import { Kbd, Said } from "../parts";
import { shotsOf } from "../shots";
import type { Step } from "../steps";
import { fieldName } from "../values";
import { w } from "../words";
import { mergedItself, photoSide } from "./sides";
import { t } from "./words";

export function KeptPhotos(props: { conflict: RecordView; record: RecordView; steps: Step[] }) {
  const desk = useDesk();
  const shots = shotsOf(props.record, definitionOf(desk, props.record)).map((shot) => ({
    ...shot,
    place: taken(shot.photo, personName(desk, shot.photo.by)),
  }));
  if (shots.length === 0) return null;
  return (
    <div class="desk-kept" data-testid="desk-conflict-photos">
      <div>
        <b>{w("photos")}</b>
        <Said tone="ok" mark="tick">
          {t("allKept")}
        </Said>
      </div>
      {(["base", "server", "phone"] as const).map((side) => (
        <Photos
          key={side}
          shots={shots.filter(
            (shot) => photoSide(shot.photo.id, props.conflict, props.steps) === side,
          )}
          testid={`desk-conflict-photo-${side}`}
        />
      ))}
    </div>
  );
}

const taken = (photo: Attachment, by: string): string =>
  [photo.taken_at && moment(photo.taken_at, now.value), photo.by && by].filter(Boolean).join(" · ");

export function MergedLine(props: {
  conflict: RecordView;
  record: RecordView;
  steps: Step[];
  onOpen: () => void;
}) {
  const desk = useDesk();
  const merged = mergedItself(props.conflict, props.steps);
  const definition = definitionOf(desk, props.record);
  const said = [
    merged.remarks > 0 && t("mergedRemarks", { n: merged.remarks }),
    merged.photos > 0 && t("mergedPhotos", { n: merged.photos }),
    merged.tags.length > 0 && t("mergedTags", { list: merged.tags.join(" · ") }),
    merged.fields.length > 0 &&
      t("mergedFields", {
        list: merged.fields.map((key) => fieldName(key, definition)).join(" · "),
      }),
  ].filter(Boolean);
  const same =
    Object.keys(props.record.fields).length -
    Object.keys(props.conflict.fields.fields ?? {}).length -
    merged.fields.length;
  return (
    <div class="desk-merged">
      <p>
        {said.length > 0 && (
          <>
            <Said tone="ok" mark="tick">
              <b class="desk-ink">{t("merged")}</b>
            </Said>{" "}
            {said.join(t("join"))}
            {same > 0 && t("join")}
          </>
        )}
        {same > 0 && t("sameFields", { n: same })}
      </p>
      <button
        type="button"
        class="desk-quiet"
        data-testid="desk-view-record"
        onClick={props.onOpen}
      >
        {w("openRecord")}
        <Kbd>o</Kbd>
      </button>
    </div>
  );
}
