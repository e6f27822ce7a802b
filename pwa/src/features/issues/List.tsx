/** The issues of the site: the one whose clock ends first stands first. */
import { useState } from "preact/hooks";
import { type RecordView, records } from "../../store";
import {
  Button,
  Card,
  Choice,
  choiceWords,
  Dock,
  EmptyState,
  Icon,
  moment,
  now,
  Page,
  Row,
  Spinner,
  type Status,
  StatusMark,
  span,
  stateWords,
  TabHeader,
  useLive,
  usePeople,
  useSession,
  useSite,
} from "../../ui";
import { endsAt, isOver } from "./clock";
import { t } from "./words";

const filters = ["unsolved", "mine", "solved", "all"] as const;
type Filter = (typeof filters)[number];
const atOnce = 60;

function passes(issue: RecordView, filter: Filter, me: string): boolean {
  if (filter === "unsolved") return !isOver(issue);
  if (filter === "mine") return issue.fields.assignee_id === me && !isOver(issue);
  return filter === "all" || isOver(issue);
}

/** Only the states that the filter shows are read: closed issues pile up over the years. */
async function read(scope: string, filter: Filter): Promise<RecordView[]> {
  if (filter === "all") return records({ kind: "issue", scope });
  const states = filter === "solved" ? ["solved", "verified"] : ["found", "reported", "in_hand"];
  const found = [];
  for (const state of states) found.push(...(await records({ kind: "issue", scope, state })));
  return found;
}

/** How loud an issue is: late or severe is bad, near its end is a warning, else quiet. */
function loudness(issue: RecordView): Status | null {
  if (isOver(issue)) return "ok";
  if (issue.fields.severity === "high" || endsAt(issue, now.value) < now.value) return "bad";
  return issue.fields.severity === "medium" ? "warn" : null;
}

export function List() {
  const site = useSite();
  const me = useSession()?.session?.user.id ?? "";
  const name = usePeople();
  const [filter, setFilter] = useState<Filter>("unsolved");
  const [shown, setShown] = useState(atOnce);
  const scope = site?.scope ?? "";
  const all = useLive(() => read(scope, filter), [scope, filter]);
  const found = (all ?? [])
    .filter((each) => passes(each, filter, me))
    .sort(
      (a, b) =>
        Number(isOver(a)) - Number(isOver(b)) || endsAt(a, now.value) - endsAt(b, now.value),
    );
  const add = (
    <Button kind="main" icon="plus" href="/issues/new" testid="issues-new">
      {t("new")}
    </Button>
  );
  return (
    <>
      <TabHeader title={t("title")} />
      <Page tabs testid="issues">
        <Choice
          label={t("show")}
          bare
          options={filters.map((value) => ({ value, label: t(value) }))}
          value={filter}
          onPick={(value) => value && setFilter(value)}
          testid="issues-filter"
          even
        />
        {!all && <Spinner />}
        {found.length > 0 && (
          <Card flush>
            {found.slice(0, shown).map((each) => (
              <IssueRow key={each.id} issue={each} who={name(each.fields.assignee_id)} />
            ))}
          </Card>
        )}
        {found.length > shown && (
          <Button wide testid="issues-more" onClick={() => setShown(shown + atOnce)}>
            +{found.length - shown}
          </Button>
        )}
        {all && found.length === 0 && (
          <EmptyState
            icon="issues"
            title={t(filter === "unsolved" ? "noneTitle" : "noMatch")}
            sub={filter === "unsolved" ? t("noneSub") : undefined}
            testid="issues-none"
          />
        )}
      </Page>
      <Dock overTabs>{add}</Dock>
    </>
  );
}

function IssueRow(props: { issue: RecordView; who: string }) {
  const { issue } = props;
  const { fields } = issue;
  const loud = loudness(issue);
  const waits = issue.waiting > 0 || issue.rev === 0;
  const words = [
    stateWords.has(fields.status) ? stateWords(fields.status) : "",
    choiceWords.has(fields.type) ? choiceWords(fields.type) : "",
    fields.assignee_id ? props.who : "",
  ];
  return (
    <Row
      mark={
        loud ? <StatusMark status={loud} bare word={word(loud, issue)} /> : <Icon name="issues" />
      }
      title={String(fields.title ?? "")}
      sub={words.filter(Boolean).join(" · ")}
      aside={<When issue={issue} />}
      href={`/issues/${issue.id}`}
      testid={`issues-${issue.id}`}
    >
      {waits && <StatusMark status="saved" />}
    </Row>
  );
}

const word = (loud: Status, issue: RecordView) =>
  loud === "ok"
    ? stateWords(issue.fields.status as "solved")
    : choiceWords(issue.fields.severity ?? "high");

function When(props: { issue: RecordView }) {
  const { issue } = props;
  const ends = endsAt(issue, now.value);
  if (isOver(issue) || ends === Number.MAX_SAFE_INTEGER) return null;
  const late = now.value - ends;
  const reports = issue.fields.status === "found";
  const time = moment(ends, now.value);
  return (
    <span class={late > 0 ? "issue-when issue-late" : "issue-when"}>
      <Icon name="clock" size={18} />
      {late > 0
        ? t(reports ? "reportLate" : "over", { span: span(late) })
        : t(reports ? "reportBy" : "due", { time })}
    </span>
  );
}
