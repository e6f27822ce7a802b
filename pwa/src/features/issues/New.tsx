/** `/issues/new`: a draft with every keystroke, an issue with one tap; only the title is needed. */
import { useEffect, useState } from "preact/hooks";
import { v7 as uuid } from "uuid";
import { create, holdUpdate } from "../../outbox";
import type { Fields, Json } from "../../rules/types";
import { draft, dropDraft, keepDraft } from "../../store";
import { Button, back, Dock, go, Header, Page, Spinner, useSite } from "../../ui";
import { Form } from "./Form";
import { kept } from "./keep";
import { t } from "./words";

const draftId = "/issues/new";

/** A fresh draft carries the id of the issue to be, so that a double tap makes one issue. */
const fresh = (): Fields => ({
  id: uuid(),
  found_at: new Date().toISOString(),
  type: "problem",
  severity: "medium",
});

export function New() {
  const site = useSite();
  const [fields, setFields] = useState<Fields | null>(null);
  const [strict, setStrict] = useState(false);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    draft(draftId).then((row) => setFields((row?.data as Fields | undefined) ?? fresh()));
    return holdUpdate();
  }, []);
  if (!fields || !site) return <Spinner />;
  const onChange = (key: string, value: Json) => {
    const next = { ...fields, [key]: value };
    setFields(next);
    void kept(() => keepDraft(draftId, next.title || t("draftName"), next as Json));
  };
  const save = async (shoot: boolean) => {
    setStrict(true);
    if (!fields.title?.trim() || busy) return;
    setBusy(true);
    const { id, ...rest } = fields;
    const given = Object.entries(rest).filter(([, value]) => value !== null && value !== "");
    const { tags, ...plain } = Object.fromEntries(given) as Fields;
    const all = tags?.length ? { ...plain, tags: { add: tags } } : plain;
    const done = await kept(() => create("issue", site.scope, all, id), t("saved"));
    setBusy(false);
    if (!done) return;
    await dropDraft(draftId);
    go(`/issues/${id}`, { replace: true });
    if (shoot) go(`/issues/${id}?shoot=1`);
  };
  const missing = !fields.title?.trim();
  return (
    <>
      <Header title={t("new")} sub={t("keptAsTyped")} fallback="/issues" />
      <Page testid="issue-new">
        <Form scope={site.scope} fields={fields} onChange={onChange} strict={strict} />
        <Button
          kind="quiet"
          icon="trash"
          testid="issue-drop"
          onClick={async () => {
            await dropDraft(draftId);
            back("/issues");
          }}
        >
          {t("drop")}
        </Button>
      </Page>
      <Dock>
        <Button wide icon="camera" testid="issue-save-shoot" busy={busy} onClick={() => save(true)}>
          {t("saveShoot")}
        </Button>
        <Button
          kind="main"
          testid="issue-save"
          busy={busy}
          missing={missing}
          sub={missing ? undefined : t("saveSub")}
          onClick={() => save(false)}
        >
          {t(missing ? "missing" : "save")}
        </Button>
      </Dock>
    </>
  );
}
