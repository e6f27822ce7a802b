/** What is due: issues whose clock runs (R04), those assigned to me, those to be verified. */
import { issueClocks } from "../../rules/clocks";
import { type RecordView, records, type User } from "../../store";
import { Card, Icon, type IconName, moment, now, Row, type Site, span, useLive } from "../../ui";
import { t } from "./words";

const atMost = 6;

interface DueIssue {
  record: RecordView;
  why: "toReport" | "assigned" | "toVerify";
  at: number | null;
}

function due(record: RecordView, me: User): DueIssue | null {
  const { status, found_at, assignee_id, due_at } = record.fields;
  const by = due_at ? Date.parse(due_at) : null;
  if (status === "found") {
    const found = found_at ?? record.created.device_time;
    const { report } = issueClocks({ found_at: found }, found);
    return { record, why: "toReport", at: report && Date.parse(report.due_at) };
  }
  if (assignee_id === me.id && status !== "solved" && status !== "verified")
    return { record, why: "assigned", at: by };
  const verifies = me.roles.some((role) => ["shift_lead", "supervisor", "manager"].includes(role));
  return status === "solved" && verifies ? { record, why: "toVerify", at: by } : null;
}

/** Only what is not closed is read: closed issues pile up over the years. */
async function unfinished(scope: string): Promise<RecordView[]> {
  const found = [];
  for (const state of ["found", "reported", "in_hand", "solved"])
    found.push(...(await records({ kind: "issue", scope, state })));
  return found;
}

export function Due(props: { site: Site; me: User }) {
  const { scope } = props.site;
  const issues = useLive(() => unfinished(scope), [scope]);
  const rows = (issues ?? [])
    .map((each) => due(each, props.me))
    .filter((each): each is DueIssue => each !== null)
    .sort((a, b) => (a.at ?? Number.MAX_VALUE) - (b.at ?? Number.MAX_VALUE))
    .slice(0, atMost);
  if (rows.length === 0) return null;
  return (
    <Card flush testid="today-due">
      {rows.map(({ record, why, at }) => (
        <Row
          key={record.id}
          icon={"issues" satisfies IconName}
          title={String(record.fields.title ?? "")}
          sub={t(why)}
          aside={at !== null && <Clock at={at} />}
          href={`/issues/${record.id}`}
          testid={`today-due-${record.id}`}
        />
      ))}
    </Card>
  );
}

function Clock(props: { at: number }) {
  const late = now.value - props.at;
  return (
    <>
      <Icon name="clock" size={18} />
      {late > 0
        ? t("over", { span: span(late) })
        : t("before", { time: moment(props.at, now.value) })}
    </>
  );
}
