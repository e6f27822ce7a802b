/** Issues grouped by state; the three clocks stand in columns, always in the same place. */
import { Fragment } from "preact";
import type { RecordView } from "../../../store";
import { moment } from "../../../ui";
import { ClockTrack, Left, placeOf } from "../ClockParts";
import { personName, useDesk } from "../data";
import { type ClockName, type IssueClock, judged, runningClocks } from "../deadlines";
import { Mark, type MarkName } from "../marks";
import { now } from "../now";
import { Said } from "../parts";
import { stateName } from "../values";
import { w } from "../words";
import type { Group, State } from "./steps";
import { t } from "./words";

const waits: Record<State, "waitReport" | "waitHandle" | "waitSolve" | "waitVerify" | "closed"> = {
  found: "waitReport",
  reported: "waitHandle",
  in_hand: "waitSolve",
  solved: "waitVerify",
  verified: "closed",
};
const shapes: Record<State, MarkName> = {
  found: "issues",
  reported: "right",
  in_hand: "person",
  solved: "tick",
  verified: "bare",
};

function Severity(props: { value: string | undefined }) {
  if (!props.value) return <span class="desk-third">{t("notSet")}</span>;
  const word = stateName("issue", props.value);
  if (props.value === "high") {
    return (
      <Said tone="bad" mark="octagon">
        {word}
      </Said>
    );
  }
  return props.value === "medium" ? (
    <Said tone="warn" mark="triangle">
      {word}
    </Said>
  ) : (
    <span class="desk-second">{word}</span>
  );
}

function Clock(props: { clock: IssueClock | undefined; passed: boolean; due?: string | null }) {
  const { clock } = props;
  if (!clock) {
    return props.passed ? (
      <Said tone="plain" mark="bare">
        {t("passed")}
      </Said>
    ) : (
      <span class="desk-third">{props.due ? moment(props.due, now.value) : "–"}</span>
    );
  }
  if (clock.urgency === "dated") return <span>{moment(clock.end, now.value)}</span>;
  return (
    <span class="desk-clock-cell">
      <Left clock={clock} />
      <ClockTrack clock={clock} />
    </span>
  );
}

function Row(props: { row: RecordView; chosen: boolean; onPick: (id: string) => void }) {
  const desk = useDesk();
  const { row } = props;
  const { fields } = row;
  const clocks = new Map<ClockName, IssueClock>(
    runningClocks({ ...fields, status: fields.status }).map((clock) => [
      clock.name,
      judged(clock, now.value),
    ]),
  );
  const place = placeOf(desk, row);
  return (
    <tr
      aria-current={props.chosen ? "true" : undefined}
      class="desk-issue"
      data-testid={`desk-issue-row-${row.id}`}
    >
      <td>
        <a
          href={`/desk/issues?id=${row.id}`}
          data-testid={`desk-issue-${row.id}`}
          onClick={(event) => {
            event.preventDefault();
            props.onPick(row.id);
          }}
        >
          {fields.title}
        </a>
        <span class="desk-second">
          {w("site", { code: row.scope })} {place}
          {fields.found_at && ` · ${t("foundAt", { time: moment(fields.found_at, now.value) })}`}
        </span>
      </td>
      <td>
        <Severity value={fields.severity} />
      </td>
      <td>
        <Clock clock={clocks.get("report")} passed={fields.status !== "found"} />
      </td>
      <td>
        <Clock
          clock={clocks.get("handle")}
          passed={!["found", "reported"].includes(fields.status)}
        />
      </td>
      <td>
        <Clock clock={clocks.get("due")} passed={false} due={fields.due_at} />
      </td>
      <td class="desk-clocks-who">{personName(desk, fields.assignee_id)}</td>
    </tr>
  );
}

export function List(props: {
  groups: Group[];
  chosen: string | undefined;
  onPick: (id: string) => void;
}) {
  return (
    <div class="desk-table-pane">
      <table class="desk-table desk-issues" data-testid="desk-issues-table">
        <thead>
          <tr>
            <th scope="col">{t("title")}</th>
            <th scope="col">{t("severity")}</th>
            <th scope="col">
              {t("report")} <span class="desk-third">1 h</span>
            </th>
            <th scope="col">
              {t("handle")} <span class="desk-third">4 h</span>
            </th>
            <th scope="col">{t("due")}</th>
            <th scope="col" class="desk-clocks-who">
              {t("assignee")}
            </th>
          </tr>
        </thead>
        <tbody>
          {props.groups.map((group) => (
            <Fragment key={group.state}>
              <tr class="desk-block">
                <th scope="rowgroup" colSpan={6}>
                  <Mark name={shapes[group.state]} /> {stateName("issue", group.state)}{" "}
                  <span>{group.rows.length}</span> <span>{t(waits[group.state])}</span>
                </th>
              </tr>
              {group.rows.map((row) => (
                <Row
                  key={row.id}
                  row={row}
                  chosen={row.id === props.chosen}
                  onPick={props.onPick}
                />
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}
