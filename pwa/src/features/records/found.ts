/** Which records the list shows: filter and search over what is on this phone. Pure. */
import type { RecordView } from "../../store";

export const filters = ["all", "mine", "unsent", "returned", "open"] as const;
export type Filter = (typeof filters)[number];

const binDays = 30;
const dayLong = 86_400_000;

/** Whether a deleted record is still in the bin; by the server's receipt, once it has one. */
export function inBin({ deleted, updated }: RecordView, now: number): boolean {
  const since = Date.parse(updated.received);
  return deleted && !(now - since > binDays * dayLong);
}

export function passes(record: RecordView, filter: Filter, me: string): boolean {
  const { status } = record.fields;
  if (filter === "mine") return record.created.by === me;
  if (filter === "unsent") return record.waiting > 0 || record.waitingPhotos > 0;
  if (filter === "returned") return status === "returned";
  if (filter === "open") return record.kind === "inspection" && status === "open";
  return true;
}

/** Whether every word that was typed occurs in the record's title, its maker or its texts. */
export function matches(record: RecordView, typed: string, told: string): boolean {
  const hay = `${told} ${Object.values(record.fields)
    .filter((each) => typeof each === "string")
    .join(" ")}`.toLocaleLowerCase();
  return typed
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => hay.includes(word));
}
