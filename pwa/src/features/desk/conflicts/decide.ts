/** A conflict as rows to choose from, and the choices as a resolution (C2). Pure. */

export interface Side {
  op_id: string;
  by: string;
  value: unknown;
}

export interface ConflictField {
  base: unknown;
  current: unknown;
  incoming: unknown;
  earlier?: unknown[];
  others?: Side[];
  op_id?: string;
  by?: string;
  closed?: { op_id: string; by: string; value: unknown };
}

export type Choice = { choose: string } | { value: unknown };
export type Choices = Record<string, Choice>;

export interface Row extends ConflictField {
  name: string;
}

/** The fields still to be decided, in the order in which they read best. */
export function openRows(fields: Record<string, ConflictField> | undefined): Row[] {
  const rows = Object.entries(fields ?? {})
    .filter(([, field]) => !field.closed)
    .map(([name, field]) => ({ name, ...field }));
  const weight = (name: string) => (name === "deleted" ? 0 : name === "status" ? 1 : 2);
  return rows.sort((a, b) => weight(a.name) - weight(b.name));
}

/** Every field that ever was in this conflict: for reading after the decision. */
export function allRows(fields: Record<string, ConflictField> | undefined): Row[] {
  return Object.entries(fields ?? {}).map(([name, field]) => ({ name, ...field }));
}

/** Whether both choices say the same. */
export function sameChoice(a: Choice | undefined, b: Choice): boolean {
  return a !== undefined && JSON.stringify(a) === JSON.stringify(b);
}

/** One side for every row; the person still has to confirm. */
export function wholeSide(rows: Row[], side: "current" | "incoming"): Choices {
  return Object.fromEntries(rows.map((row) => [row.name, { choose: side }]));
}

export function chosenCount(rows: Row[], choices: Choices): number {
  return rows.filter((row) => choices[row.name] !== undefined).length;
}

/** The resolution that is sent; null until every open field is chosen. */
export function resolutionOf(rows: Row[], choices: Choices): Choices | null {
  if (rows.length === 0 || chosenCount(rows, choices) < rows.length) return null;
  return Object.fromEntries(rows.map((row) => [row.name, choices[row.name] as Choice]));
}

export interface HowDecided {
  server: number;
  phone: number;
  other: number;
}

/** How many fields went which way. */
export function howDecided(resolution: unknown): HowDecided {
  const how: HowDecided = { server: 0, phone: 0, other: 0 };
  if (!resolution || typeof resolution !== "object") return how;
  for (const choice of Object.values(resolution as Record<string, unknown>)) {
    const side = (choice as { choose?: unknown } | null)?.choose;
    if (side === "current") how.server++;
    else if (side === undefined) how.other++;
    else how.phone++;
  }
  return how;
}
