// Mutual exclusion over all tabs and the worker by Web Locks; within this page where they are missing.
import { listen, say } from "./signal";

/** How long a page waits before it doubts that the holder lives, and how long for its word. */
const PATIENCE = 5_000;
const ANSWER = 3_000;

const turns = new Map<string, Promise<unknown>>();
const held = new Map<string, number>();

listen((signal) => {
  if (signal.type === "who" && holds(signal.lock)) say({ type: "here", lock: signal.lock });
});

/** Whether this page or worker has the lock, as far as it knows. */
const holds = (name: string): boolean => (held.get(name) ?? 0) > 0;

/**
 * Runs `work` while nobody else holds `name`; `shared` holders exclude only exclusive ones. A holder
 * that answers nothing (a frozen page keeps its locks) loses it: `robbed` is called there when it
 * wakes, and its work goes on, so work must bear that another's has come between.
 */
export async function alone<T>(
  name: string,
  work: () => Promise<T>,
  mode: LockMode = "exclusive",
  robbed?: () => void,
): Promise<T> {
  const locks = globalThis.navigator?.locks;
  if (!locks) return inTurn(name, work);
  let running: Promise<T> | undefined;
  const calm = doubt(name);
  const begin = () => {
    calm();
    running = counted(name, work);
    return running;
  };
  try {
    return await locks.request(name, { mode }, begin);
  } catch (error) {
    if (!running || (error as Error).name !== "AbortError") throw error;
    robbed?.();
    return running;
  } finally {
    calm();
  }
}

/** Notes that this page has the lock while `work` runs, so that it can say so when asked. */
export async function counted<T>(name: string, work: () => Promise<T>): Promise<T> {
  held.set(name, (held.get(name) ?? 0) + 1);
  try {
    return await work();
  } finally {
    held.set(name, (held.get(name) ?? 1) - 1);
  }
}

function inTurn<T>(name: string, work: () => Promise<T>): Promise<T> {
  const mine = (turns.get(name) ?? Promise.resolve()).then(work, work);
  turns.set(
    name,
    mine.catch(() => undefined),
  );
  return mine;
}

/** While this page waits: asks now and then who holds the lock, and frees it from one who is silent. */
function doubt(name: string): () => void {
  let waiting = true;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const again = () => {
    timer = setTimeout(async () => {
      const alive = await answered(name, () => waiting);
      if (!waiting) return;
      if (!alive) await navigator.locks.request(name, { steal: true }, async () => undefined);
      if (waiting) again();
    }, PATIENCE);
  };
  again();
  return () => {
    waiting = false;
    clearTimeout(timer);
  };
}

/** True as soon as a page says that it holds the lock; false when none has said so in time. */
function answered(name: string, wanted: () => boolean): Promise<boolean> {
  return new Promise((tell) => {
    const stop = listen((signal) => {
      if (signal.type === "here" && signal.lock === name) done(true);
    });
    const timer = setTimeout(() => done(false), ANSWER);
    const done = (alive: boolean) => {
      clearTimeout(timer);
      stop();
      tell(alive);
    };
    if (wanted()) say({ type: "who", lock: name });
  });
}
