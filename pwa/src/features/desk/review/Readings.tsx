/** The record's sheet: one line per reading, loud ones grown, what is normal in one line. */
import type { ComponentChildren } from "preact";
import { Fragment } from "preact";
import { useState } from "preact/hooks";
import type { Answer, Limits, TemplateItem } from "../../../rules/types";
import type { RecordView } from "../../../store";
import { named } from "../../../ui";
import { Mark } from "../marks";
import { Kbd, Said } from "../parts";
import { number, stateName } from "../values";
import type { Line, Sheet } from "./sheet";
import { Track } from "./Track";
import { t } from "./words";

export function answerText(item: TemplateItem, answer: Answer | undefined): string {
  const value = answer?.value;
  if (value === null || value === undefined || value === "") {
    const photos = answer?.photos?.length ?? 0;
    return photos ? String(photos) : t("noAnswer");
  }
  if (typeof value === "number") return number(value, item.decimals);
  const choice = item.choices?.find((one) => one.value === value);
  if (choice) return named(choice.label);
  return item.type === "pass_fail" ? stateName("answer", String(value)) : String(value);
}

function range(item: TemplateItem, limits: Limits | null): string {
  if (item.type !== "number" && item.type !== "count") return "";
  if (!limits) return t("noLimit");
  const low = limits.low_warn ?? limits.low_alarm;
  const high = limits.high_warn ?? limits.high_alarm;
  const say = (value: number) => number(value, item.decimals);
  if (typeof low === "number" && typeof high === "number") return `${say(low)} – ${say(high)}`;
  if (typeof high === "number") return `≤ ${say(high)}`;
  return typeof low === "number" ? `≥ ${say(low)}` : t("noLimit");
}

function howFar(line: Line): string {
  const { out } = line.judged;
  if (!out) return "";
  const by = number(Number(out.by.toPrecision(6)), line.item.decimals);
  const key = `${out.side}${out.alarm ? "Alarm" : "Warn"}` as
    | "aboveWarn"
    | "belowWarn"
    | "aboveAlarm"
    | "belowAlarm";
  return t(key, { by });
}

function alarmWords(line: Line): string {
  const { out } = line.judged;
  const limit = out?.side === "below" ? line.limits?.low_alarm : line.limits?.high_alarm;
  if (!out || out.alarm || typeof limit !== "number") return "";
  return t("alarmAt", { n: number(limit, line.item.decimals) });
}

interface Shown {
  issues: RecordView[];
  mayReturn: boolean;
  onReturn: (item: string) => void;
  /** The comment form, when it belongs to this item. */
  composer: (item: string) => ComponentChildren;
}

function Loud(props: { line: Line; first: boolean } & Shown) {
  const { line } = props;
  const { item, answer } = line;
  const cause = item.causes?.find((one) => one.value === answer?.cause);
  const said = cause ? named(cause.label) : answer?.cause;
  const issue = props.issues.find((one) => one.fields.source_item === item.id);
  return (
    <tr class={`desk-more desk-line-${line.judged.verdict}`}>
      <td colSpan={6}>
        <span class="desk-more-row">
          {howFar(line) && <b>{howFar(line)}</b>}
          <span>{alarmWords(line)}</span>
          {said && <b>{t("causeIs", { cause: said })}</b>}
          {answer?.note && <span>{answer.note}</span>}
          <span>
            {issue ? t("issueMade") : t("noIssue")}{" "}
            {issue && (
              <a href={`/desk/issues?id=${issue.id}`} data-testid={`desk-line-issue-${item.id}`}>
                {issue.fields.title}
              </a>
            )}
          </span>
          {props.mayReturn && (
            <button
              type="button"
              class="desk-quiet desk-end"
              data-testid={`desk-return-item-${item.id}`}
              onClick={() => props.onReturn(item.id)}
            >
              {t("returnTo")}
              {props.first && <Kbd>r</Kbd>}
            </button>
          )}
        </span>
        {props.composer(item.id)}
      </td>
    </tr>
  );
}

function Reading(props: { line: Line; first: boolean } & Shown) {
  const { line } = props;
  const { item, answer } = line;
  const { verdict } = line.judged;
  const form = props.composer(item.id);
  return (
    <Fragment>
      <tr
        class={line.loud ? `desk-line desk-line-${verdict}` : "desk-line"}
        data-testid={`desk-line-${item.id}`}
        data-verdict={verdict}
      >
        <th scope="row">
          {line.loud && <Mark name={verdict === "alarm" ? "octagon" : "triangle"} />}
          {named(item.label, item.id)}
          {line.assumed && (
            <span class="desk-assumed" title={t("assumedHint")}>
              {t("assumedOne")}
            </span>
          )}
        </th>
        <td class={verdict === "empty" ? "desk-num desk-third" : "desk-num"}>
          {answerText(item, answer)}
        </td>
        <td class="desk-unit">{answer?.value === undefined ? "" : item.unit}</td>
        <td>
          <Track line={line} />
        </td>
        <td class={line.loud ? "desk-range" : "desk-range desk-second"}>
          {range(item, line.limits)}
        </td>
        <td class="desk-num desk-second">{line.before && answerText(item, line.before)}</td>
      </tr>
      {line.loud ? (
        <Loud {...props} />
      ) : (
        (answer?.note || form) && (
          <tr class="desk-more">
            <td colSpan={6}>
              {answer?.note && <span class="desk-second">{answer.note}</span>}
              {form}
            </td>
          </tr>
        )
      )}
    </Fragment>
  );
}

export function Readings(props: { sheet: Sheet; loudest: string } & Shown) {
  const [unfolded, setUnfolded] = useState(false);
  const { sheet, ...shown } = props;
  const folded = sheet.folded.flatMap((block) => block.lines);
  const needsForm = folded.some((line) => props.composer(line.item.id));
  const names = sheet.folded.map((block) => named(block.section.label)).join(" · ");
  const heads = ["item", "reading", "unit", "against", "range", "lastRound"] as const;
  return (
    <>
      <table class="desk-readings" data-testid="desk-readings">
        <thead>
          <tr>
            {heads.map((head) => (
              <th scope="col" key={head} class={`desk-col-${head}`}>
                <span class={head === "unit" ? "hidden" : undefined}>{t(head)}</span>
              </th>
            ))}
          </tr>
        </thead>
        {[...sheet.blocks, ...(unfolded || needsForm ? sheet.folded : [])].map((block, at) => (
          <tbody key={`${block.section.id}${at}`}>
            <tr class="desk-block">
              <th scope="rowgroup" colSpan={6}>
                {named(block.section.label)}
              </th>
            </tr>
            {block.lines.map((line) => (
              <Reading
                key={line.item.id}
                line={line}
                first={line.item.id === props.loudest}
                {...shown}
              />
            ))}
          </tbody>
        ))}
      </table>
      {folded.length > 0 && (
        <button
          type="button"
          class="desk-folded"
          aria-expanded={unfolded}
          data-testid="desk-folded"
          onClick={() => setUnfolded(!unfolded)}
        >
          <Said tone="ok" mark="tick">
            {t("allNormal", { sections: names, n: folded.length })}
          </Said>
          {sheet.assumed > 0 && (
            <span class="desk-assumed">
              {t("ofThemAssumed", { checked: sheet.checked, assumed: sheet.assumed })}
            </span>
          )}
          <span class="desk-end desk-second">
            {unfolded ? t("fold") : t("unfold")} <Mark name="down" />
          </span>
        </button>
      )}
    </>
  );
}
