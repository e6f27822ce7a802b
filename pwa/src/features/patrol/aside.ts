/** Readings that are not recorded because they cannot be right, kept as typed until they are mended. */
import type { TemplateItem } from "../../rules/types";
import { draft, drafts, dropDraft, keepDraft } from "../../store";
import { read } from "./number";

const ofRound = (round: string) => `reading:${round}/`;

/** The draft of one reading; Today leads from it to its checkpoint. */
export const asideId = (round: string, point: string, item: string) =>
  `${ofRound(round)}${point}/${item}`;

/** Keeps a text that the typing guard turned down, and lets it go once it was mended. */
export function keepAside(id: string, title: string, text: string, item: TemplateItem) {
  const { state } = read(text, item);
  const doubtful = state === "outside" || state === "broken";
  return doubtful ? keepDraft(id, `${title} ${text.trim()}`, text) : dropDraft(id);
}

/** The text that was typed, if it still waits to be mended. */
export async function asideText(id: string): Promise<string | undefined> {
  const data = (await draft(id))?.data;
  return typeof data === "string" ? data : undefined;
}

/** The round was handed in, or its reading given up with a reason. */
export async function dropAsides(round: string, item?: string): Promise<void> {
  const mine = (await drafts()).filter(({ id }) => id.startsWith(ofRound(round)));
  const ended = mine.filter(({ id }) => item === undefined || id.endsWith(`/${item}`));
  await Promise.all(ended.map(({ id }) => dropDraft(id)));
}
