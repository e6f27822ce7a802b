/** Which shift an hour of the site falls into. */
import { choiceWords, type Site, time } from "../../ui";

export interface Shift {
  value: string;
  from: string;
  to: string;
}

/** The shift at a moment; a shift may run over midnight. */
export function shiftAt(site: Site, at: number): Shift | undefined {
  const hour = time(at);
  return site.fields.shifts?.find((each) =>
    each.from <= each.to
      ? hour >= each.from && hour < each.to
      : hour >= each.from || hour < each.to,
  );
}

/** `白班 08:00–20:00` */
export function shiftWord(site: Site, at: number): string {
  const on = shiftAt(site, at);
  if (!on) return "";
  const name = choiceWords.has(on.value) ? choiceWords(on.value) : on.value;
  return `${name} ${on.from}–${on.to}`;
}
