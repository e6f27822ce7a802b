/** What came back to me: returned records with who, when and why, and conflicts of mine. */

import type { ConflictFields, RecordRow } from "../../rules/types";
import { type RecordView, records } from "../../store";
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
} from "../../ui";
import { t } from "./words";

const shown = 3;

async function read(scope: string, me: string) {
  const returned = await records({ kind: "inspection", scope, state: "returned" });
  const conflicts = (await records({ kind: "conflict", scope, state: "open" })) as RecordRow[];
  const mine = (conflicts as RecordRow<ConflictFields>[]).filter(
    (each) => each.fields.incoming_author === me || each.created.by === me,
  );
  const issues = await records({ kind: "issue", scope });
  const titles = new Map(issues.map((each) => [each.id, String(each.fields.title ?? "")]));
  return { returned: returned.filter((each) => each.created.by === me), conflicts: mine, titles };
}

/** `昨天第 4 轮`: the round's number is its place among that day's rounds. */
function roundName(record: RecordView, all: readonly RecordView[]): string {
  const start = (each: RecordView) => each.fields.started_at ?? each.created.device_time;
  const its = day(start(record));
  const number =
    all.filter((each) => day(start(each)) === its && start(each) < start(record)).length + 1;
  const away = days(start(record), now.value);
  const when = away === 0 ? t("today") : away === -1 ? t("yesterday") : its.slice(5);
  return t("roundOf", { day: when, n: number });
}

export function Returned(props: { site: Site; me: string }) {
  const { scope } = props.site;
  const found = useLive(() => read(scope, props.me), [scope, props.me]);
  const all = useLive(() => records({ kind: "inspection", scope, newest: 200 }), [scope]);
  const name = usePeople();
  if (!found || !all) return null;
  return (
    <>
      {found.returned.slice(0, shown).map((each) => (
        <Banner
          key={each.id}
          tone="warn"
          icon="returned"
          title={t("returned", { what: roundName(each, all) })}
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
      {found.conflicts.map((each) => (
        <Banner
          key={each.id}
          tone="conflict"
          mark={<StatusMark status="conflict" bare />}
          title={t("conflict", { what: found.titles.get(each.fields.record_id) ?? "" })}
          sub={t("conflictSub", { n: Object.keys(each.fields.fields ?? {}).length })}
          href={`/conflicts/${each.id}`}
          testid={`today-conflict-${each.id}`}
        />
      ))}
    </>
  );
}
