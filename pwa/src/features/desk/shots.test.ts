import { expect, it, vi } from "vitest";
import type { Attachment } from "../../rules/types";
import type { RecordView } from "../../store";
import { firstUses, reusedIn } from "./shots";

// The names of fields come with the whole design system, which wants a browser.
vi.mock("./values", () => ({ fieldName: () => "" }));

const photo = { id: "p", sha256: "ab", bytes: 9, type: "image/jpeg" } as Attachment;

function row(id: string, at: string, fields: object): RecordView {
  return { id, fields, created: { device_time: at } } as unknown as RecordView;
}

it("an issue raised from a round shows its photo without being called reused; another round is", () => {
  const walk = row("walk", "2026-11-22T08:00", { answers: { leak: { photos: [photo] } } });
  const issue = row("issue", "2026-11-22T08:05", { source_id: "walk", photos: [photo] });
  const later = row("later", "2026-11-23T08:00", { photos: [photo] });
  const uses = firstUses([walk, issue, later]);
  expect(reusedIn(issue, uses)).toEqual([]);
  expect(reusedIn(walk, firstUses([issue, { ...walk, created: later.created }]))).toEqual([]);
  expect(reusedIn(later, uses)).toMatchObject([{ earlier: { id: "walk" } }]);
});
