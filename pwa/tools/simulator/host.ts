// What a page finds outside itself: network, time, storage, other tabs. The contract between the
// simulator and the script that runs in a phone's own world.

export interface Outgoing {
  method: string;
  path: string;
  headers: Record<string, string>;
  /** base64; absent when there is no body */
  body?: string;
}

export interface Incoming {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** What the person asked for has ended: with a value, or with the error that they would see. */
export interface Outcome {
  value?: unknown;
  error?: { name: string; code: string; message: string };
}

export interface Host {
  indexedDB: IDBFactory;
  IDBKeyRange: typeof IDBKeyRange;
  /** constructors and functions of the platform that hold no state */
  platform: Record<string, unknown>;
  marks: Map<string, string>;
  now(): number;
  fraction(): number;
  bytes(count: number): Uint8Array;
  digest(data: BufferSource): ArrayBuffer;
  sign(key: CryptoKey, data: BufferSource): ArrayBuffer;
  newKey(): object;
  exportKey(key: CryptoKey): object;
  /** calls `go` at once, or when the simulator lets it */
  passage(name: string, go: () => void): void;
  /** `answer` with null: the network is lost. Returns the request's id */
  send(request: Outgoing, answer: (reply: Incoming | null) => void): number;
  giveUp(request: number): void;
  later(ms: number, ring: () => void): number;
  cancel(timer: number): void;
  askLock(name: string, how: { shared: boolean; wait: boolean }, grant: (id: number) => void): void;
  releaseLock(id: number): void;
  listen(hear: (data: unknown) => void): void;
  shout(data: unknown): void;
}
