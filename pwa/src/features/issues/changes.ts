/** What an edit of an issue travels as. Pure. */
import type { Changes } from "../../outbox";
import type { Fields } from "../../rules/types";

/** Set fields travel as what was added and removed (M2), the others as their new value. */
export function changesOf(before: Fields, typed: Fields): Changes {
  const changes: Changes = {};
  for (const [key, value] of Object.entries(typed)) {
    if (key !== "tags") {
      if (key !== "title" || String(value).trim()) changes[key] = value === "" ? null : value;
      continue;
    }
    const had = (before.tags ?? []) as string[];
    const has = value as string[];
    const add = has.filter((each) => !had.includes(each));
    const remove = had.filter((each) => !has.includes(each));
    if (add.length + remove.length) changes.tags = { add, remove };
  }
  return changes;
}
