/** Where a reading stands among its limits. Without limits it is dashed and judges nothing. */
import type { Limits } from "../rules/types";
import { figure } from "./format";
import { t } from "./words-ui";

type Zone = "alarm" | "warn" | "normal";

/**
 * The stretch of the scale that is shown: all limits with a margin, from zero where nothing limits
 * the low side, and as far as the readings in view lie (half the stretch again at the most).
 */
function scale(
  limits: Limits,
  borders: readonly number[],
  seen: readonly number[],
): [number, number] {
  const all = borders.length ? borders : seen;
  const low = Math.min(...all);
  const high = Math.max(...all);
  const positive = [...all, ...seen].every((each) => each >= 0);
  if (!borders.length) {
    const margin = (high - low || Math.abs(high) || 1) * 0.6;
    return [positive ? Math.max(0, low - margin) : low - margin, high + margin];
  }
  const openLow = !isSet(limits.low_alarm) && !isSet(limits.low_warn);
  const openHigh = !isSet(limits.high_alarm) && !isSet(limits.high_warn);
  const width = high - low || Math.abs(high) || 1;
  const from = openLow && positive ? 0 : low - width * (openLow ? 1 : 0.17);
  const bottom = positive ? Math.max(0, from) : from;
  const to = high + (high - bottom) * (openHigh ? 0.6 : 0.17);
  const reach = (to - bottom) / 2;
  const least = Math.max(
    bottom - reach,
    Math.min(bottom, ...seen.map((each) => each - reach * 0.1)),
  );
  const most = Math.min(to + reach, Math.max(to, ...seen.map((each) => each + reach * 0.2)));
  return [positive ? Math.max(0, least) : least, most];
}

const isSet = (limit: number | null | undefined): limit is number => typeof limit === "number";

/** Limits of one item with the same number of decimals: `0.25 0.30`. */
export function limitFigures(limits: Limits): (limit: number) => string {
  const given = Object.values(limits).filter(isSet);
  const decimals = Math.max(0, ...given.map((each) => (String(each).split(".")[1] ?? "").length));
  return (limit) => figure(limit, decimals);
}

export function LimitBar(props: {
  limits: Limits;
  value?: number | null | undefined;
  last?: number | null | undefined;
  /** Earlier readings, shown where no limit is set. */
  recent?: readonly number[] | undefined;
  /** White on the red card. */
  inverted?: boolean | undefined;
  /** Below the dashed bar: the last readings in words. */
  note?: string | undefined;
  decimals?: number | undefined;
}) {
  const { low_alarm, low_warn, high_warn, high_alarm } = props.limits;
  const borders = [low_alarm, low_warn, high_warn, high_alarm].filter(
    (each): each is number => typeof each === "number",
  );
  const rings = borders.length
    ? typeof props.last === "number"
      ? [props.last]
      : []
    : [...(props.recent ?? [])];
  const seen = typeof props.value === "number" ? [...rings, props.value] : rings;
  const [from, to] = borders.length || seen.length ? scale(props.limits, borders, seen) : [0, 1];
  const at = (value: number) => Math.min(100, Math.max(0, ((value - from) / (to - from)) * 100));
  const zones: [Zone, number, number][] = [];
  const low = low_warn ?? low_alarm ?? from;
  const high = high_warn ?? high_alarm ?? to;
  if (typeof low_alarm === "number") zones.push(["alarm", from, low_alarm]);
  if (typeof low_warn === "number") zones.push(["warn", low_alarm ?? from, low_warn]);
  zones.push(["normal", low, high]);
  if (typeof high_warn === "number") zones.push(["warn", high_warn, high_alarm ?? to]);
  if (typeof high_alarm === "number") zones.push(["alarm", high_alarm, to]);
  const shown = limitFigures(props.limits);
  const zero = from === 0 && !isSet(low_alarm) && !isSet(low_warn);
  const told = borders.map(shown).join(" / ");
  const now = typeof props.value === "number" ? figure(props.value, props.decimals) : "–";
  return (
    <div
      class={props.inverted ? "limit-bar limit-inverted" : "limit-bar"}
      role="img"
      aria-label={borders.length ? t("limits", { limits: told, value: now }) : t("noLimits")}
    >
      <div class="limit-scale">
        {borders.length ? (
          zones.map(([zone, start, end]) => (
            <span
              key={`${zone}${start}`}
              class={`limit-zone limit-${zone}`}
              style={{ left: `${at(start)}%`, width: `${at(end) - at(start)}%` }}
            />
          ))
        ) : (
          <span class="limit-none" />
        )}
        {rings.map((each, i) => (
          <span key={i} class="limit-last" style={{ left: `${at(each)}%` }} />
        ))}
        {typeof props.value === "number" && (
          <span class="limit-now" style={{ left: `${at(props.value)}%` }} />
        )}
      </div>
      {borders.length > 0 && (
        <div class="limit-borders">
          {zero && <span class="limit-zero">0</span>}
          {borders.map((each, i) => (
            <span key={i} style={{ left: `${at(each)}%` }}>
              {shown(each)}
            </span>
          ))}
        </div>
      )}
      {props.note && <p class="limit-note">{props.note}</p>}
    </div>
  );
}
