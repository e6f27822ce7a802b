// A phone: what its tabs share and what outlives them. Its storage can be wiped, copied, or break its word.
import { IDBFactory } from "fake-indexeddb";
import { copied, drop, slip } from "./disk.ts";
import { Locks } from "./locks.ts";
import { Tab } from "./tab.ts";
import type { Town } from "./town.ts";

/** Ways to break the app's rules from outside, so that a test can see somebody object. */
export type Treason = "cursor without page" | "sent is forgotten";

export class Phone {
  readonly locks = new Locks();
  readonly tabs = new Map<string, Tab>();
  marks = new Map<string, string>();
  /** ms that this phone's clock is ahead of the server's */
  ahead = 0;
  treason: Treason | undefined;
  private opened = 0;
  readonly town: Town;
  readonly name: string;
  disk: IDBFactory;

  constructor(town: Town, name: string, disk = new IDBFactory()) {
    this.town = town;
    this.name = name;
    this.disk = disk;
  }

  open(name: string): Tab {
    this.tabs.get(name)?.kill();
    this.opened += 1;
    const tab = new Tab(this, name, `${this.town.seed} ${this.name} ${this.opened}`);
    this.tabs.set(name, tab);
    return tab;
  }

  killAll(): void {
    for (const tab of [...this.tabs.values()]) tab.kill();
  }

  /** The browser wipes the storage, and with `marks` all else that it keeps for the app. */
  evict(marks: boolean): void {
    this.killAll();
    this.disk = new IDBFactory();
    if (marks) this.marks = new Map();
  }

  async copy(name: string): Promise<Phone> {
    const twin = new Phone(this.town, name, await copied(this.disk));
    twin.marks = new Map(this.marks);
    return twin;
  }

  /** Word to the other tabs, in a turn of their own as a browser does it. */
  shout(from: Tab, data: unknown): void {
    const text = JSON.stringify(data);
    for (const tab of this.tabs.values()) {
      if (tab !== from) setImmediate(() => tab.hear(JSON.parse(text)));
    }
  }

  /** Called when a transaction came to nothing. */
  undone(rows: Map<string, unknown>): void {
    const cursor = rows.get("cursors");
    if (this.treason === "cursor without page" && cursor) void slip(this.disk, "cursors", cursor);
  }

  /** Called when a tab sends a request. */
  sending(path: string): void {
    if (this.treason === "sent is forgotten" && path === "/api/sync/push") {
      void drop(this.disk, "ops");
    }
  }
}
