import { describe, expect, it } from "vitest";
import { type Timer, UNDO_MS, Undo } from "./pending";

class Hand implements Timer {
  at = 0;
  private runs: { at: number; run: () => void }[] = [];
  now() {
    return this.at;
  }
  after(ms: number, run: () => void) {
    const entry = { at: this.at + ms, run };
    this.runs.push(entry);
    return () => {
      this.runs = this.runs.filter((one) => one !== entry);
    };
  }
  pass(ms: number) {
    this.at += ms;
    const due = this.runs.filter((one) => one.at <= this.at);
    this.runs = this.runs.filter((one) => one.at > this.at);
    for (const { run } of due) run();
  }
}

function bench() {
  const timer = new Hand();
  const done: string[] = [];
  const undo = new Undo<string>(
    (record, what) => done.push(`${what} ${record}`),
    () => {},
    timer,
  );
  return { timer, done, undo };
}

describe("undo of a decision", () => {
  it("makes no op before its time has ended", () => {
    const { timer, done, undo } = bench();
    undo.decide("r1", "approve");
    timer.pass(UNDO_MS - 1);
    expect(done).toEqual([]);
    timer.pass(1);
    expect(done).toEqual(["approve r1"]);
  });
  it("makes no op at all when taken back", () => {
    const { timer, done, undo } = bench();
    undo.decide("r1", "approve");
    expect(undo.undo()).toBe("r1");
    timer.pass(UNDO_MS * 2);
    expect(done).toEqual([]);
  });
  it("lets the first decision through when the next one is taken", () => {
    const { done, undo } = bench();
    undo.decide("r1", "approve");
    undo.decide("r2", "return");
    expect(done).toEqual(["approve r1"]);
  });
  it("carries out once when the page is left and the time ends later", () => {
    const { timer, done, undo } = bench();
    undo.decide("r1", "approve");
    undo.flush();
    timer.pass(UNDO_MS * 2);
    expect(done).toEqual(["approve r1"]);
  });
});
