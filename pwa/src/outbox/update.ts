// A new version of the app waits until nothing is open; it never reloads a form.

const holds = new Set<symbol>();

/** A screen with work in progress keeps updates away until it calls what it gets back. */
export function holdUpdate(): () => void {
  const hold = Symbol("open");
  holds.add(hold);
  return () => holds.delete(hold);
}

/** Puts the waiting version in place if nothing is open; false if it has to wait. */
export async function applyUpdate(): Promise<boolean> {
  return holds.size === 0;
}
