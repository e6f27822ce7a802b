/** One issue: its step, its clock, its fields, photos and remarks; everything editable offline. */
import { useState } from "preact/hooks";
import { remove, restore } from "../../outbox";
import { type RecordView, record } from "../../store";
import {
  Banner,
  Button,
  back,
  Card,
  ConflictBanner,
  delivery,
  Facts,
  Header,
  moment,
  NotHere,
  now,
  Page,
  Row,
  StatusMark,
  span,
  useLive,
  usePeople,
  useSession,
  useValues,
} from "../../ui";
import { foundAt, reportClock } from "./clock";
import { Edit } from "./Edit";
import { kept } from "./keep";
import { Photos } from "./Photos";
import { Remarks } from "./Remarks";
import { NextStep, StepLine } from "./Steps";
import { t } from "./words";

const facts = [
  "severity",
  "type",
  "place",
  "area_id",
  "description",
  "cause",
  "proposal",
  "assignee_id",
  "due_at",
  "told_to",
  "told_at",
  "tags",
];

export function One(props: { id: string; shooting: boolean }) {
  const found = useLive(async () => ({ issue: await record(props.id) }), [props.id]);
  const me = useSession()?.session?.user;
  const name = usePeople();
  const values = useValues();
  const [editing, setEditing] = useState(false);
  if (!found || !me) return null;
  const { issue } = found;
  if (!issue || issue.deleted) return <Missing />;
  const { fields } = issue;
  const editable = fields.status !== "verified";
  const told = facts.filter((key) =>
    Array.isArray(fields[key]) ? fields[key].length : fields[key],
  );
  const here = delivery(issue);
  const when = moment(foundAt(issue), now.value);
  return (
    <>
      <Header
        title={String(fields.title ?? "")}
        sub={t("foundAt", { time: when, who: name(issue.created.by) })}
        fallback="/issues"
      />
      <Page testid="issue">
        <ConflictBanner record={issue} testid="issue-conflict" />
        <ReportClock issue={issue} />
        <Card>
          <StepLine issue={issue} />
          <StatusMark status={here.status} word={here.word} testid="issue-delivery" />
        </Card>
        <Card title={t("details")} aside={editing ? t("keptAsTyped") : undefined}>
          {editing ? (
            <Edit issue={issue} />
          ) : (
            <Facts
              facts={told.map(
                (key) =>
                  [values.label("issue", key), values.text("issue", key, fields[key])] as const,
              )}
            />
          )}
          {editable && (
            <Button
              wide
              icon={editing ? "check" : "pen"}
              testid={editing ? "issue-edit-done" : "issue-edit"}
              onClick={() => setEditing(!editing)}
            >
              {t(editing ? "done" : "edit")}
            </Button>
          )}
        </Card>
        <Photos issue={issue} shooting={props.shooting} editable={editable} />
        <Remarks issue={issue} editable={editable} />
        <Card flush>
          {fields.source_id && (
            <Row
              icon="today"
              title={t("source")}
              sub={t("sourceOpen")}
              href={`/records/${fields.source_id}`}
              testid="issue-source"
            />
          )}
          <Row
            icon="history"
            title={t("history")}
            href={`/records/${issue.id}`}
            testid="issue-history"
          />
        </Card>
        {issue.created.by === me.id && editable && (
          <Button
            kind="danger"
            wide
            icon="trash"
            testid="issue-delete"
            onClick={async () => {
              const undo = () => restore(issue.id);
              if (await kept(() => remove(issue.id), t("deleted"), undo)) back("/issues");
            }}
          >
            {t("deleteIt")}
          </Button>
        )}
      </Page>
      <NextStep issue={issue} roles={me.roles} />
    </>
  );
}

/** R04 in words: running, late, or how it went. */
function ReportClock(props: { issue: RecordView }) {
  const { issue } = props;
  const clock = reportClock(issue, now.value);
  if (!clock || issue.fields.status !== "found") {
    const at = issue.fields.told_at;
    if (!clock || !at) return null;
    const key = clock.state === "met" ? "reportedIn" : "reportedLate";
    return <p class="caption">{t(key, { time: moment(at, now.value) })}</p>;
  }
  const due = Date.parse(clock.due_at);
  const time = moment(due, now.value);
  if (clock.state === "breached")
    return (
      <Banner
        tone="bad"
        icon="clock"
        title={t("reportLate", { span: span(now.value - due) })}
        sub={t("reportLateSub", { time })}
        testid="issue-clock"
      />
    );
  return (
    <Banner
      tone="warn"
      icon="clock"
      title={t("reportBy", { time })}
      sub={t("reportByLeft", { span: span(due - now.value) })}
      testid="issue-clock"
    />
  );
}

const Missing = () => (
  <NotHere
    ids={["issue", "issue-missing", "issue-to-list"]}
    title={t("title")}
    icon="search"
    said={t("missingTitle")}
    sub={t("missingSub")}
    to="/issues"
    back={t("toList")}
  />
);
