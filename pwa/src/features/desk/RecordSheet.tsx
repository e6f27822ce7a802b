/** Any record of any kind, read only: fields as words, answers, photos, remarks, history. */
import type { Answer, Entry } from "../../rules/types";
import type { RecordView } from "../../store";
import { fieldWords, moment, named } from "../../ui";
import { BundleButton } from "./BundleButton";
import { definitionOf, personName, siteName, useDesk } from "./data";
import { HistoryList } from "./HistoryList";
import { useHistory } from "./history";
import { now } from "./now";
import { Photos } from "./Photos";
import { Said } from "./parts";
import { t } from "./records/words";
import { t as reviewWords } from "./review/words";
import { missingIn, shotsOf } from "./shots";
import { titleOf } from "./titles";
import { fieldName, kindName, stateName, valueText } from "./values";
import { w } from "./words";

const APART = new Set([
  "photos",
  "signature",
  "remarks",
  "answers",
  "versions",
  "fields",
  "limits",
  "settled",
]);
const HISTORY = 8;

/** A field's name; some mean something else in one kind. */
const labelOf = (kind: string, name: string) =>
  fieldName(fieldWords.has(`${kind}.${name}`) ? `${kind}.${name}` : name, null);

function Answers(props: { row: RecordView }) {
  const desk = useDesk();
  const answers = (props.row.fields.answers ?? {}) as Record<string, Answer>;
  const definition = definitionOf(desk, props.row);
  const order = definition?.items.map((item) => item.id) ?? Object.keys(answers);
  const given = order.filter((id) => answers[id]);
  if (given.length === 0) return null;
  return (
    <table class="desk-table desk-answers">
      <caption>{fieldName("answers", null)}</caption>
      <tbody>
        {given.map((id) => {
          const answer = answers[id] as Answer;
          const cause = definition?.items
            .find((item) => item.id === id)
            ?.causes?.find((one) => one.value === answer.cause);
          return (
            <tr key={id}>
              <th scope="row">{fieldName(`answers/${id}/value`, definition)}</th>
              <td>
                {answer.value === undefined && answer.photos?.length
                  ? reviewWords("reuseCount", { n: answer.photos.length })
                  : valueText(desk, props.row, `answers/${id}/value`, answer.value)}
                {answer.assumed && <span class="desk-assumed">{reviewWords("assumedOne")}</span>}
              </td>
              <td class="desk-second">
                {[cause ? named(cause.label) : answer.cause, answer.note]
                  .filter(Boolean)
                  .join(" · ")}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

export function RecordSheet(props: { row: RecordView; children?: preact.ComponentChildren }) {
  const desk = useDesk();
  const { row } = props;
  const asked = useHistory(row.id, row.rev);
  const shots = shotsOf(row, definitionOf(desk, row));
  const missing = missingIn(row);
  const state = row.fields.status ?? row.fields.state;
  const remarks = (row.fields.remarks ?? []) as Entry[];
  const plain = Object.entries(row.fields).filter(
    ([name, value]) => !APART.has(name) && name !== "status" && value !== null && value !== "",
  );
  return (
    <div class="desk-sheet" data-testid="desk-record-sheet">
      <header class="desk-record-head">
        <div class="desk-row">
          <h2>{titleOf(desk, row)}</h2>
          <span class="desk-record-site">
            {kindName(row.kind)} · {w("site", { code: row.scope })} {siteName(desk, row.scope)}
          </span>
          {state && <b class="desk-state">{stateName(row.kind, state)}</b>}
          {row.deleted && (
            <Said tone="bad" mark="octagon">
              {w("deleted")}
            </Said>
          )}
        </div>
        <p class="desk-facts">
          <span>
            {t("made", {
              name: personName(desk, row.created.by),
              time: moment(row.created.device_time, now.value),
            })}
          </span>
          <span>{reviewWords("revision", { n: row.rev })}</span>
          {row.waiting > 0 && (
            <Said tone="plain" mark="cloud">
              {t("waiting")}
            </Said>
          )}
        </p>
      </header>
      {props.children}
      <dl class="desk-dl desk-part">
        {plain.map(([name, value]) => (
          <div key={name}>
            <dt>{labelOf(row.kind, name)}</dt>
            <dd>{valueText(desk, row, name, value)}</dd>
          </div>
        ))}
      </dl>
      <Answers row={row} />
      {shots.length > 0 && (
        <section class="desk-part" aria-label={w("photos")}>
          <h3>
            {w("photos")}{" "}
            {missing > 0 ? (
              <Said tone="plain" mark="cloud">
                {w("photosOnPhone", { n: missing })}
              </Said>
            ) : (
              <span class="desk-second">{w("photosHere", { n: shots.length })}</span>
            )}
          </h3>
          <Photos shots={shots} testid="desk-sheet-photos" />
        </section>
      )}
      {remarks.length > 0 && (
        <section class="desk-part" aria-label={w("remarks")}>
          <h3>{w("remarks")}</h3>
          <ul class="desk-remarks">
            {remarks.map((entry) => (
              <li key={entry.id}>
                {entry.received && <time>{moment(entry.received, now.value)}</time>}
                <b>{personName(desk, entry.by ?? desk.user.id)}</b>
                <span>{entry.text}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {asked.is === "here" && asked.steps.length > 0 && (
        <section class="desk-part" aria-label={w("history")}>
          <h3>{w("history")}</h3>
          <HistoryList row={row} steps={asked.steps} most={HISTORY} />
        </section>
      )}
      <BundleButton key={row.id} row={row} />
    </div>
  );
}
