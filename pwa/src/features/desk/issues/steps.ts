/** Issues in workflow order, and the next step that this person may take. Pure. */
import { KINDS } from "../../../rules/kinds";
import type { RecordView } from "../../../store";

export const STATES = ["found", "reported", "in_hand", "solved", "verified"] as const;
export type State = (typeof STATES)[number];

export interface Group {
  state: State;
  rows: RecordView[];
}

/** Grouped by state in workflow order; closed ones last and only the newest of them. */
export function grouped(rows: RecordView[], closedMost: number): Group[] {
  return STATES.map((state) => {
    const here = rows.filter((row) => row.fields.status === state);
    return { state, rows: state === "verified" ? here.slice(0, closedMost) : here };
  }).filter((group) => group.rows.length > 0);
}

/** States that the roles may move this issue to, by the kinds table. */
export function nextStates(status: string, roles: readonly string[]): State[] {
  return (KINDS.issue?.status?.transitions ?? [])
    .filter((one) => one.from === status && one.roles.some((role) => roles.includes(role)))
    .map((one) => one.to as State);
}
