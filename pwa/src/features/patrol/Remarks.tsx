/** Remarks on a round: added, never rewritten. What is being typed is kept as a draft. */
import { useEffect } from "preact/hooks";
import { v7 as uuid } from "uuid";
import { change } from "../../outbox";
import type { Entry } from "../../rules/types";
import { draft, dropDraft, keepDraft } from "../../store";
import { Button, Card, Field } from "../../ui";
import type { Walking } from "./data";
import { kept } from "./keep";
import { useTyped } from "./useTyped";
import { t } from "./words";

export function Remarks(props: { walking: Walking; number: number }) {
  const { walk, record } = props.walking;
  const draftId = `remark:${walk.id}`;
  const title = `${t("round", { n: props.number })} · ${t("remarks")}`;
  const field = useTyped("", (text) => {
    void (text.trim() ? keepDraft(draftId, title, text) : dropDraft(draftId));
  });
  useEffect(() => {
    void draft(draftId).then((row) => typeof row?.data === "string" && field.reset(row.data));
  }, [draftId]);
  const add = async () => {
    const text = field.text.trim();
    if (!text) return;
    const entry: Entry = { id: uuid(), text };
    const done = await kept(() => change(walk.id, { remarks: { add: [entry] } }).then(() => true));
    if (!done) return;
    field.reset("");
    await dropDraft(draftId);
  };
  const remarks = (record.fields.remarks ?? []) as Entry[];
  return (
    <Card title={t("remarks")} testid="round-remarks">
      {remarks.length > 0 && (
        <ul class="patrol-remarks">
          {remarks.map((each) => (
            <li key={each.id}>{each.text}</li>
          ))}
        </ul>
      )}
      <Field
        label={t("remarkAdd")}
        testid="round-remark"
        lines={2}
        value={field.text}
        onInput={field.type}
        onBlur={field.flush}
      />
      {field.text.trim() !== "" && (
        <Button wide testid="round-remark-save" onClick={() => void add()}>
          {t("remarkSave")}
        </Button>
      )}
    </Card>
  );
}
