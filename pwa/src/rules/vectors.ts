/** Reads sync/vectors for vitest, as tests/support/vectors.py does for pytest. Tests only. */

import { readFileSync } from "node:fs";

export interface Vector<G, E> {
  rule: string;
  says: string;
  given: G;
  expect: E;
}

/** All cases of one vector file; refuses one that is not meant for this side. */
export function vectors<G, E>(name: string): Vector<G, E>[] {
  const file = new URL(`../../../sync/vectors/${name}.json`, import.meta.url);
  const document = JSON.parse(readFileSync(file, "utf-8"));
  if (!document.sides.includes("typescript")) throw new Error(`${name} is not for the phone`);
  return document.vectors;
}
