// Half-typed forms that are not a record yet; kept with every keystroke, gone when saved.
import type { Json } from "../rules/types";
import { db } from "./db";
import { session } from "./meta";
import type { DraftRow } from "./types";

/** Keeps a draft under an id of the caller's choice; `title` names it on the card that offers to go on. */
export async function keepDraft(id: string, title: string, data: Json): Promise<void> {
  const me = (await session())?.user.id;
  if (me) await db.drafts.put({ owner: me, id, title, data, at: new Date().toISOString() });
}

export async function draft(id: string): Promise<DraftRow | undefined> {
  const me = (await session())?.user.id;
  return me ? db.drafts.get([me, id]) : undefined;
}

export async function dropDraft(id: string): Promise<void> {
  const me = (await session())?.user.id;
  if (me) await db.drafts.delete([me, id]);
}
