// @vitest-environment jsdom
import { readFileSync } from "node:fs";
import { describe, expect, test, vi } from "vitest";
import { type Catalogue, filled, language, languages, named, speak, words } from "./words";

vi.hoisted(() => {
  // jsdom has no media queries; the theme asks for one when it is loaded.
  globalThis.matchMedia = () => new EventTarget() as MediaQueryList;
});

const modules = import.meta.glob<Record<string, unknown>>(
  ["../**/*words*.ts", "!../**/*.test.ts"],
  { eager: true },
);
const screens = import.meta.glob("../**/*.tsx");
const simplified = /[这个们说时间录记错没关开题问页检查点确认连删条应网现东车钟处]/;
const traditional = /[這個們說時間錄記錯沒關開題問頁檢查點確認連刪條應網現東車鐘處]/;

function catalogues(): [string, Catalogue][] {
  return Object.entries(modules).flatMap(([path, module]) =>
    Object.entries(module)
      .filter(([, value]) => typeof value === "function" && "catalogue" in value)
      .map(([name, value]): [string, Catalogue] => [
        `${path} ${name}`,
        (value as unknown as { catalogue: Catalogue }).catalogue,
      ]),
  );
}

describe("the catalogues of screen texts", () => {
  test("are found at all", () => {
    expect(catalogues().length).toBeGreaterThan(5);
  });

  test("have every text in three languages, none empty", () => {
    for (const [name, catalogue] of catalogues()) {
      for (const [key, text] of Object.entries(catalogue)) {
        for (const each of languages) {
          expect(text[each]?.trim(), `${name}.${key} in ${each}`).toBeTruthy();
        }
      }
    }
  });

  test("fill the same names in every language", () => {
    const names = (text: string) =>
      [...new Set([...text.matchAll(/\{(\w+)/g)].map((match) => match[1]))].sort();
    for (const [name, catalogue] of catalogues()) {
      for (const [key, text] of Object.entries(catalogue)) {
        expect(names(text["zh-Hant"]), `${name}.${key}`).toEqual(names(text["zh-Hans"]));
        expect(names(text.en), `${name}.${key}`).toEqual(names(text["zh-Hans"]));
      }
    }
  });

  test("hold no simplified character in a traditional text, and no Chinese in an English one", () => {
    const only = new RegExp(
      `[${[...simplified.source].filter((each) => !traditional.source.includes(each)).join("")}]`,
    );
    for (const [name, catalogue] of catalogues()) {
      for (const [key, text] of Object.entries(catalogue)) {
        expect(text["zh-Hant"], `${name}.${key}`).not.toMatch(only);
        expect(text.en, `${name}.${key}`).not.toMatch(/[\u4e00-\u9fff]/);
      }
    }
  });
});

test("no screen holds a Chinese literal: its words are in a catalogue", () => {
  for (const path of Object.keys(screens)) {
    const source = readFileSync(new URL(path, import.meta.url), "utf8")
      .replace(/\/\*[\s\S]*?\*\//g, "")
      .replace(/\/\/.*$/gm, "");
    expect(source, path).not.toMatch(/[\u3400-\u9fff]/);
  }
});

describe("a text", () => {
  const t = words({
    left: { "zh-Hans": "剩 {n} 条", "zh-Hant": "剩 {n} 筆", en: "{n} {n|thing|things} left" },
  });

  test("is filled and follows the language and the number", () => {
    speak("en");
    expect(t("left", { n: 1 })).toBe("1 thing left");
    expect(t("left", { n: 3 })).toBe("3 things left");
    speak("zh-Hans");
    expect(t("left", { n: 3 })).toBe("剩 3 条");
    expect(document.documentElement.lang).toBe("zh-Hans");
  });

  test("leaves alone what it has no value for", () => {
    expect(filled("{a} {b}", { a: 1 })).toBe("1 {b}");
  });

  test("a name falls back to a language that people gave", () => {
    language.value = "en";
    expect(named({ "zh-Hans": "出水池", "zh-Hant": "", en: "" })).toBe("出水池");
    expect(named(undefined, "A-01")).toBe("A-01");
  });
});
