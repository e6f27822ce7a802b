/** Who did what to a record, newest first: phone's time and server's time, broken links said. */
import { clockJump } from "../../rules/clocks";
import type { Change } from "../../rules/types";
import type { RecordView } from "../../store";
import { moment, span, time } from "../../ui";
import { type Desk, definitionOf, personName, useDesk } from "./data";
import { now } from "./now";
import { Said } from "./parts";
import { t } from "./review/words";
import { inOrder, type Step } from "./steps";
import { fieldName, stateName } from "./values";
import { w } from "./words";

const NAMED = 3;

function fields(desk: Desk, row: RecordView, keys: string[]): string {
  const definition = definitionOf(desk, row);
  const names = [
    ...new Set(keys.map((key) => fieldName(key.split("/").slice(0, 2).join("/"), definition))),
  ];
  return names.length > NAMED ? t("nFields", { n: names.length }) : names.join(" · ");
}

function what(desk: Desk, row: RecordView, step: Step): string {
  const { op } = step;
  if (!op) return "";
  if (op.action === "create") return t("opCreate");
  if (op.action === "delete") return t("opDelete");
  if (op.action === "restore") return t("opRestore");
  if (op.action === "move") return t("opMove");
  const changes = op.changes as Record<string, Change> | undefined;
  const keys = Object.keys(changes ?? {});
  const status = changes?.status as { from?: string; to?: string } | undefined;
  if (status?.to) {
    return t("opStatus", {
      from: stateName(op.kind, status.from) || "–",
      to: stateName(op.kind, status.to),
    });
  }
  return t("opEdit", { what: fields(desk, row, keys) });
}

/** A claimed time may be anything: what is none is shown as it came. */
function claimed(text: string | null): string {
  if (text === null) return "–";
  return Number.isNaN(Date.parse(text)) ? text : moment(text, now.value);
}

/** How far the phone's clock was off when it sent (H1); nothing for less than a second. */
function measured(step: Step): string {
  const off = step.clock_measured ? (step.clock_offset ?? 0) : 0;
  if (Math.abs(off) < 1000) return "";
  return ` · ${t(off > 0 ? "clockAhead" : "clockBehind", { time: span(Math.abs(off)) })}`;
}

const outcomes = {
  conflict: "outcomeConflict",
  quarantined: "outcomeQuarantined",
  held: "outcomeHeld",
  merged: "outcomeMerged",
} as const;

export function HistoryList(props: { row: RecordView; steps: Step[]; most: number | null }) {
  const desk = useDesk();
  const ordered = inOrder(props.steps).reverse();
  const shown = props.most ? ordered.slice(0, props.most) : ordered;
  return (
    <>
      <ol class="desk-history" data-testid="desk-history">
        {shown.map((step, at) => {
          const outcome = outcomes[step.outcome as keyof typeof outcomes];
          return (
            <li key={step.op?.op_id ?? at} class={`desk-step desk-step-${step.outcome}`}>
              <time>{claimed(step.device_time)}</time>
              <div>
                {what(desk, props.row, step)}
                <span class="desk-second">
                  {personName(desk, step.by)} · {t("receivedAt", { time: time(step.received) })}
                  {measured(step)}
                </span>
                {step.chain === "broken" && (
                  <Said tone="bad" mark="octagon">
                    {t("broken")}
                  </Said>
                )}
                {clockJump(step.earlier, step) && (
                  <Said tone="warn" mark="triangle">
                    {t("jumps")}
                  </Said>
                )}
                {outcome && (
                  <Said tone={outcome === "outcomeMerged" ? "plain" : "warn"} mark="conflicts">
                    {t(outcome)}
                  </Said>
                )}
              </div>
            </li>
          );
        })}
      </ol>
      {ordered.length > shown.length && (
        <p class="desk-second">{w("moreHere", { n: ordered.length - shown.length })}</p>
      )}
    </>
  );
}
