/** Reporting (R04): who was told, when, and the proposed handling; then one tap. */
import { useState } from "preact/hooks";
import { type Changes, change } from "../../outbox";
import type { RecordView } from "../../store";
import { Button, Dialog, Field, fieldWords, fromInput, toInput } from "../../ui";
import { kept } from "./keep";
import { t } from "./words";

export function Report(props: { issue: RecordView; onClose: () => void }) {
  const { issue } = props;
  const [to, setTo] = useState(String(issue.fields.told_to ?? ""));
  const [at, setAt] = useState(toInput(issue.fields.told_at ?? Date.now()));
  const [proposal, setProposal] = useState(String(issue.fields.proposal ?? ""));
  const report = async () => {
    const changes: Changes = {
      status: "reported",
      told_at: fromInput(at) ?? new Date().toISOString(),
    };
    if (to.trim()) changes.told_to = to.trim();
    if (proposal.trim()) changes.proposal = proposal.trim();
    if (await kept(() => change(issue.id, changes), t("stepped", { step: t("reported") })))
      props.onClose();
  };
  return (
    <Dialog
      open
      title={t("reportTitle")}
      onClose={props.onClose}
      testid="issue-report"
      actions={
        <Button kind="main" testid="issue-report-now" onClick={report}>
          {t("reportNow")}
        </Button>
      }
    >
      <Field
        label={t("toldTo")}
        value={to}
        onInput={setTo}
        hint={t("toldHint")}
        testid="issue-told_to"
      />
      <Field
        label={t("toldAt")}
        type="datetime-local"
        value={at}
        onInput={setAt}
        testid="issue-told_at"
      />
      <Field
        label={fieldWords("proposal")}
        value={proposal}
        onInput={setProposal}
        lines={2}
        testid="issue-report-proposal"
      />
    </Dialog>
  );
}
