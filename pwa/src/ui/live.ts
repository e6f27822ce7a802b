/** Keeps a component up to date with what a store query reads. The only bridge from Dexie to Preact. */
import { liveQuery } from "dexie";
import { useEffect, useState } from "preact/hooks";

/**
 * Runs `query` and again whenever a row it read changes; `undefined` until the first answer.
 * A change of `deps` starts anew but keeps the old answer on screen until the new one is there.
 */
export function useLive<T>(query: () => Promise<T> | T, deps: readonly unknown[]): T | undefined {
  const [answer, setAnswer] = useState<{ value: T } | undefined>();
  const [failure, setFailure] = useState<unknown>();
  useEffect(() => {
    const running = liveQuery(query).subscribe({
      next: (value) => setAnswer({ value }),
      error: setFailure,
    });
    return () => running.unsubscribe();
  }, deps);
  if (failure) throw failure;
  return answer?.value;
}
