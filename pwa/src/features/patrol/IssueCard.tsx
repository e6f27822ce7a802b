/** The issue as it will be saved: one card to read, and on request the same card to change. */
import { useState } from "preact/hooks";
import type { RecordView } from "../../store";
import { Button, Dialog, Field, Icon, moment } from "../../ui";
import { type Draft, type Finding, foundAt, reportBy } from "./issue";
import { t } from "./words-abnormal";

export function IssueCard(props: {
  finding: Finding;
  draft: Draft;
  lead: RecordView | undefined;
  raised: boolean;
  onDraft: (part: Partial<Draft>) => void;
}) {
  const { draft, lead } = props;
  const [open, setOpen] = useState(false);
  const due = moment(reportBy(foundAt(props.finding)));
  const to = lead && t("reportTo", { who: `${lead.fields.title ?? ""}${lead.fields.name}` });
  const proposal = draft.proposal ? t("proposal", { what: draft.proposal }) : t("pickFirst");
  return (
    <>
      <button
        type="button"
        class="card patrol-issue"
        data-testid="issue-draft"
        onClick={() => setOpen(true)}
      >
        <span class="card-head">
          <span class="patrol-label">{t(props.raised ? "issueThere" : "issue")}</span>
          <span class="patrol-due">
            <Icon name="clock" size={18} />
            {t("due", { time: due })}
          </span>
        </span>
        <span class="patrol-issue-body">
          <span>
            <span data-testid="issue-title">{draft.title}</span>
            <span class="caption">{[proposal, to].filter(Boolean).join(" · ")}</span>
          </span>
          <span class="hidden">{t("edit")}</span>
          <Icon name="next" size={20} />
        </span>
      </button>
      <Dialog open={open} title={t("edit")} onClose={() => setOpen(false)} testid="issue-edit">
        <Field
          label={t("titleLabel")}
          testid="issue-edit-title"
          value={draft.title}
          onInput={(title) => props.onDraft({ title })}
        />
        <Field
          label={t("descriptionLabel")}
          testid="issue-edit-description"
          lines={3}
          value={draft.description}
          onInput={(description) => props.onDraft({ description })}
        />
        <Field
          label={t("proposalLabel")}
          testid="issue-edit-proposal"
          lines={2}
          value={draft.proposal}
          onInput={(proposal) => props.onDraft({ proposal })}
        />
        <Button kind="plain" wide testid="issue-edit-done" onClick={() => setOpen(false)}>
          {t("done")}
        </Button>
      </Dialog>
    </>
  );
}
