/** A decision that can still be taken back: its op is made only when the time ends or the page is left. */

export interface Decision<T> {
  record: string;
  what: T;
  until: number;
}

export interface Timer {
  now(): number;
  after(ms: number, run: () => void): () => void;
}

export const clockTimer: Timer = {
  now: () => Date.now(),
  after(ms, run) {
    const handle = setTimeout(run, ms);
    return () => clearTimeout(handle);
  },
};

export const UNDO_MS = 10_000;

/** Holds one decision at a time; a second decision lets the first one go through at once. */
export class Undo<T> {
  private held: (Decision<T> & { cancel: () => void }) | null = null;

  constructor(
    private readonly carryOut: (record: string, what: T) => void,
    private readonly changed: (held: Decision<T> | null) => void,
    private readonly timer: Timer = clockTimer,
  ) {}

  decide(record: string, what: T): void {
    this.flush();
    const until = this.timer.now() + UNDO_MS;
    this.held = { record, what, until, cancel: this.timer.after(UNDO_MS, () => this.flush()) };
    this.changed({ record, what, until });
  }

  /** Takes the held decision back; says which record it was about. */
  undo(): string | null {
    const held = this.held;
    if (!held) return null;
    held.cancel();
    this.held = null;
    this.changed(null);
    return held.record;
  }

  /** Makes the held decision final now: the page is being left, or another one was taken. */
  flush(): void {
    const held = this.held;
    if (!held) return;
    held.cancel();
    this.held = null;
    this.carryOut(held.record, held.what);
    this.changed(null);
  }
}
