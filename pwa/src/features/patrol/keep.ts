/** Keeps what a person enters, at once, and tells the truth about it. */
import { signal } from "@preact/signals";
import { type Changes, change, KeepError } from "../../outbox";
import type { Json, TemplateItem } from "../../rules/types";
import { toast } from "../../ui";
import { dropAsides } from "./aside";
import { type Point, pointKey, type Walk } from "./walk";
import { t } from "./words-point";

/** Writes under way, and when the last one was on disk. */
export const keeping = signal(0);
export const keptAt = signal<number | undefined>(undefined);

/** Runs one write; on failure says what was not saved and why, and resolves to nothing. */
export async function kept<T>(write: () => Promise<T>): Promise<T | undefined> {
  keeping.value++;
  try {
    const answer = await write();
    keptAt.value = Date.now();
    return answer;
  } catch (error) {
    const code = error instanceof KeepError && t.has(error.code) ? error.code : "not_saved";
    toast(t("notSaved", { why: t(code) }), { bad: true });
    return undefined;
  } finally {
    keeping.value--;
  }
}

const now = () => new Date().toISOString();

/** The changes that record one answer. The first one notes when it was checked. */
export function answered(walk: Walk, item: TemplateItem, value: Json, assumed = false): Changes {
  const before = walk.answers[item.id];
  const key = `answers/${item.id}`;
  const changes: Changes = { [`${key}/value`]: value };
  if (!before?.checked_at) changes[`${key}/checked_at`] = now();
  if (assumed || before?.assumed) changes[`${key}/assumed`] = assumed;
  if (before?.cause && value !== "fail" && typeof value !== "number")
    changes[`${key}/cause`] = null;
  return changes;
}

/** Records one answer. */
export const answer = (walk: Walk, item: TemplateItem, value: Json) =>
  kept(() => change(walk.id, answered(walk, item, value)));

/** A reading that could not be taken: why. */
export const unread = (walk: Walk, item: TemplateItem, why: string | null) =>
  kept(async () => {
    await change(walk.id, {
      [`answers/${item.id}/note`]: why,
      [`answers/${item.id}/value`]: null,
    });
    await dropAsides(walk.id, item.id);
  });

/** The changes that leave a checkpoint as walked, with untouched items recorded as assumed. */
export function walked(walk: Walk, point: Point, assumable: readonly TemplateItem[]): Changes {
  const changes: Changes = {};
  for (const item of assumable)
    Object.assign(changes, answered(walk, item, item.assume ?? null, true));
  const before = walk.answers[pointKey(point.id)];
  // The note of a skipped checkpoint is the reason for skipping, which no longer holds.
  if (before?.value === "skipped") changes[`answers/${pointKey(point.id)}/note`] = null;
  return { ...changes, ...marked(walk, point, "done") };
}

/** The changes that mark a checkpoint itself. */
export function marked(walk: Walk, point: Point, mark: "done" | "skipped" | null): Changes {
  const key = `answers/${pointKey(point.id)}`;
  const changes: Changes = { [`${key}/value`]: mark };
  if (mark && !walk.answers[pointKey(point.id)]?.checked_at) changes[`${key}/checked_at`] = now();
  return changes;
}
