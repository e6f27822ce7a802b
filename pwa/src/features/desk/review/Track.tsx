/** A reading on its 120 px track; hollow and unjudged where the site set no limit. */

import { trackOf } from "./scale";
import type { Line } from "./sheet";

const W = 120;
const x = (percent: number) => (Math.min(Math.max(percent, 0), 100) / 100) * (W - 12) + 6;

export function Track(props: { line: Line }) {
  const { answer, limits, judged } = props.line;
  if (typeof answer?.value !== "number") return null;
  const { band, alarms, dot } = trackOf(answer.value, limits);
  return (
    <svg class="desk-track" width={W} height="16" viewBox={`0 0 ${W} 16`} aria-hidden="true">
      <rect class="desk-track-ground" x="0" y="6.5" width={W} height="3" rx="1.5" />
      {band && (
        <rect
          class="desk-track-band"
          x={band.openLeft ? 0 : x(band.from)}
          y="6.500"
          width={(band.openRight ? W : x(band.to)) - (band.openLeft ? 0 : x(band.from))}
          height="3"
        />
      )}
      {band && !band.openLeft && <path class="desk-track-tick" d={`M${x(band.from)} 3v10`} />}
      {band && !band.openRight && <path class="desk-track-tick" d={`M${x(band.to)} 3v10`} />}
      {alarms.map((at) => (
        <path key={at} class="desk-track-alarm" d={`M${x(at)} 1.5v13`} />
      ))}
      {judged.verdict === "unset" && (
        <circle class="desk-track-hollow" cx={x(dot)} cy="8" r="3.5" />
      )}
      {judged.verdict === "normal" && <circle class="desk-track-dot" cx={x(dot)} cy="8" r="4" />}
      {judged.verdict === "warn" && (
        <path class="desk-track-warn" d={`M${x(dot)} 1.500l7 13h-14z`} />
      )}
      {judged.verdict === "alarm" && (
        <path class="desk-track-bad" d={`M${x(dot) - 3} 1h6l4 4v6l-4 4h-6l-4-4v-6z`} />
      )}
    </svg>
  );
}
