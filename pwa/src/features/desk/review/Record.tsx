/** The record in the middle: head, readings, photos, remarks, and what the reviewer may do. */
import type { ComponentChildren } from "preact";
import { useMemo, useState } from "preact/hooks";
import { type Changes, change } from "../../../outbox";
import type { Entry } from "../../../rules/types";
import type { RecordView } from "../../../store";
import { moment, span, time } from "../../../ui";
import {
  definitionOf,
  maySupervise,
  personName,
  siteName,
  siteOf,
  templateName,
  useDesk,
} from "../data";
import { useKeys } from "../keys";
import { Mark } from "../marks";
import { now } from "../now";
import { Photos } from "../Photos";
import { Kbd, Said } from "../parts";
import { reusedIn, shotsOf } from "../shots";
import { titleOf } from "../titles";
import { fieldName, stateName } from "../values";
import { w } from "../words";
import { MINUTE } from "../zone";
import { Composer } from "./Composer";
import { answersOf, gapBefore, previousRound } from "./queue";
import { Readings } from "./Readings";
import { firstLoud, sheetOf } from "./sheet";
import { t } from "./words";

function Head(props: { row: RecordView; before: RecordView | null; position: string }) {
  const desk = useDesk();
  const { row, before } = props;
  const { fields } = row;
  const gap = gapBefore(row, before);
  const least = siteOf(desk, row.scope)?.fields.round_gap_minutes || 60;
  const took = Date.parse(fields.finished_at) - Date.parse(fields.started_at);
  const name = templateName(desk, row);
  return (
    <header class="desk-record-head">
      <div class="desk-row">
        <h2>{titleOf(desk, row)}</h2>
        <span class="desk-record-site">
          {w("site", { code: row.scope })} · {siteName(desk, row.scope)}
        </span>
        <span class="desk-end desk-second">{props.position}</span>
      </div>
      <p class="desk-facts">
        <span>
          {personName(desk, row.created.by)}
          {fields.shift && ` · ${stateName(row.kind, fields.shift)}`}
        </span>
        {fields.started_at && (
          <span>
            {moment(fields.started_at, now.value)}
            {fields.finished_at && ` – ${time(fields.finished_at)}`}
            {took >= 0 && ` · ${t("minutes", { n: Math.round(took / MINUTE) })}`}
          </span>
        )}
        {gap !== null &&
          (gap < least * MINUTE ? (
            <Said tone="warn" mark="triangle">
              {t("sinceLast", { time: span(Math.max(gap, 0)) })} · {t("underGap", { n: least })}
            </Said>
          ) : (
            <span>{t("sinceLast", { time: span(gap) })}</span>
          ))}
        {name && <span>{t("version", { name, n: fields.template_version ?? 1 })}</span>}
      </p>
    </header>
  );
}

function Remarks(props: { entries: Entry[] }) {
  const desk = useDesk();
  const struck = new Set(props.entries.map((entry) => entry.strikes));
  if (props.entries.length === 0) return null;
  return (
    <ul class="desk-remarks">
      {props.entries.map((entry) => (
        <li key={entry.id}>
          {entry.received && <time>{moment(entry.received, now.value)}</time>}
          <b>{personName(desk, entry.by)}</b>
          {struck.has(entry.id) ? <s>{entry.text}</s> : <span>{entry.text}</span>}
        </li>
      ))}
    </ul>
  );
}

interface Draft {
  item: string;
  text: string;
}

export function Record(props: {
  row: RecordView;
  all: RecordView[];
  issues: RecordView[];
  uses: ReadonlyMap<string, RecordView>;
  position: string;
  footer: ComponentChildren;
  onMove: (by: number) => void;
  onJudge: (what: Changes) => void;
}) {
  const desk = useDesk();
  const { row } = props;
  const [draft, setDraft] = useState<Draft | null>(null);
  const definition = definitionOf(desk, row);
  const before = useMemo(() => previousRound(row, props.all), [row, props.all]);
  const may = maySupervise(desk, row.scope) && row.fields.status === "submitted";
  const site = siteOf(desk, row.scope)?.fields;
  const code = desk.templates.get(row.fields.template_id)?.fields.code;
  const sheet = definition
    ? sheetOf(definition, answersOf(row), before ? answersOf(before) : {}, site?.limits, code)
    : null;
  const loudest = sheet ? firstLoud(sheet) : "";
  const shots = shotsOf(row, definition);
  const missing = shots.filter((shot) => !shot.photo.available).length;
  const reused = new Set(reusedIn(row, props.uses).map((one) => one.photo.sha256));
  const begin = (item: string) => may && setDraft({ item, text: draft?.text ?? "" });
  const approve = () => may && props.onJudge({ status: "approved" });
  const flip = () => {
    if (maySupervise(desk, row.scope)) void change(row.id, { marked: !row.fields.marked });
  };
  useKeys({
    a: approve,
    r: () => begin(loudest),
    m: flip,
  });
  const composer = (item: string) =>
    draft?.item === item && (
      <Composer
        item={draft.item}
        text={draft.text}
        definition={definition}
        onItem={(next) => setDraft({ ...draft, item: next })}
        onText={(text) => setDraft({ ...draft, text })}
        onCancel={() => setDraft(null)}
        onSend={() =>
          props.onJudge({
            review_note: draft.text.trim(),
            review_item: draft.item || null,
            status: "returned",
          })
        }
      />
    );
  return (
    <article class="desk-record" aria-label={titleOf(desk, row)} data-testid="desk-record">
      <div class="desk-record-scroll">
        <Head row={row} before={before} position={props.position} />
        {row.fields.review_note && (
          <p class="desk-returned" data-testid="desk-returned-note">
            <Said tone="warn" mark="back">
              {t("returnedNote")}
            </Said>{" "}
            {row.fields.review_item && (
              <b>{fieldName(`answers/${row.fields.review_item}/value`, definition)} · </b>
            )}
            {row.fields.review_note}
          </p>
        )}
        {sheet && (
          <Readings
            sheet={sheet}
            loudest={loudest}
            issues={props.issues.filter((issue) => issue.fields.source_id === row.id)}
            mayReturn={may}
            onReturn={begin}
            composer={composer}
          />
        )}
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
            <Photos
              shots={shots}
              testid="desk-photos"
              flagged={reused}
              flag={t("reused", { n: 1 })}
            />
          </section>
        )}
        <Remarks entries={row.fields.remarks ?? []} />
      </div>
      {composer("") && <div class="desk-composer-whole">{composer("")}</div>}
      <footer class="desk-actions">
        <span class="desk-hints">
          <button
            type="button"
            class="desk-hint"
            data-testid="desk-next"
            onClick={() => props.onMove(1)}
          >
            <Kbd>j</Kbd> {w("next")}
          </button>
          <button
            type="button"
            class="desk-hint"
            data-testid="desk-previous"
            onClick={() => props.onMove(-1)}
          >
            <Kbd>k</Kbd> {w("previous")}
          </button>
        </span>
        {props.footer}
        {maySupervise(desk, row.scope) ? (
          <span class="desk-row desk-end">
            <button
              type="button"
              class="desk-quiet"
              aria-pressed={row.fields.marked === true}
              data-testid="desk-mark"
              onClick={flip}
            >
              <Mark name="flag" />
              {row.fields.marked ? t("unmark") : t("mark")}
              <Kbd>m</Kbd>
            </button>
            {may && (
              <>
                <button
                  type="button"
                  class="desk-button"
                  data-testid="desk-return"
                  onClick={() => begin(loudest)}
                >
                  <Mark name="back" />
                  {t("giveBack")}
                  <Kbd>r</Kbd>
                </button>
                <button
                  type="button"
                  class="desk-button desk-button-main"
                  data-testid="desk-approve"
                  onClick={approve}
                >
                  <Mark name="bare" />
                  {t("approve")}
                  <Kbd>a</Kbd>
                </button>
              </>
            )}
          </span>
        ) : (
          <span class="desk-end desk-second">{t("mayNot")}</span>
        )}
      </footer>
    </article>
  );
}
