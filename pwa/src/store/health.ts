// How safe the phone's storage is: protected or not, how full, and whether the browser has wiped it.
import { db } from "./db";
import { dropMeta, getMeta, setMeta } from "./meta";

const MARK = "roundbook-kept";

export interface StorageState {
  /** the browser promised not to evict; null where it cannot be asked */
  persisted: boolean | null;
  usage: number;
  quota: number;
  /** the browser wiped what this phone had kept: never say "all synced" */
  evicted: boolean;
}

// A worker's type knows neither localStorage nor persist(): both are for pages, and looked for here.
type Manager = StorageManager & { persist?: () => Promise<boolean> };
type Marks = { getItem(key: string): string | null; setItem(key: string, value: string): void };

const manager = (): Manager | undefined => globalThis.navigator?.storage;
const marks = (): Marks | undefined => (globalThis as { localStorage?: Marks }).localStorage;

export async function storageState(): Promise<StorageState> {
  const [persisted, estimate, evicted] = await Promise.all([
    manager()?.persisted?.() ?? null,
    manager()?.estimate?.(),
    getMeta("evicted"),
  ]);
  return {
    persisted,
    usage: estimate?.usage ?? 0,
    quota: estimate?.quota ?? 0,
    evicted: evicted ?? false,
  };
}

/** Asks the browser to protect the storage; call after the first save, when the person knows why. */
export async function askToPersist(): Promise<boolean> {
  if (await manager()?.persisted?.()) return true;
  return (await manager()?.persist?.()) ?? false;
}

/** True when `bytes` more would leave less than 20 MB or a twentieth of what the browser grants. */
export async function nearlyFull(bytes: number): Promise<boolean> {
  const { usage = 0, quota = 0 } = (await manager()?.estimate?.()) ?? {};
  return quota > 0 && quota - usage - bytes < Math.min(20_000_000, quota / 20);
}

/** Leaves a mark outside IndexedDB that this phone holds work. */
export function markKept(): void {
  marks()?.setItem(MARK, "1");
}

/** At the start: a mark without a device means that the browser has wiped the database. */
export async function noticeEviction(): Promise<boolean> {
  const wiped = marks()?.getItem(MARK) === "1" && (await db.meta.get("device")) === undefined;
  if (wiped) await setMeta("evicted", true);
  return wiped;
}

/** Whether the browser has wiped this storage and nobody has read so yet. */
export async function wasEvicted(): Promise<boolean> {
  return (await getMeta("evicted")) ?? false;
}

/** The person has read that the storage was wiped. */
export function acknowledgeEviction(): Promise<void> {
  return dropMeta("evicted");
}
