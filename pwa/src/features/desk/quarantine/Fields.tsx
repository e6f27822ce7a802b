/** What would change, field by field: what the author saw, what they wanted, the record as it now is. */
import { standing, type Wanted, wantedIn } from "../../../rules/apart";
import type { RecordView } from "../../../store";
import { fieldWords } from "../../../ui";
import { type Desk, definitionOf, useDesk } from "../data";
import { differing } from "../diff";
import { Photos, type Shot } from "../Photos";
import { fieldName, valueText } from "../values";
import { w } from "../words";
import type { Group } from "./groups";
import { sketchOf } from "./said";
import { t } from "./words";

/** A list in a record is told by what hangs in it. */
function nowText(desk: Desk, row: RecordView, key: string): string {
  const value = standing(row.fields, key);
  if (!Array.isArray(value) || typeof value[0] !== "object")
    return valueText(desk, row, key, value);
  const photos = value.some((one) => one?.sha256);
  return t(photos ? "nPhotos" : "nEntries", { n: value.length });
}

function wantedText(desk: Desk, row: RecordView, one: Wanted): string {
  if (one.to !== undefined) return valueText(desk, row, one.key, one.to);
  return [
    one.add.length > 0 && t("adds", { list: one.add.join(" · ") }),
    one.photos.length > 0 && t("adds", { list: t("nPhotos", { n: one.photos.length }) }),
    one.remove.length > 0 && t("removes", { list: one.remove.join(" · ") }),
  ]
    .filter(Boolean)
    .join(" · ");
}

function labelOf(kind: string, key: string, row: RecordView, desk: Desk): string {
  const own = `${kind}.${key}`;
  return fieldName(fieldWords.has(own) ? own : key, definitionOf(desk, row));
}

export function Fields(props: { group: Group; subject: RecordView | null | undefined }) {
  const desk = useDesk();
  const { group, subject } = props;
  const wanted = wantedIn(group.ops);
  const sketch = { ...sketchOf(group), fields: { ...subject?.fields, ...sketchOf(group).fields } };
  const isNew = group.ops[0]?.action === "create";
  // A new record that is nowhere yet has nothing to stand beside.
  const shown = !isNew || Boolean(subject);
  if (wanted.length === 0) return null;
  return (
    <div class="desk-part desk-scroll-x">
      <table class="desk-table desk-stack desk-apart-fields" data-testid="desk-apart-fields">
        <thead>
          <tr>
            <th scope="col">{t("field")}</th>
            {!isNew && <th scope="col">{t("saw")}</th>}
            <th scope="col">{t(isNew ? "recorded" : "wanted")}</th>
            {shown && <th scope="col">{t("now")}</th>}
          </tr>
        </thead>
        <tbody>
          {wanted.map((one) => {
            const from = valueText(desk, sketch, one.key, one.from);
            const said = wantedText(desk, sketch, one);
            const saw = one.to !== undefined && one.from !== null ? from : "";
            return (
              <tr key={one.key} data-testid={`desk-apart-field-${one.key}`}>
                <th scope="row">{labelOf(group.kind, one.key, sketch, desk)}</th>
                {!isNew && <td data-label={t("saw")}>{one.to === undefined ? "" : from}</td>}
                <td class="desk-value" data-label={t(isNew ? "recorded" : "wanted")}>
                  {isNew
                    ? said
                    : differing(saw, said).map((part, at) =>
                        part.changed ? <u key={`${at}${part.text}`}>{part.text}</u> : part.text,
                      )}
                </td>
                {shown && (
                  <td class="desk-second" data-label={t("now")}>
                    {subject ? nowText(desk, subject, one.key) : "–"}
                  </td>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** The photos that it would add; one that has not arrived says that it is still on the phone. */
export function ApartPhotos(props: { group: Group }) {
  const desk = useDesk();
  const sketch = sketchOf(props.group);
  const shots: Shot[] = wantedIn(props.group.ops).flatMap(({ key, photos }) =>
    photos.map((photo) => ({
      photo: { ...photo, available: true },
      place: key === "photos" ? "" : labelOf(props.group.kind, key, sketch, desk),
    })),
  );
  if (shots.length === 0) return null;
  return (
    <section class="desk-part" aria-label={w("photos")}>
      <h3>{w("photos")}</h3>
      <Photos shots={shots} testid="desk-apart-photos" />
    </section>
  );
}
