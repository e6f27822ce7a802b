/** A running clock as a track and as words; issues in the order of their clocks. */
import type { RecordView } from "../../store";
import { named } from "../../ui";
import type { Desk } from "./data";
import { byClock, firstClock, type IssueClock, isOpen, span } from "./deadlines";
import { t } from "./home/words";
import { now } from "./now";
import { Badge } from "./parts";

export function length(ms: number): string {
  const said = span(ms);
  return "days" in said ? t("days", { n: said.days }) : said.clock;
}

export function Left(props: { clock: IssueClock }) {
  const left = props.clock.end - now.value;
  if (props.clock.urgency === "over") {
    return (
      <Badge tone="bad" mark="octagon">
        {t("over", { time: length(left) })}
      </Badge>
    );
  }
  const words = t("left", { time: length(left) });
  return props.clock.urgency === "near" ? (
    <Badge tone="warn" mark="triangle">
      {words}
    </Badge>
  ) : (
    <span class="desk-clock-left">{words}</span>
  );
}

/** 0 … 45 % more than the limit fits beside the tick. */
export function ClockTrack(props: { clock: IssueClock }) {
  const within = Math.min(props.clock.used, 1) * 100;
  const beyond = Math.min(Math.max(props.clock.used - 1, 0), 0.45) * 100;
  return (
    <span class={`desk-clock desk-clock-${props.clock.urgency}`} aria-hidden="true">
      <i style={{ width: `${within}%` }} />
      {beyond > 0 && <b style={{ width: `${Math.max(beyond, 6)}%` }} />}
    </span>
  );
}

export function placeOf(desk: Desk, row: RecordView): string {
  const area = named(desk.areas.get(row.fields.area_id)?.fields.name);
  return row.fields.place || area || "";
}

export function sortedByClock(issues: RecordView[], at: number) {
  return issues
    .filter((row) => isOpen(row.fields.status))
    .map((row) => ({ row, clock: firstClock({ ...row.fields, status: row.fields.status }, at) }))
    .sort((a, b) => byClock(a.clock, b.clock));
}
