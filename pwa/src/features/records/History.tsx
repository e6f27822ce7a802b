/** Who changed what, when it was claimed and received, on which phone (H3). Online only. */
import { useState } from "preact/hooks";
import { clockJump } from "../../rules/clocks";
import type { Op } from "../../rules/types";
import {
  Button,
  Card,
  connection,
  dateTime,
  fetchHistory,
  type Step,
  span,
  type Values,
} from "../../ui";
import { t } from "./words";

export function History(props: {
  id: string;
  kind: string;
  values: Values;
  name: (id: string) => string;
}) {
  const [steps, setSteps] = useState<Step[] | null>(null);
  const [failed, setFailed] = useState(false);
  const { online } = connection.value;
  const open = async () => {
    const got = await fetchHistory(props.id);
    setSteps(got);
    setFailed(got === null);
  };
  return (
    <Card
      title={t("history")}
      aside={online ? undefined : t("historyOffline")}
      testid="record-history"
    >
      {!steps && online && (
        <Button wide icon="history" testid="record-history-open" onClick={open}>
          {t("historyShow")}
        </Button>
      )}
      {failed && <p role="alert">{t("historyFailed")}</p>}
      {steps && (
        <ol class="record-steps">
          {steps.map((each, i) => (
            <li key={each.op?.op_id ?? i}>
              <p class="row-title">
                {action(each)} · {props.name(each.by)}
              </p>
              <p class="caption num">
                {dateTime(each.device_time)} · {t("received", { time: dateTime(each.received) })} ·{" "}
                {outcome(each.outcome)}
                {measured(each)}
                {each.chain === "broken" && ` · ${t("broken")}`}
                {clockJump(each.earlier, each) && ` · ${t("clockJumped")}`}
              </p>
              <p class="caption">
                {Object.entries(each.op?.changes ?? {})
                  .map(([key, change]) => changed(key, change))
                  .join(" · ")}
              </p>
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
  function changed(key: string, change: Op["changes"][string]): string {
    const label = props.values.label(props.kind, key);
    return "to" in change ? `${label} → ${props.values.text(props.kind, key, change.to)}` : label;
  }
}

/** How far the phone's clock was off when it sent (H1); nothing for less than a second. */
function measured(step: Step): string {
  const off = step.clock_measured ? (step.clock_offset ?? 0) : 0;
  if (Math.abs(off) < 1000) return "";
  return ` · ${t(off > 0 ? "clockAhead" : "clockBehind", { time: span(Math.abs(off)) })}`;
}

function action(step: Step): string {
  const done = step.op?.action ?? "erased";
  return t.has(done) ? t(done) : done;
}

function outcome(code: string): string {
  if (code === "conflict") return t("clash");
  return t.has(code) ? t(code) : code;
}
