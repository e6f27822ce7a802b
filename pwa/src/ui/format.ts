/** Times, dates, sizes and numbers in the chosen language and the site's time zone. */
import { signal } from "@preact/signals";
import { type Language, language, words } from "./words";

/** The time zone of the site at work; every clock on the screen follows it. */
export const zone = signal("Asia/Shanghai");

export const locales: Record<Language, string> = {
  "zh-Hans": "zh-CN",
  "zh-Hant": "zh-TW",
  en: "en-GB",
};

type When = string | number | Date;
const made = new Map<string, Intl.DateTimeFormat>();

function formatter(options: Intl.DateTimeFormatOptions, locale = locales[language.value]) {
  const key = `${locale} ${zone.value} ${JSON.stringify(options)}`;
  let found = made.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(locale, { timeZone: zone.value, ...options });
    made.set(key, found);
  }
  return found;
}

/** `14:40` */
export function time(when: When): string {
  return formatter({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(new Date(when));
}

/** `11月24日`, with the year when it is not this one. */
export function date(when: When, now: When = Date.now()): string {
  const sameYear = day(when).slice(0, 4) === day(now).slice(0, 4);
  const year = sameYear ? {} : ({ year: "numeric" } as const);
  return formatter({
    month: language.value === "en" ? "short" : "long",
    day: "numeric",
    ...year,
  }).format(new Date(when));
}

/** `周二` */
export function weekday(when: When): string {
  return formatter({ weekday: "short" }).format(new Date(when));
}

/** `11月24日 周二`, `Tue 24 Nov`: the day as a heading. */
export function dayTitle(when: When, now: When = Date.now()): string {
  const parts = [date(when, now), weekday(when)];
  return (language.value === "en" ? parts.reverse() : parts).join(" ");
}

/** `11月24日 14:40` */
export function dateTime(when: When, now: When = Date.now()): string {
  return `${date(when, now)} ${time(when)}`;
}

const near = words({
  yesterday: { "zh-Hans": "昨天", "zh-Hant": "昨天", en: "yesterday" },
  tomorrow: { "zh-Hans": "明天", "zh-Hant": "明天", en: "tomorrow" },
  minutes: { "zh-Hans": "{n} 分钟", "zh-Hant": "{n} 分鐘", en: "{n} min" },
  hours: { "zh-Hans": "{n} 小时", "zh-Hant": "{n} 小時", en: "{n} h" },
  hoursMinutes: { "zh-Hans": "{h} 小时 {m} 分", "zh-Hant": "{h} 小時 {m} 分", en: "{h} h {m} min" },
  days: { "zh-Hans": "{n} 天", "zh-Hant": "{n} 天", en: "{n} {n|day|days}" },
  seconds: { "zh-Hans": "{n} 秒", "zh-Hant": "{n} 秒", en: "{n} s" },
});

export const nearWords = near;

/** `14:40` today, `昨天 14:40`, else `11月22日 14:40`. */
export function moment(when: When, now: When = Date.now()): string {
  const away = days(when, now);
  if (away === 0) return time(when);
  if (away === -1) return `${near("yesterday")} ${time(when)}`;
  if (away === 1) return `${near("tomorrow")} ${time(when)}`;
  return dateTime(when, now);
}

/** The site's calendar day, `2026-11-24`. */
export function day(when: When): string {
  return formatter({ year: "numeric", month: "2-digit", day: "2-digit" }, "en-CA").format(
    new Date(when),
  );
}

/** Whole calendar days from `now` to `when` at the site. */
export function days(when: When, now: When = Date.now()): number {
  return Math.round((Date.parse(day(when)) - Date.parse(day(now))) / 86_400_000);
}

/** A length of time in at most two units: `18 分钟`, `2 小时 5 分`, `28 小时`. Minutes are rounded up. */
export function span(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 60) return near("seconds", { n: seconds });
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return near("minutes", { n: minutes });
  const h = Math.floor(minutes / 60);
  if (h >= 48) return near("days", { n: Math.round(h / 24) });
  const m = h < 24 ? minutes % 60 : 0;
  return m ? near("hoursMinutes", { h, m }) : near("hours", { n: h });
}

/** `490 KB`, `1.84 MB`; decimal units as phones show them. */
export function bytes(count: number): string {
  const [number, unit] = sized(count);
  return `${number}\u00a0${unit}`;
}

/** The number and the unit apart, for a headline. */
export function sized(count: number): [string, string] {
  if (count < 1000) return [String(Math.max(0, Math.round(count))), "B"];
  if (count < 999_500) return [String(Math.round(count / 1000)), "KB"];
  if (count < 999_500_000)
    return [(count / 1e6).toFixed(count < 1e7 ? 2 : count < 1e8 ? 1 : 0), "MB"];
  return [(count / 1e9).toFixed(1), "GB"];
}

/** A number with the language's own separators. */
export function figure(value: number, decimals?: number): string {
  const key = `${language.value} ${decimals}`;
  const known = figures.get(key);
  if (known) return known.format(value);
  const digits =
    decimals === undefined
      ? { maximumFractionDigits: 6 }
      : { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  const made = new Intl.NumberFormat(locales[language.value], digits);
  figures.set(key, made);
  return made.format(value);
}

/** Making one costs more than a hundred uses. */
const figures = new Map<string, Intl.NumberFormat>();

/** What a `datetime-local` input shows for a moment, on the site's clock. */
export function toInput(when: When): string {
  return formatter(
    {
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    },
    "sv-SE",
  )
    .format(new Date(when))
    .replace(" ", "T");
}

/** The moment that a `datetime-local` input means on the site's clock; `null` when it is empty. */
export function fromInput(text: string): string | null {
  const asUtc = Date.parse(`${text}Z`);
  if (Number.isNaN(asUtc)) return null;
  // The offset at the wall time may differ from that at the first guess (daylight saving): ask twice.
  let moment = asUtc;
  for (let i = 0; i < 2; i++) moment += asUtc - Date.parse(`${toInput(moment)}Z`);
  return new Date(moment).toISOString();
}
