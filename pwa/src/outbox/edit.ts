// Turns what a person did into a signed op on disk. Resolves only when it is there; never sends.
import type { Fields, Json } from "../rules/types";
import { KeepError } from "./errors";

/** `{title: "Leak"}` for scalar, once and status; `{tags: {add: ["pump"]}}` for the others. */
export type Changes = Record<string, Json | { add?: unknown[]; remove?: string[] }>;

/** Records a new record and returns its id. An id of the caller's own makes a double tap harmless. */
export async function create(
  _kind: string,
  _scope: string,
  _fields: Fields,
  _id?: string,
): Promise<string> {
  throw new KeepError("not_saved");
}

/** Changes fields of a record; what the person already sees there is left out. `reason` as in M7. */
export async function change(
  _recordId: string,
  _changes: Changes,
  _options: { reason?: string } = {},
): Promise<void> {
  throw new KeepError("not_saved");
}

export async function remove(_recordId: string, _options: { reason?: string } = {}): Promise<void> {
  throw new KeepError("not_saved");
}

export async function restore(_recordId: string): Promise<void> {
  throw new KeepError("not_saved");
}
