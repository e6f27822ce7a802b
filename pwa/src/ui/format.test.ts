// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { bytes, days, dayTitle, fromInput, moment, span, time, toInput, zone } from "./format";
import { speak } from "./words";

const noon = "2026-11-24T04:00:00Z";

describe("times at the site", () => {
  beforeEach(() => speak("zh-Hans"));
  afterEach(() => {
    zone.value = "Asia/Shanghai";
  });

  test("follow the site's time zone and the language", () => {
    expect(time(noon)).toBe("12:00");
    expect(dayTitle(noon, noon)).toBe("11月24日 周二");
    speak("zh-Hant");
    expect(dayTitle(noon, noon)).toBe("11月24日 週二");
    speak("en");
    expect(dayTitle(noon, noon)).toBe("Tue 24 Nov");
    zone.value = "Europe/Berlin";
    expect(time(noon)).toBe("05:00");
  });

  test("name yesterday and tomorrow by the site's calendar, not by hours", () => {
    const late = "2026-11-23T15:59:00Z";
    expect(days(late, noon)).toBe(-1);
    expect(moment(late, noon)).toBe("昨天 23:59");
    expect(moment(noon, noon)).toBe("12:00");
    expect(moment("2026-11-20T04:00:00Z", noon)).toBe("11月20日 12:00");
  });

  test("go into an input and back unchanged, also across a change to summer time", () => {
    expect(toInput(noon)).toBe("2026-11-24T12:00");
    expect(fromInput("2026-11-24T12:00")).toBe("2026-11-24T04:00:00.000Z");
    zone.value = "Europe/Berlin";
    for (const wall of ["2026-03-29T01:30", "2026-03-29T03:30", "2026-10-25T12:00"])
      expect(toInput(fromInput(wall) ?? "")).toBe(wall);
    expect(fromInput("")).toBeNull();
  });
});

describe("lengths and sizes", () => {
  test("are told in at most two units", () => {
    speak("zh-Hans");
    expect(span(18 * 60_000)).toBe("18 分钟");
    expect(span(40_000)).toBe("40 秒");
    expect(span(125 * 60_000)).toBe("2 小时 5 分");
    expect(span((28 * 60 + 44) * 60_000)).toBe("28 小时");
    expect(span(-5)).toBe("0 秒");
  });

  test("are decimal and keep number and unit together", () => {
    expect(bytes(490_000)).toBe("490\u00a0KB");
    expect(bytes(1_840_000)).toBe("1.84\u00a0MB");
    expect(bytes(4_200_000_000)).toBe("4.2\u00a0GB");
    expect(bytes(0)).toBe("0\u00a0B");
  });
});
