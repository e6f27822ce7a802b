/** How far an issue has come, as a line of stations, and the step that is next for this person. */
import { useState } from "preact/hooks";
import { change } from "../../outbox";
import { KINDS } from "../../rules/kinds";
import type { RecordView } from "../../store";
import { Button, Dock, Line, Pair, type Station } from "../../ui";
import { kept } from "./keep";
import { Report } from "./Report";
import { t } from "./words";

const steps = ["found", "reported", "in_hand", "solved", "verified"] as const;
type Step = (typeof steps)[number];
const stepWord = (step: Step) => t(step === "solved" ? "solvedStep" : step);

export function StepLine(props: { issue: RecordView }) {
  const at = steps.indexOf(props.issue.fields.status);
  const stations: Station[] = steps.map((step, i) => {
    const over = i < at || props.issue.fields.status === "verified";
    const state = over ? "received" : i === at ? "here" : "later";
    return { state, mark: String(i + 1), sub: stepWord(step) };
  });
  return <Line stations={stations} label={t("steps")} testid="issue-steps" />;
}

function may(from: Step, to: Step, roles: readonly string[]): boolean {
  const transition = KINDS.issue?.status?.transitions.find(
    (each) => each.from === from && each.to === to,
  );
  return transition?.roles.some((role) => roles.includes(role)) ?? false;
}

export function NextStep(props: { issue: RecordView; roles: readonly string[] }) {
  const { issue, roles } = props;
  const [reporting, setReporting] = useState(false);
  const status = issue.fields.status as Step;
  const step = (to: Step) =>
    kept(() => change(issue.id, { status: to }), t("stepped", { step: stepWord(to) }));
  const main = (to: Step, words: string, wait: string) =>
    may(status, to, roles) ? (
      <Button kind="main" testid={`issue-to-${to}`} onClick={() => step(to)}>
        {words}
      </Button>
    ) : (
      <p class="issue-wait">{wait}</p>
    );
  return (
    <Dock>
      {status === "found" && (
        <Button
          kind="main"
          sub={t("doReportSub")}
          testid="issue-to-reported"
          onClick={() => setReporting(true)}
        >
          {t("doReport")}
        </Button>
      )}
      {status === "reported" && main("in_hand", t("doTake"), t("waitTake"))}
      {status === "in_hand" && main("solved", t("doSolve"), t("waitSolve"))}
      {status === "solved" && may(status, "in_hand", roles) && (
        <Pair>
          <Button icon="undo" testid="issue-to-in_hand" onClick={() => step("in_hand")}>
            {t("doAgain")}
          </Button>
        </Pair>
      )}
      {status === "solved" && main("verified", t("doVerify"), t("waitVerify"))}
      {status === "verified" && <p class="issue-wait">{t("closed")}</p>}
      {reporting && <Report issue={issue} onClose={() => setReporting(false)} />}
    </Dock>
  );
}
