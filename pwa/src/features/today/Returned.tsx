/** What came back to me: returned records with who, when and why, and conflicts of mine. */

import type { ConflictFields, RecordRow } from "../../rules/types";
import { attention, type RecordView, record, records, type User } from "../../store";
import {
  Banner,
  day,
  days,
  moment,
  now,
  type Site,
  StatusMark,
  useLive,
  usePeople,
  useTitles,
} from "../../ui";
import { t } from "./words";

const shown = 3;

interface Seen {
  conflict: RecordRow<ConflictFields>;
  subject: RecordView;
}

const judges = ["supervisor", "manager"];

/** Open conflicts that concern me: on my record, with my value, or mine to judge (C4). */
async function disputes(scope: string, me: User): Promise<Seen[]> {
  const open = (await records({ kind: "conflict", scope, state: "open" })) as RecordRow[];
  const seen: Seen[] = [];
  for (const conflict of open as RecordRow<ConflictFields>[]) {
    const subject = await record(conflict.fields.record_id);
    const losers = Object.values(conflict.fields.fields).map((each) => each.by);
    const mine = subject?.created.by === me.id || losers.includes(me.id);
    if (subject && (mine || me.roles.some((role) => judges.includes(role))))
      seen.push({ conflict, subject });
  }
  return seen;
}

/** Conflicts of mine that were decided since I last looked (C5). */
async function decided(): Promise<Seen[]> {
  const seen = new Map<string, Seen>();
  for (const { conflict_id } of await attention()) {
    const conflict: RecordRow | undefined = conflict_id ? await record(conflict_id) : undefined;
    if (conflict?.fields.state !== "resolved") continue;
    const subject = await record(conflict.fields.record_id);
    if (subject)
      seen.set(conflict.id, { conflict: conflict as RecordRow<ConflictFields>, subject });
  }
  return [...seen.values()];
}

async function read(scope: string, me: User) {
  const returned = await records({ kind: "inspection", scope, state: "returned" });
  const mine = returned.filter((each) => each.created.by === me.id);
  return {
    returned: mine,
    neighbours: await neighbours(scope, mine.slice(0, shown)),
    open: await disputes(scope, me),
    decided: await decided(),
  };
}

const startOf = (each: RecordView): string => each.fields.started_at ?? each.created.device_time;

/** The rounds since the day of the oldest one to name: a round's number is its place among them. */
async function neighbours(scope: string, rounds: RecordView[]): Promise<RecordView[]> {
  if (rounds.length === 0) return [];
  const oldest = Math.min(...rounds.map((each) => Date.parse(startOf(each))));
  const since = day(oldest - 2 * 86_400_000);
  return records({ kind: "inspection", scope, since });
}

/** `昨天第 4 轮`: the round's number is its place among that day's rounds. */
function roundName(record: RecordView, all: readonly RecordView[]): string {
  const start = startOf(record);
  const its = day(start);
  const number =
    all.filter((each) => day(startOf(each)) === its && startOf(each) < start).length + 1;
  const away = days(start, now.value);
  const when = away === 0 ? t("today") : away === -1 ? t("yesterday") : its.slice(5);
  return t("roundOf", { day: when, n: number });
}

export function Returned(props: { site: Site; me: User }) {
  const { scope } = props.site;
  const found = useLive(() => read(scope, props.me), [scope, props.me.id]);
  const name = usePeople();
  if (!found) return null;
  return (
    <>
      {found.returned.slice(0, shown).map((each) => (
        <Banner
          key={each.id}
          tone="warn"
          icon="returned"
          title={t("returned", { what: roundName(each, found.neighbours) })}
          sub={t("returnedBy", {
            who: name(each.updated.by),
            time: moment(each.updated.device_time, now.value),
            why: each.fields.review_note || t("noReason"),
          })}
          href={`/rounds/${each.id}`}
          testid={`today-returned-${each.id}`}
        />
      ))}
      {found.returned.length > shown && (
        <a class="today-more" href="/records?state=returned" data-testid="today-returned-more">
          {t("more", { n: found.returned.length - shown })}
        </a>
      )}
      {found.decided.length + found.open.length > 0 && (
        <Disputed scope={scope} decided={found.decided} open={found.open} />
      )}
    </>
  );
}

/** Apart, because titles need many records: they are read only when there is something to name. */
function Disputed(props: { scope: string; decided: Seen[]; open: Seen[] }) {
  const name = usePeople();
  const title = useTitles(props.scope);
  return (
    <>
      {props.decided.map(({ conflict, subject }) => (
        <Banner
          key={conflict.id}
          tone="info"
          icon="check"
          title={t("decided", { what: title(subject) })}
          sub={t("decidedBy", {
            who: name(conflict.updated.by),
            time: moment(conflict.updated.device_time, now.value),
          })}
          href={`/conflicts/${conflict.id}`}
          testid={`today-decided-${conflict.id}`}
        />
      ))}
      {props.open.map(({ conflict, subject }) => (
        <Banner
          key={conflict.id}
          tone="conflict"
          mark={<StatusMark status="conflict" bare />}
          title={t("conflict", { what: title(subject) })}
          sub={t("conflictSub", {
            n: Object.values(conflict.fields.fields).filter((each) => !each.closed).length,
          })}
          href={`/conflicts/${conflict.id}`}
          testid={`today-conflict-${conflict.id}`}
        />
      ))}
    </>
  );
}
