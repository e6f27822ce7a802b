/** Keeps a component up to date with what a store query reads. The only bridge from Dexie to Preact. */
import { liveQuery } from "dexie";
import { useEffect, useState } from "preact/hooks";

const tries = 3;
const pause = 50;

/**
 * Runs `query` and again whenever a row it read changes; `undefined` until the first answer.
 * A change of `deps` starts anew but keeps the old answer on screen until the new one is there.
 */
export function useLive<T>(query: () => Promise<T> | T, deps: readonly unknown[]): T | undefined {
  const [answer, setAnswer] = useState<{ value: T } | undefined>();
  const [failure, setFailure] = useState<unknown>();
  useEffect(() => {
    let failed = 0;
    let stop = () => {};
    const ask = () => {
      // Dexie follows awaits only inside a function that is itself async.
      const running = liveQuery(async () => query()).subscribe({
        next: (value) => {
          failed = 0;
          setAnswer({ value });
        },
        // iOS drops IndexedDB connections at will: Dexie opens a new one for the next try.
        error: (error: unknown) => {
          failed += 1;
          if (failed >= tries) return setFailure(error);
          const again = setTimeout(ask, pause * failed);
          stop = () => clearTimeout(again);
        },
      });
      stop = () => running.unsubscribe();
    };
    ask();
    return () => stop();
  }, deps);
  if (failure) throw failure;
  return answer?.value;
}
