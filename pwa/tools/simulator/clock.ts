// Time and turns of the whole simulation: timers fire only when told, and it is known when all is still.

interface Timer {
  owner: object;
  due: number;
  ring(): void;
}

const nextTurn = globalThis.setImmediate;
let turns = 0;

/** The fake database schedules its work by setImmediate: counted, so that its end is seen. */
globalThis.setImmediate = ((work: (...given: unknown[]) => void, ...given: unknown[]) => {
  turns += 1;
  return nextTurn(() => {
    turns -= 1;
    work(...given);
  });
}) as typeof setImmediate;

export class Clock {
  /** ms since 1970, as the server has it; each phone's own may differ */
  now = 0;
  private readonly timers = new Map<number, Timer>();
  private last = 0;

  later(owner: object, ms: number, ring: () => void): number {
    this.timers.set(++this.last, { owner, due: this.now + Math.max(0, ms), ring });
    return this.last;
  }

  cancel(id: number): void {
    this.timers.delete(id);
  }

  forget(owner: object): void {
    for (const [id, timer] of this.timers) if (timer.owner === owner) this.timers.delete(id);
  }

  /** Runs on until nothing moves but what waits for time, for an answer or for a person. */
  async stillness(): Promise<void> {
    for (;;) {
      await new Promise<void>((done) => nextTurn(done));
      if (turns === 0 && !this.ringOne()) return;
    }
  }

  private ringOne(): boolean {
    const due = [...this.timers].filter(([, timer]) => timer.due <= this.now);
    const [first] = due.sort(([a, one], [b, other]) => one.due - other.due || a - b);
    if (!first) return false;
    this.timers.delete(first[0]);
    first[1].ring();
    return true;
  }
}
