/** Rounds × days of one site. Readable without hovering; arrow keys walk it, Enter opens the round. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { RecordView } from "../../../store";
import { date, go, named } from "../../../ui";
import { useDesk } from "../data";
import { now } from "../now";
import { Kbd, Said } from "../parts";
import { w } from "../words";
import { weekday } from "../zone";
import { pathOf, speak } from "./cells";
import type { Cell, Heat } from "./heat";
import { t } from "./words";

export function HeatSum(props: { heat: Heat }) {
  const { heat } = props;
  const parts = [t("heatSum", { came: heat.came, due: heat.due })];
  if (heat.missed) parts.push(t("sumMissed", { n: heat.missed }));
  if (heat.unknown) parts.push(t("sumUnknown", { n: heat.unknown }));
  return <>{parts.join(" · ")}</>;
}

function mark(cell: Cell): string {
  if (cell.state === "abnormal") return String(cell.abnormal);
  if (cell.state === "unknown") return "?";
  return cell.state === "stopped" ? "–" : "";
}

function classes(cell: Cell, today: boolean): string {
  const end = weekday(cell.day) === 7 && !today ? " desk-cell-sunday" : "";
  return `desk-cell-box${end}${today ? " desk-cell-today" : ""}`;
}

function Square(props: {
  cell: Cell;
  scope: string;
  at: string;
  stop: boolean;
  onFocus: () => void;
}) {
  const desk = useDesk();
  const { cell, scope } = props;
  const spoken = speak(desk, cell, now.value);
  const words = [spoken.word, spoken.more].filter(Boolean).join(" ");
  const path = pathOf(cell, scope);
  return (
    <button
      type="button"
      class={`desk-cell desk-cell-${cell.state}`}
      tabIndex={props.stop ? 0 : -1}
      data-at={props.at}
      data-state={cell.state}
      data-testid={`desk-cell-${scope}-${cell.day}-${cell.round}`}
      aria-label={t("cellLabel", {
        day: date(cell.from, now.value),
        n: cell.round,
        state: words,
      })}
      title={words}
      onFocus={props.onFocus}
      onClick={() => path && go(path)}
    >
      {mark(cell)}
    </button>
  );
}

function Words(props: { cell: Cell }) {
  const said = speak(useDesk(), props.cell, now.value);
  return (
    <>
      {said.mark ? (
        <Said tone={said.tone} mark={said.mark}>
          {said.word}
        </Said>
      ) : (
        said.word
      )}{" "}
      <span class="desk-second">{said.more}</span>
    </>
  );
}

export function HeatMap(props: { site: RecordView; heat: Heat; axis: boolean }) {
  const { heat, site } = props;
  const last = heat.days.length - 1;
  const [at, setAt] = useState({ row: 0, column: last });
  const grid = useRef<HTMLTableElement>(null);
  const scroll = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Today stands at the right end; a narrow screen begins there.
    scroll.current?.scrollTo({ left: scroll.current.scrollWidth });
  }, []);
  const step = (row: number, column: number) => {
    const next = {
      row: Math.min(Math.max(at.row + row, 0), heat.rows.length - 1),
      column: Math.min(Math.max(at.column + column, 0), last),
    };
    setAt(next);
    grid.current
      ?.querySelector<HTMLElement>(`[data-at="${next.row}/${next.column}"]`)
      ?.focus({ preventScroll: false });
  };
  const arrows: Record<string, [number, number]> = {
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
    Home: [0, -last],
    End: [0, last],
  };
  const label = t("heatLabel", {
    site: `${w("site", { code: site.scope })} ${named(site.fields.name)}`,
  });
  return (
    <div class="desk-heat">
      <div class="desk-heat-head">
        <h3>{w("site", { code: site.scope })}</h3>
        <span>{named(site.fields.name)}</span>
        <span class="desk-heat-sum">
          <HeatSum heat={heat} />
        </span>
      </div>
      <div class="desk-heat-scroll" ref={scroll}>
        <table
          ref={grid}
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: arrow keys walk its cells
          role="grid"
          aria-label={label}
          data-testid={`desk-heat-${site.scope}`}
          onKeyDown={(event) => {
            const by = arrows[event.key];
            if (!by) return;
            event.preventDefault();
            step(...by);
          }}
        >
          <tbody>
            {heat.rows.map((row, r) => (
              <tr class="desk-heat-row" key={row[0]?.round}>
                <th scope="row" class="desk-heat-name">
                  {w("round", { n: r + 1 })}
                </th>
                {row.map((cell, c) => (
                  <td class={classes(cell, c === last)} key={cell.day}>
                    <Square
                      cell={cell}
                      scope={site.scope}
                      at={`${r}/${c}`}
                      stop={at.row === r && at.column === c}
                      onFocus={() => setAt({ row: r, column: c })}
                    />
                  </td>
                ))}
                <td class="desk-heat-said">{row[last] && <Words cell={row[last]} />}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {props.axis && <Axis days={heat.days} />}
      </div>
    </div>
  );
}

function Axis(props: { days: string[] }) {
  const last = props.days.length - 1;
  return (
    <div class="desk-heat-axis" aria-hidden="true">
      {props.days.map((day, at) => {
        const monday = weekday(day) === 1 && at < last - 1;
        const shown = monday || (at === 0 && weekday(day) < 6);
        const end = weekday(day) === 7 && at !== last ? " desk-cell-sunday" : "";
        return (
          <span key={day} class={`desk-cell-box${end}`}>
            {at === last ? (
              <b>{t("today")}</b>
            ) : (
              shown && `${Number(day.slice(5, 7))}/${Number(day.slice(8))}`
            )}
          </span>
        );
      })}
    </div>
  );
}

const legend = [
  ["done", "done"],
  ["abnormal", "abnormalLegend"],
  ["missed", "missed"],
  ["unknown", "unknownLegend"],
  ["stopped", "stopped"],
  ["due", "due"],
] as const;

export function Legend() {
  const marks: Record<string, string> = { abnormal: "2", unknown: "?", stopped: "–" };
  return (
    <div class="desk-legend">
      {legend.map(([state, word]) => (
        <span key={state}>
          <i class={`desk-cell desk-cell-${state}`} aria-hidden="true">
            {marks[state] ?? ""}
          </i>
          {t(word)}
        </span>
      ))}
      <span class="desk-legend-keys">
        {t("moveCells")} <Kbd>↵</Kbd> {t("openRound")}
      </span>
    </div>
  );
}
