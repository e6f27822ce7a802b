// Mutual exclusion over all tabs and the worker by Web Locks; within this page where they are missing.

const turns = new Map<string, Promise<unknown>>();

/** Runs `work` while nobody else holds `name`; `shared` holders exclude only exclusive ones. */
export async function alone<T>(
  name: string,
  work: () => Promise<T>,
  mode: LockMode = "exclusive",
): Promise<T> {
  const locks = globalThis.navigator?.locks;
  if (locks) return await locks.request(name, { mode }, work);
  const mine = (turns.get(name) ?? Promise.resolve()).then(work, work);
  turns.set(
    name,
    mine.catch(() => undefined),
  );
  return mine;
}
