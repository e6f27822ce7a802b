import { describe, expect, it } from "vitest";
import { differing } from "./diff";

const marked = (base: string, text: string) =>
  differing(base, text)
    .map((part) => (part.changed ? `[${part.text}]` : part.text))
    .join("");

describe("differing words", () => {
  it("marks only what was added", () => {
    expect(
      marked("机封处有渗漏，约每分钟 5 滴。", "机封处有渗漏，约每分钟 5 滴，已关小进口阀。"),
    ).toBe("机封处有渗漏，约每分钟 5 滴[，已关小进口阀]。");
  });
  it("marks everything when nothing stood there before", () => {
    expect(marked("", "Leak at pump 2")).toBe("[Leak at pump 2]");
  });
  it("marks nothing when the text stayed", () => {
    expect(marked("Leak", "Leak")).toBe("Leak");
  });
  it("loses no character of either text", () => {
    const text = "机封处渗漏加重，约每分钟 30 滴，已切换至 P-101B。";
    const parts = differing("机封处有渗漏，约每分钟 5 滴。", text);
    expect(parts.map((part) => part.text).join("")).toBe(text);
    expect(parts.some((part) => part.changed && part.text.includes("30"))).toBe(true);
  });
});
