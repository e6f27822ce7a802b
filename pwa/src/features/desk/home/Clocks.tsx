/** Open issues by the clock that ends first: the track is the limit, the tick its end, hatch beyond. */
import type { RecordView } from "../../../store";
import { moment } from "../../../ui";
import { ClockTrack, Left, placeOf, sortedByClock } from "../ClockParts";
import { type Desk, personName, useDesk } from "../data";
import type { IssueClock } from "../deadlines";
import { Mark } from "../marks";
import { now } from "../now";
import { Empty } from "../parts";
import { w } from "../words";
import { t } from "./words";

const SHOWN = 8;

export const clockName = (clock: IssueClock): string =>
  clock.name === "report" ? t("report") : clock.name === "handle" ? t("handle") : t("dueClock");

export function IssueClocks(props: { issues: RecordView[]; table: boolean }) {
  const desk = useDesk();
  const open = sortedByClock(props.issues, now.value);
  return (
    <section aria-labelledby="desk-clocks-title">
      <div class="desk-section">
        <h2 id="desk-clocks-title">{t("openIssues")}</h2>
        <span>{t("byClock")}</span>
        <a class="desk-quiet" href="/desk/issues" data-testid="desk-all-issues">
          {t("allIssues", { n: open.length })}
          <Mark name="right" />
        </a>
      </div>
      {open.length === 0 && <Empty mark="tick">{t("noIssues")}</Empty>}
      {props.table ? (
        <ClockTable desk={desk} rows={open} />
      ) : (
        <ul class="desk-clocks" data-testid="desk-clocks">
          {open.slice(0, SHOWN).map(({ row, clock }) => (
            <li key={row.id}>
              <a href={`/desk/issues?id=${row.id}`} data-testid={`desk-clock-${row.id}`}>
                <span class="desk-clocks-title">{row.fields.title}</span>
                <span class="desk-second">
                  {w("site", { code: row.scope })}
                  {placeOf(desk, row) && ` · ${placeOf(desk, row)}`}
                </span>
                <span>{clock ? clockName(clock) : t("noClock")}</span>
                <span class="desk-second">{clock && startOf(clock)}</span>
                <span>{clock && <ClockTrack clock={clock} />}</span>
                <span>{clock && <Left clock={clock} />}</span>
                <span class="desk-clocks-who">{personName(desk, row.fields.assignee_id)}</span>
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

const startOf = (clock: IssueClock): string =>
  clock.name === "due"
    ? moment(clock.end, now.value)
    : t("from", { time: moment(clock.start, now.value) });

function ClockTable(props: { desk: Desk; rows: { row: RecordView; clock: IssueClock | null }[] }) {
  const columns = [
    "issueCode",
    "place",
    "clock",
    "start",
    "usedUp",
    "leftColumn",
    "assignee",
  ] as const;
  return (
    <div class="desk-scroll-x">
      <table class="desk-table" data-testid="desk-clocks-table">
        <thead>
          <tr>
            {columns.map((column) => (
              <th scope="col" key={column}>
                {t(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.map(({ row, clock }) => (
            <tr key={row.id}>
              <td>
                <a href={`/desk/issues?id=${row.id}`}>{row.fields.title}</a>
              </td>
              <td>
                {w("site", { code: row.scope })} {placeOf(props.desk, row)}
              </td>
              <td>{clock ? clockName(clock) : t("noClock")}</td>
              <td>{clock && startOf(clock)}</td>
              <td>{clock && `${Math.round(clock.used * 100)} %`}</td>
              <td>{clock && <Left clock={clock} />}</td>
              <td>{personName(props.desk, row.fields.assignee_id)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
