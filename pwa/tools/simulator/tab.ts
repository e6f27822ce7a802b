// One page of the app on a phone, in a realm of its own; when it is killed nothing of it goes on.
import vm from "node:vm";
import { IDBKeyRange } from "fake-indexeddb";
import { type Boundary, type Fate, watched } from "./boundary.ts";
import { chance } from "./chance.ts";
import type { Host, Incoming, Outcome, Outgoing } from "./host.ts";
import type { Phone } from "./phone.ts";
import { digest, exportKey, newKey, PLATFORM, signed } from "./platform.ts";

type Perform = (name: string, given: unknown[], done: (outcome: Outcome) => void) => void;

/** After so many boundaries (of that kind, or of any) the tab is killed, or its disk is full. */
export interface Fuse {
  what: "killed" | "full";
  after: number;
  at?: Boundary;
}

export class Tab {
  alive = true;
  fuse: Fuse | undefined;
  hold: string | undefined;
  private readonly held: (() => void)[] = [];
  private readonly requests = new Map<number, (reply: Incoming | null) => void>();
  private readonly ears: ((data: unknown) => void)[] = [];
  private readonly storage;
  private perform: Perform | undefined;
  readonly phone: Phone;
  readonly name: string;

  constructor(phone: Phone, name: string, seed: string) {
    this.phone = phone;
    this.name = name;
    this.storage = watched(phone.disk, {
      pass: (at) => this.pass(at),
      undone: (rows) => phone.undone(rows),
    });
    const random = chance(seed);
    const sandbox = { host: this.host(random) } as { host: Host; phone?: { perform: Perform } };
    phone.town.script.runInContext(vm.createContext(sandbox));
    this.perform = sandbox.phone?.perform;
  }

  /** Starts what a person or the app does; the end of it becomes an event. */
  act(id: number, name: string, given: unknown[]): void {
    this.perform?.(name, given, (outcome) => this.tell({ type: "done", id, ...outcome }));
  }

  answer(request: number, reply: Incoming | null): void {
    const take = this.requests.get(request);
    this.requests.delete(request);
    take?.(reply);
  }

  release(): void {
    this.hold = undefined;
    for (const go of this.held.splice(0)) go();
  }

  hear(data: unknown): void {
    if (this.alive) for (const ear of this.ears) ear(data);
  }

  /** As the system does it: no word to the app, nothing of it runs on, what was not on disk is gone. */
  kill(): void {
    if (!this.alive) return;
    this.tell({ type: "killed" });
    this.alive = false;
    this.storage.cut();
    this.requests.clear();
    this.phone.town.clock.forget(this);
    this.phone.locks.forget(this);
    this.phone.tabs.delete(this.name);
  }

  private pass(at: Boundary): Fate {
    const { fuse } = this;
    if (!this.alive) return "killed";
    if (!fuse || (fuse.at && fuse.at !== at) || (fuse.what === "full" && at === "done")) {
      return undefined;
    }
    fuse.after -= 1;
    if (fuse.after > 0) return undefined;
    this.fuse = undefined;
    if (fuse.what === "killed") this.kill();
    else this.tell({ type: "full" });
    return fuse.what;
  }

  private tell(event: object): void {
    if (this.alive) this.phone.town.tell({ phone: this.phone.name, tab: this.name, ...event });
  }

  private host(random: ReturnType<typeof chance>): Host {
    const { phone } = this;
    const { clock } = phone.town;
    return {
      indexedDB: this.storage.tab,
      IDBKeyRange,
      platform: { ...PLATFORM, console: this.console() },
      marks: phone.marks,
      now: () => clock.now + phone.ahead,
      fraction: () => random.fraction(),
      bytes: (count) => random.bytes(count),
      digest,
      sign: signed,
      newKey,
      exportKey,
      passage: (name, go) => {
        if (this.hold === name) this.held.push(go);
        else if (this.alive) go();
      },
      send: (request, answer) => this.send(request, answer),
      giveUp: (request) => this.requests.delete(request),
      later: (ms, ring) => (this.alive ? clock.later(this, ms, ring) : 0),
      cancel: (timer) => clock.cancel(timer),
      askLock: (name, how, grant) => {
        if (this.alive) phone.locks.ask(this, name, how, grant);
      },
      releaseLock: (id) => phone.locks.release(id),
      listen: (hear) => this.ears.push(hear),
      shout: (data) => {
        if (this.alive) phone.shout(this, data);
      },
    };
  }

  /** What the app complains of; a killed one has no say. */
  private console(): Pick<Console, "warn" | "error"> {
    const complain = (...words: unknown[]) => {
      if (this.alive) console.error(this.phone.name, ...words);
    };
    return { warn: complain, error: complain };
  }

  private send(request: Outgoing, answer: (reply: Incoming | null) => void): number {
    if (!this.alive) return 0;
    const id = this.phone.town.nextRequest();
    this.requests.set(id, answer);
    this.tell({ type: "request", id, ...request });
    this.phone.sending(request.path);
    return id;
  }
}
