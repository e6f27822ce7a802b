// When to sync, and which tab does it: one leader by Web Locks, woken by edits, network and time.

import { noticeEviction } from "../store/health";
import { getMeta } from "../store/meta";
import { standing } from "../store/standing";
import { alone, counted } from "./alone";
import { countWaiting, watchWaiting } from "./counts";
import { cycle } from "./cycle";
import { sendLater } from "./later";
import { worthSyncing } from "./poke";
import { listen, say } from "./signal";
import { type SyncStatus, status, tell } from "./status";
import { backOff } from "./trouble";

export const LEADER = "roundbook-sync";
const AFTER_EDIT = 800;
const POLL = 20_000;

// A page's or a worker's own events; absent in Node.
const host = globalThis as { addEventListener?: (type: string, hear: () => void) => void };

let started = false;
let leading = false;
let abdicate: (() => void) | undefined;
let running: Promise<void> | null = null;
let again = false;
let failures = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
let due = Number.POSITIVE_INFINITY;

/** Starts syncing in this page; a second call does nothing. */
export function start(): void {
  if (started) return;
  started = true;
  watchWaiting();
  void readSession();
  void noticeEviction().catch(() => false);
  status.subscribe(report);
  listen((signal) => {
    if (signal.type === "kept") wake(AFTER_EDIT);
    if (signal.type === "session") void readSession();
    if (signal.type === "progress" && !leading) tell(signal.progress);
    if (signal.type === "sync") now(signal.reason === "person" || signal.reason === "sign-in");
  });
  host.addEventListener?.("online", () => {
    tell({ online: true });
    now(true);
  });
  host.addEventListener?.("offline", () => tell({ online: false }));
  // A page that has given the database away has nothing to send; the newer one shall lead.
  standing.subscribe((now) => {
    if (now === "newer") resign();
  });
  lead();
}

let reported = "";

/** The leader tells the other tabs how it gets on. */
function report(all: SyncStatus): void {
  const { online, phase, pulled, filled, lastContact, lastError, retryAt } = all;
  const progress = { online, phase, pulled, filled, lastContact, lastError, retryAt };
  const text = JSON.stringify(progress);
  if (!leading || text === reported) return;
  reported = text;
  say({ type: "progress", progress });
}

/** Asks for a sync now, whoever leads. */
export function syncNow(reason = "person"): void {
  say({ type: "sync", reason });
}

async function readSession(): Promise<void> {
  const session = await getMeta("session").catch(() => undefined);
  const device = await getMeta("device").catch(() => undefined);
  const revoked = device !== undefined && !device.key;
  tell({ signedIn: session !== undefined, needsSignIn: session?.expired ?? false, revoked });
}

/**
 * Waits its turn to lead; the lock falls to another tab when this one is closed, killed or frozen
 * beyond answering. One that wakes and finds itself replaced lines up again.
 */
function lead(): void {
  const reign = () => {
    if (standing.get() === "newer") return Promise.resolve();
    leading = true;
    tell({ leader: true });
    wake(0);
    return new Promise<void>((end) => {
      abdicate = end;
    });
  };
  void alone(LEADER, reign, "exclusive", () => {
    resign();
    lead();
  });
}

function resign(): void {
  leading = false;
  clearTimeout(timer);
  due = Number.POSITIVE_INFINITY;
  tell({ leader: false });
  abdicate?.();
}

/** A person who asks, and a network that came back, do not wait for the back-off. */
function now(fresh: boolean): void {
  if (fresh) failures = 0;
  if (failures === 0) wake(0);
}

/** Syncs in `ms`, or earlier if that was planned already. */
function wake(ms: number): void {
  if (!leading) return;
  if (failures > 0 && ms < due - Date.now()) return;
  plan(ms);
}

function plan(ms: number, poll = false): void {
  if (!leading) return;
  const at = Date.now() + ms;
  if (at >= due) return;
  clearTimeout(timer);
  due = at;
  timer = setTimeout(() => {
    due = Number.POSITIVE_INFINITY;
    run(poll);
  }, ms);
}

function run(poll: boolean): void {
  if (running) {
    again ||= !poll;
    return;
  }
  running = once(poll).finally(() => {
    running = null;
    if (again) plan(0);
    again = false;
  });
}

/** One round; a poll asks first whether there is anything to do. */
async function once(poll: boolean): Promise<void> {
  if (poll && !(await worthSyncing().catch(() => true))) return plan(POLL, true);
  const met = await cycle(() => leading);
  if (!leading) return;
  failures = met ? failures + 1 : 0;
  if (!met) {
    tell({ phase: "idle", lastError: null, retryAt: null });
    plan(POLL, true);
    return;
  }
  const wait = backOff(failures, met.retryAfter);
  const retryAt = new Date(Date.now() + wait).toISOString();
  const { code, message } = met;
  tell({ phase: "waiting", lastError: { code, message }, retryAt });
  if (met.cut) sendLater();
  plan(wait);
}

/** One round in the service worker, only while no page leads (Background Sync). */
export async function syncInWorker(): Promise<void> {
  await navigator.locks.request(LEADER, { ifAvailable: true }, async (lock) => {
    // A page leads and will send it, unless it is closed first: the browser shall ask again.
    if (!lock && (await countWaiting()).waitingOps === 0) return;
    if (!lock) throw new Error("a page leads");
    const met = await counted(LEADER, () => cycle());
    // The browser tries again later, with its own back-off, when this promise fails.
    if (met) throw new Error(met.code);
  });
}
