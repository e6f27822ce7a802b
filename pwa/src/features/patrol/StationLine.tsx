/** The round as a line of stations under the header; one button that opens the whole list. */
import { go, Line, type Station } from "../../ui";
import { badItems, type Point, stateOf, type Walk } from "./walk";
import { t } from "./words";

/** So many stations fit a phone; a longer line shows those around the one where the person is. */
const SHOWN = 9;

function stations(walk: Walk, here: Point | undefined, alarm: boolean): Station[] {
  return walk.points.map((point): Station => {
    const state = stateOf(walk, point);
    const bad = badItems(walk, point).length > 0;
    const mark = String(point.at);
    if (point.id === here?.id) return { state: alarm ? "bad-here" : "here", mark };
    if (bad) return { state: "bad" };
    if (state === "done") return { state: "passed" };
    return { state: state === "skipped" ? "later" : "ahead" };
  });
}

function around(all: Station[], at: number): Station[] {
  if (all.length <= SHOWN) return all;
  const from = Math.min(Math.max(0, at - Math.ceil(SHOWN / 2)), all.length - SHOWN);
  return all.slice(from, from + SHOWN);
}

export function StationLine(props: { walk: Walk; here?: Point; alarm?: boolean; opens?: boolean }) {
  const { walk, here } = props;
  const shown = around(stations(walk, here, props.alarm ?? false), here?.at ?? 0);
  const line = <Line stations={shown} label={t("line")} testid="round-line" />;
  if (!props.opens) return line;
  return (
    <button
      type="button"
      class="patrol-line"
      aria-label={t("openStations", { n: here?.at ?? 0 })}
      data-testid="open-stations"
      onClick={() => go(`/rounds/${walk.id}`)}
    >
      {line}
    </button>
  );
}
