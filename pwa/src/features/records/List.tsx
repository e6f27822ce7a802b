/** The records of the site on this phone, by day, each with its state in plain words. */
import { useState } from "preact/hooks";
import { type RecordView, records } from "../../store";
import {
  Button,
  Card,
  Choice,
  date,
  day,
  days,
  delivery,
  EmptyState,
  Field,
  go,
  Header,
  now,
  Page,
  Row,
  Section,
  StatusMark,
  stateWords,
  TabHeader,
  time,
  useLive,
  usePeople,
  useSession,
  useSite,
  useTitles,
} from "../../ui";
import { type Filter, filters, inBin, matches, passes } from "./found";
import { t } from "./words";

const kinds = ["inspection", "issue", "visit"];
const atOnce = 60;
const most = 2_000;

async function read(scope: string, bin: boolean): Promise<RecordView[]> {
  const all = [];
  for (const kind of kinds)
    all.push(...(await records({ kind, scope, deleted: bin, newest: most })));
  const shown = bin ? all.filter((each) => inBin(each, now.value)) : all;
  return shown.sort((a, b) => b.created.device_time.localeCompare(a.created.device_time));
}

const pathOf = (record: RecordView) =>
  record.kind === "issue" && !record.deleted ? `/issues/${record.id}` : `/records/${record.id}`;

export function List(props: { query: Record<string, string> }) {
  const bin = props.query.bin === "1";
  const asked = filters.find((each) => each === props.query.state);
  const site = useSite();
  const me = useSession()?.session?.user.id ?? "";
  const name = usePeople();
  const title = useTitles(site?.scope ?? "");
  const [filter, setFilter] = useState<Filter>(asked ?? "all");
  const [typed, setTyped] = useState("");
  const [shown, setShown] = useState(atOnce);
  const scope = site?.scope ?? "";
  const all = useLive(() => read(scope, bin), [scope, bin]);
  const found = (all ?? []).filter(
    (each) =>
      passes(each, filter, me) &&
      (!typed.trim() || matches(each, typed.trim(), `${title(each)} ${name(each.created.by)}`)),
  );
  const groups = byDay(found.slice(0, shown));
  return (
    <>
      {bin ? (
        <Header title={t("bin")} sub={t("binSub")} fallback="/me" />
      ) : (
        <TabHeader title={t("title")} />
      )}
      <Page tabs testid="records">
        {!bin && (
          <>
            <Field
              label={t("search")}
              note={t("searchHint")}
              type="search"
              value={typed}
              onInput={setTyped}
              testid="records-search"
            />
            <Choice
              label={t("show")}
              bare
              options={filters.map((value) => ({ value, label: t(value) }))}
              value={filter}
              onPick={(value) => value && setFilter(value)}
              testid="records-filter"
            />
          </>
        )}
        {[...groups].map(([its, rows]) => (
          <Section key={its} title={dayName(its)} aside={String(rows.length)}>
            <Card flush>
              {rows.map((each) => (
                <RecordRow
                  key={each.id}
                  record={each}
                  title={title(each)}
                  by={name(each.created.by)}
                />
              ))}
            </Card>
          </Section>
        ))}
        {found.length > shown && (
          <Button wide testid="records-more" onClick={() => setShown(shown + atOnce)}>
            {t("more", { n: Math.min(atOnce, found.length - shown) })}
          </Button>
        )}
        {all && found.length === 0 && <Nothing bin={bin} any={all.length > 0} clear={clear} />}
      </Page>
    </>
  );
  function clear() {
    setTyped("");
    setFilter("all");
  }
}

function byDay(rows: readonly RecordView[]): Map<string, RecordView[]> {
  const groups = new Map<string, RecordView[]>();
  for (const row of rows) {
    const its = day(row.created.device_time);
    groups.set(its, [...(groups.get(its) ?? []), row]);
  }
  return groups;
}

function dayName(its: string): string {
  const noon = `${its}T12:00:00`;
  const away = days(noon, now.value);
  return away === 0 ? t("today") : away === -1 ? t("yesterday") : date(noon);
}

function RecordRow(props: { record: RecordView; title: string; by: string }) {
  const { record } = props;
  const { status, word } = delivery(record);
  const state = record.fields.status;
  const mark = state === "returned" ? "returned" : state === "open" ? "draft" : status;
  const words = [state && stateWords.has(state) ? stateWords(state) : "", word, props.by];
  return (
    <Row
      mark={<StatusMark status={mark} bare />}
      title={props.title}
      sub={words.filter(Boolean).join(" · ")}
      aside={time(record.fields.started_at ?? record.fields.found_at ?? record.created.device_time)}
      href={pathOf(record)}
      testid={`records-${record.id}`}
    />
  );
}

function Nothing(props: { bin: boolean; any: boolean; clear: () => void }) {
  if (props.bin) return <EmptyState icon="trash" title={t("binEmpty")} testid="records-none" />;
  if (props.any)
    return (
      <EmptyState
        icon="search"
        title={t("noMatch")}
        action={
          <Button testid="records-clear" onClick={props.clear}>
            {t("clear")}
          </Button>
        }
        testid="records-none"
      />
    );
  return (
    <EmptyState
      icon="records"
      title={t("noneTitle")}
      sub={t("noneSub")}
      action={
        <Button testid="records-to-today" onClick={() => go("/today")}>
          {t("toToday")}
        </Button>
      }
      testid="records-none"
    />
  );
}
