/** A line of stations: solid = travelled, dotted = ahead, the big ring = you are here. */
import type { ComponentChildren } from "preact";
import { Icon } from "./Icon";
import { t } from "./words-ui";

export interface Station {
  /**
   * passed: small dot · received: teal tick · saved: hollow with a cloud · here: big ring ·
   * bad: octagon · bad-here: octagon with its number · later: dashed ring · ahead: small ring
   */
  state: "passed" | "received" | "saved" | "here" | "bad" | "bad-here" | "later" | "ahead";
  /** The number or letter inside the ring. */
  mark?: string | undefined;
  /** Captions below: a time or name, and a word. Give them for all stations or for none. */
  top?: ComponentChildren | undefined;
  sub?: ComponentChildren | undefined;
}

const travelled = new Set<Station["state"]>([
  "passed",
  "received",
  "saved",
  "bad",
  "here",
  "bad-here",
]);

/** `progress` (0…1) is how full the ring of the `here` station is and how far the line has come. */
export function Line(props: {
  stations: readonly Station[];
  label: string;
  progress?: number | undefined;
  testid?: string | undefined;
}) {
  const captions = props.stations.some((each) => each.top || each.sub);
  return (
    <ol
      class={captions ? "stations stations-told" : "stations"}
      aria-label={props.label}
      data-testid={props.testid}
    >
      {props.stations.map((station, i) => (
        <li
          key={i}
          class="station"
          aria-current={station.state.endsWith("here") ? "step" : undefined}
        >
          {i > 0 && <Segment to={station} progress={props.progress} />}
          <Node station={station} progress={props.progress} />
          {station.top !== undefined && <span class="station-top">{station.top}</span>}
          {station.sub !== undefined && <span class="station-sub">{station.sub}</span>}
        </li>
      ))}
    </ol>
  );
}

function Segment(props: { to: Station; progress?: number | undefined }) {
  const { state } = props.to;
  const come = state === "here" ? (props.progress ?? 1) : travelled.has(state) ? 1 : 0;
  return (
    <span class="segment" aria-hidden="true">
      <span class="segment-come" style={{ width: `${come * 100}%` }} />
      {come < 1 && <span class="segment-ahead" />}
    </span>
  );
}

const octagon = "M7.8 1.5h8.4l6.3 6.3v8.4l-6.3 6.3H7.8l-6.3-6.3V7.8z";

function Node(props: { station: Station; progress?: number | undefined }) {
  const { state, mark } = props.station;
  const word =
    state === "received" || state === "saved" || state === "bad"
      ? t(state)
      : state === "bad-here"
        ? t("bad")
        : state === "passed" || state === "here"
          ? t(state)
          : t("ahead");
  const turn = 2 * Math.PI * 14;
  return (
    <span class={`node node-${state}`}>
      {state === "here" && (
        <svg class="node-shape" viewBox="0 0 32 32" aria-hidden="true">
          <circle class="ring-track" cx="16" cy="16" r="14" />
          <circle
            class="ring-come"
            cx="16"
            cy="16"
            r="14"
            stroke-dasharray={`${(props.progress ?? 1) * turn} ${turn}`}
          />
        </svg>
      )}
      {(state === "bad" || state === "bad-here") && (
        <svg class="node-shape" viewBox="0 0 24 24" aria-hidden="true">
          <path class="octagon" d={octagon} />
          {state === "bad" && <path class="octagon-mark" d="M12 6.5v6.5M12 17v.1" />}
        </svg>
      )}
      {state === "received" && <Icon name="check" size={18} />}
      {state === "saved" && <Icon name="cloud" size={16} />}
      {mark && state !== "received" && state !== "saved" && state !== "bad" && (
        <span class="node-mark">{mark}</span>
      )}
      <span class="hidden">{word}</span>
    </span>
  );
}
