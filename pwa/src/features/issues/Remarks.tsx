/** Remarks on an issue: both people's stay (M4). What is being typed is a draft. */
import { useEffect, useState } from "preact/hooks";
import { v7 as uuid } from "uuid";
import { change } from "../../outbox";
import type { Entry } from "../../rules/types";
import { draft, dropDraft, keepDraft, type RecordView } from "../../store";
import { Avatar, Button, Card, Field, moment, now, usePeople } from "../../ui";
import { kept } from "./keep";
import { t } from "./words";

export function Remarks(props: { issue: RecordView; editable: boolean }) {
  const { issue } = props;
  const name = usePeople();
  const [text, setText] = useState("");
  const draftId = `/issues/${issue.id}`;
  useEffect(() => {
    draft(draftId).then((row) => typeof row?.data === "string" && setText(row.data));
  }, [draftId]);
  const type = (value: string) => {
    setText(value);
    const title = String(issue.fields.title ?? t("remarks"));
    void kept(() => (value ? keepDraft(draftId, title, value) : dropDraft(draftId)));
  };
  const add = async () => {
    const entry: Entry = { id: uuid(), text: text.trim() };
    if (!entry.text) return;
    const write = () => change(issue.id, { remarks: { add: [entry] } });
    if (!(await kept(write, t("remarkKept")))) return;
    setText("");
    await dropDraft(draftId);
  };
  const remarks = (issue.fields.remarks ?? []) as Entry[];
  return (
    <Card title={t("remarks")} aside={remarks.length ? String(remarks.length) : undefined}>
      {remarks.map((each) => (
        <div key={each.id} class="issue-remark">
          <Avatar name={name(each.by)} />
          <div>
            <p class="caption">
              {name(each.by)}
              {each.received && ` · ${moment(each.received, now.value)}`}
            </p>
            <p>{each.text}</p>
          </div>
        </div>
      ))}
      {props.editable && (
        <>
          <Field
            label={t("remark")}
            hint={t("remarkHint")}
            value={text}
            onInput={type}
            lines={2}
            testid="issue-remark"
          />
          <Button wide icon="plus" testid="issue-remark-add" disabled={!text.trim()} onClick={add}>
            {t("addRemark")}
          </Button>
        </>
      )}
    </Card>
  );
}
