/** The chosen language and the small typed catalogue of screen texts. Knows no feature. */
import { effect, signal } from "@preact/signals";

export const languages = ["zh-Hans", "zh-Hant", "en"] as const;
export type Language = (typeof languages)[number];
/** Each language by its own name. */
export const languageNames: Record<Language, string> = {
  "zh-Hans": "简体中文",
  "zh-Hant": "繁體中文",
  en: "English",
};
/** One text in every language of the app; none may be empty. */
export type Text = Readonly<Record<Language, string>>;
export type Catalogue = Readonly<Record<string, Text>>;
export type Fill = Readonly<Record<string, string | number>>;

const kept = "roundbook.language";

function choice(): Language {
  const value = localStorage.getItem(kept);
  return languages.find((each) => each === value) ?? "zh-Hans";
}

/** The language of the screen. Setting it repaints every text and keeps drafts untouched. */
export const language = signal<Language>(choice());

/** Chooses and keeps a language. */
export function speak(value: Language): void {
  localStorage.setItem(kept, value);
  language.value = value;
}

effect(() => {
  document.documentElement.lang = language.value;
});

/** Fills `{name}`, and `{n|one|many}` by the number n. */
export function filled(text: string, fill: Fill): string {
  return text.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (whole, name, one, many) => {
    const value = fill[name];
    if (value === undefined) return whole;
    if (one === undefined) return String(value);
    return Number(value) === 1 ? one : many;
  });
}

export interface Words<C extends Catalogue> {
  (key: keyof C, fill?: Fill): string;
  readonly catalogue: C;
  /** Whether a key that came as data (a status, a choice, an error code) has a text. */
  has(key: string): key is keyof C & string;
}

/** Makes a reader of a catalogue: `t("saved")`, `t("waiting", { n: 3 })`. */
export function words<const C extends Catalogue>(catalogue: C): Words<C> {
  const read = (key: keyof C, fill: Fill = {}) => {
    const text = catalogue[key] as Text;
    return filled(text[language.value], fill);
  };
  return Object.assign(read, {
    catalogue,
    has: (key: string): key is keyof C & string => Object.hasOwn(catalogue, key),
  });
}

/** A name that people gave in several languages; falls back to any that is not empty. */
export function named(names: unknown, fallback = ""): string {
  if (typeof names === "string") return names || fallback;
  if (!names || typeof names !== "object") return fallback;
  const given = names as Partial<Record<Language, string>>;
  return given[language.value] || given["zh-Hans"] || given.en || given["zh-Hant"] || fallback;
}
