/** The strip of figures. Only a missed round is red; not knowing is not a failure. */
import type { ComponentChildren } from "preact";
import type { RecordView } from "../../../store";
import { date, moment } from "../../../ui";
import { firstClock, isOpen } from "../deadlines";
import { changedAt } from "../happened";
import { Mark, type MarkName } from "../marks";
import { now } from "../now";
import { w } from "../words";
import type { Cell, Heat } from "./heat";
import { t } from "./words";

interface SiteHeat {
  site: RecordView;
  heat: Heat;
}

function Figure(props: {
  label: string;
  mark?: MarkName;
  value: ComponentChildren;
  sub: ComponentChildren;
  loud?: boolean;
  href: string;
  testid: string;
}) {
  return (
    <a
      class={props.loud ? "desk-figure desk-figure-bad" : "desk-figure"}
      href={props.href}
      data-testid={props.testid}
    >
      <span class="desk-figure-label">
        {props.mark && <Mark name={props.mark} />}
        {props.label}
      </span>
      <strong>{props.value}</strong>
      <span class="desk-figure-sub">{props.sub}</span>
    </a>
  );
}

const WEEK = 7;

/** Cells of the last so many days, the newest day first. */
const lately = (heats: SiteHeat[], days: number): { site: RecordView; cell: Cell }[] =>
  heats
    .flatMap(({ site, heat }) =>
      heat.rows.flatMap((row) => row.slice(-days).map((cell) => ({ site, cell }))),
    )
    .sort((a, b) => b.cell.day.localeCompare(a.cell.day));

export function Figures(props: {
  heats: SiteHeat[];
  inspections: RecordView[];
  issues: RecordView[];
  visits: RecordView[];
  conflicts: RecordView[];
}) {
  const cells = lately(props.heats, 1);
  const week = lately(props.heats, WEEK);
  const of = (...states: string[]) => cells.filter(({ cell }) => states.includes(cell.state));
  const missed = week.filter(({ cell }) => cell.state === "missed");
  const unknown = week.filter(({ cell }) => cell.state === "unknown");
  const since = unknown[0]?.cell.since;
  const open = props.issues.filter((row) => isOpen(row.fields.status));
  const over = open.filter(
    (row) =>
      firstClock({ ...row.fields, status: row.fields.status }, now.value)?.urgency === "over",
  ).length;
  const waiting = props.inspections.filter((row) => row.fields.status === "submitted");
  const oldest = waiting.map(changedAt).sort()[0];
  const inside = props.visits.filter((row) => row.fields.status === "in");
  const heads = inside.reduce((sum, row) => sum + (row.fields.headcount || 1), 0);
  const records = new Set(props.conflicts.map((row) => row.fields.record_id)).size;
  const missedAt = missed[0];
  return (
    <nav class="desk-figures" aria-label={t("figures")}>
      <Figure
        testid="desk-figure-rounds"
        href="/desk/records?kind=inspection"
        label={t("roundsToday")}
        value={
          <>
            {of("done", "abnormal").length}
            <small>/{cells.length - of("stopped").length}</small>
          </>
        }
        sub={t("runningNotDue", { running: of("running").length, due: of("due").length })}
      />
      <Figure
        testid="desk-figure-missed"
        href="/desk/records?kind=inspection"
        label={t("missedWeek")}
        mark="octagon"
        loud={missed.length > 0}
        value={missed.length}
        sub={
          missedAt
            ? t("missedWhere", {
                day: date(missedAt.cell.from, now.value),
                site: w("site", { code: missedAt.site.scope }),
                n: missedAt.cell.round,
              })
            : t("missedNone")
        }
      />
      <Figure
        testid="desk-figure-unknown"
        href="/desk/records?kind=inspection"
        label={t("unknownWeek")}
        mark="silent"
        value={unknown.length}
        sub={
          unknown.length === 0
            ? t("unknownNone")
            : since
              ? t("offlineSince", { time: moment(since, now.value) })
              : t("offlineNever")
        }
      />
      <Figure
        testid="desk-figure-issues"
        href="/desk/issues"
        label={t("openIssues")}
        value={open.length}
        sub={
          over > 0 ? (
            <span class="desk-said desk-said-bad">
              <Mark name="octagon" />
              {t("clocksOver", { n: over })}
            </span>
          ) : (
            t("clocksFine")
          )
        }
      />
      <Figure
        testid="desk-figure-review"
        href="/desk/review"
        label={t("toReview")}
        value={waiting.length}
        sub={oldest ? t("oldest", { time: moment(oldest, now.value) }) : t("reviewNone")}
      />
      <Figure
        testid="desk-figure-conflicts"
        href="/desk/conflicts"
        label={t("openConflicts")}
        mark="conflicts"
        value={props.conflicts.length}
        sub={records ? t("conflictRecords", { n: records }) : t("conflictsNone")}
      />
      <Figure
        testid="desk-figure-visitors"
        href="/desk/records?kind=visit&state=in"
        label={t("onSite")}
        value={heads}
        sub={t("visits", { n: inside.length })}
      />
    </nav>
  );
}
