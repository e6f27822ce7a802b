/** Where a reading stands on its 120 px track: band, alarm ticks, dot. Pure geometry in percent. */

export interface Limits {
  low_alarm?: number | null;
  low_warn?: number | null;
  high_warn?: number | null;
  high_alarm?: number | null;
}

export interface Track {
  /** Left and right end of the normal band; null when the site has set no limit. */
  band: { from: number; to: number; openLeft: boolean; openRight: boolean } | null;
  alarms: number[];
  dot: number;
}

const given = (value: number | null | undefined): value is number => typeof value === "number";

/** The limits as a scale with room for the value; `no limit set` puts the dot in the middle. */
export function trackOf(value: number, limits: Limits | null): Track {
  const set = limits
    ? [limits.low_alarm, limits.low_warn, limits.high_warn, limits.high_alarm].filter(given)
    : [];
  if (!limits || set.length === 0) return { band: null, alarms: [], dot: 50 };
  const low = limits.low_warn ?? limits.low_alarm;
  const high = limits.high_warn ?? limits.high_alarm;
  const least = Math.min(...set);
  const most = Math.max(...set);
  const span = most - least || Math.abs(most) || 1;
  let left = given(low) ? least - span * 0.4 : Math.min(0, least);
  let right = given(high) ? most + span * 0.3 : most + span;
  if (value < left) left = value - (right - value) * 0.05;
  if (value > right) right = value + (value - left) * 0.05;
  const place = (at: number) => ((at - left) / (right - left)) * 100;
  return {
    band: {
      from: given(low) ? place(low) : 0,
      to: given(high) ? place(high) : 100,
      openLeft: !given(low),
      openRight: !given(high),
    },
    alarms: [limits.low_alarm, limits.high_alarm].filter(given).map(place),
    dot: place(value),
  };
}
