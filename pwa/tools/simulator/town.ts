// All phones of one run, and the orders that the tests give. One order is carried out to its end, until
// nothing moves any more, before the next is read: so the same orders give the same run.
import type vm from "node:vm";
import { Clock } from "./clock.ts";
import { look } from "./disk.ts";
import type { Incoming } from "./host.ts";
import { Phone, type Treason } from "./phone.ts";
import type { Fuse } from "./tab.ts";

export type Order = { phone: string; tab: string } & (
  | { do: "begin"; seed: string; now: number }
  | { do: "phone"; ahead: number }
  | { do: "open" | "kill" | "release" | "look" }
  | { do: "act"; id: number; name: string; given: unknown[] }
  | { do: "answer"; request: number; reply: Incoming | null }
  | { do: "fuse"; fuse: Fuse | null }
  | { do: "hold"; at: string }
  | { do: "time"; now: number }
  | { do: "clock"; ahead: number }
  | { do: "evict"; marks: boolean }
  | { do: "copy"; to: string }
  | { do: "treason"; what: Treason }
);

export class Town {
  readonly script: vm.Script;
  clock = new Clock();
  seed = "";
  private phones = new Map<string, Phone>();
  private events: object[] = [];
  private requests = 0;

  constructor(script: vm.Script) {
    this.script = script;
  }

  nextRequest(): number {
    this.requests += 1;
    return this.requests;
  }

  tell(event: object): void {
    this.events.push(event);
  }

  /** Carries the order out; what happened until all was still, and what was asked for. */
  async obey(order: Order): Promise<{ events: object[]; value: unknown }> {
    const value = await this.carryOut(order);
    await this.clock.stillness();
    return { events: this.events.splice(0), value };
  }

  private async carryOut(order: Order): Promise<unknown> {
    if (order.do === "begin") return this.begin(order.seed, order.now);
    if (order.do === "time") {
      this.clock.now = order.now;
      return null;
    }
    if (order.do === "phone") {
      const made = new Phone(this, order.phone);
      made.ahead = order.ahead;
      this.phones.set(order.phone, made);
      return null;
    }
    const phone = this.phones.get(order.phone);
    if (!phone) throw new Error(`there is no phone ${order.phone}`);
    return this.onPhone(phone, order);
  }

  private begin(seed: string, now: number): void {
    for (const phone of this.phones.values()) phone.killAll();
    this.phones = new Map();
    this.events = [];
    this.requests = 0;
    this.clock = new Clock();
    this.clock.now = now;
    this.seed = seed;
  }

  private async onPhone(phone: Phone, order: Order): Promise<unknown> {
    const tab = phone.tabs.get(order.tab);
    switch (order.do) {
      case "open":
        phone.open(order.tab);
        return null;
      case "kill":
        tab?.kill();
        return null;
      case "act":
        tab?.act(order.id, order.name, order.given);
        return null;
      case "answer":
        tab?.answer(order.request, order.reply);
        return null;
      case "fuse":
        if (tab) tab.fuse = order.fuse ?? undefined;
        return null;
      case "hold":
        if (tab) tab.hold = order.at;
        return null;
      case "release":
        tab?.release();
        return null;
      default:
        return this.toStorage(phone, order);
    }
  }

  private async toStorage(phone: Phone, order: Order): Promise<unknown> {
    switch (order.do) {
      case "look":
        return look(phone.disk);
      case "clock":
        phone.ahead = order.ahead;
        return null;
      case "evict":
        phone.evict(order.marks);
        return null;
      case "copy":
        this.phones.set(order.to, await phone.copy(order.to));
        return null;
      case "treason":
        phone.treason = order.what;
        return null;
      default:
        throw new Error(`nobody knows how to ${order.do}`);
    }
  }
}
