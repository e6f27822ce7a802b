// The globals of a page, made of what the host gives. Runs first in a phone's script, in its own realm:
// whatever it returns as a promise is one of that realm, as in a browser.
import type { Host, Incoming } from "./host.ts";

const { host } = globalThis as unknown as { host: Host };
const { Response } = host.platform as { Response: typeof globalThis.Response };
const RealDate = Date;

const passage = (name: string) => new Promise<void>((go) => host.passage(name, go));

const subtle = {
  digest: async (_how: unknown, data: BufferSource) => {
    await passage("digest");
    return host.digest(data);
  },
  sign: async (_how: unknown, key: CryptoKey, data: BufferSource) => {
    await passage("sign");
    return host.sign(key, data);
  },
  generateKey: async () => host.newKey(),
  exportKey: async (_format: string, key: CryptoKey) => host.exportKey(key),
};

const crypto = {
  subtle,
  getRandomValues(target: Uint8Array) {
    target.set(host.bytes(target.length));
    return target;
  },
};

function encoded(body: unknown): string | undefined {
  if (body === null || body === undefined) return undefined;
  if (typeof body === "string") return Buffer.from(body).toString("base64");
  return Buffer.from(body as ArrayBuffer).toString("base64");
}

const { Buffer } = host.platform as { Buffer: typeof import("node:buffer").Buffer };

function fetch(path: string, init: RequestInit): Promise<Response> {
  const { method = "GET", signal } = init;
  const headers = init.headers as Record<string, string>;
  const body = encoded(init.body);
  return new Promise((resolve, reject) => {
    const answer = (reply: Incoming | null) => {
      if (!reply) return reject(new TypeError("network lost"));
      const bare = [204, 205, 304].includes(reply.status) || method === "HEAD";
      const { status } = reply;
      resolve(
        new Response(bare ? null : Buffer.from(reply.body, "base64"), {
          status,
          headers: reply.headers,
        }),
      );
    };
    const id = host.send(
      body === undefined ? { method, path, headers } : { method, path, headers, body },
      answer,
    );
    signal?.addEventListener("abort", () => {
      host.giveUp(id);
      reject(new TypeError("aborted"));
    });
  });
}

type Work = (lock: { name: string } | null) => unknown;

const locks = {
  async request(name: string, given: LockOptions | Work, last?: Work): Promise<unknown> {
    const work = last ?? (given as Work);
    const { mode = "exclusive", ifAvailable = false } = last ? (given as LockOptions) : {};
    const how = { shared: mode === "shared", wait: !ifAvailable };
    const id = await new Promise<number>((grant) => host.askLock(name, how, grant));
    if (id === 0) return work(null);
    try {
      return await work({ name });
    } finally {
      host.releaseLock(id);
    }
  },
};

class PageDate extends RealDate {
  constructor(...given: [] | [string | number]) {
    super(given.length ? given[0] : host.now());
  }

  static override now(): number {
    return host.now();
  }
}

class Channel {
  addEventListener(_type: "message", hear: (event: { data: unknown }) => void): void {
    host.listen((data) => hear({ data }));
  }

  postMessage(data: unknown): void {
    host.shout(data);
  }
}

Math.random = host.fraction;
Object.assign(globalThis, host.platform, {
  indexedDB: host.indexedDB,
  IDBKeyRange: host.IDBKeyRange,
  crypto,
  fetch,
  Date: PageDate,
  BroadcastChannel: Channel,
  setTimeout: (ring: () => void, ms = 0) => host.later(ms, ring),
  clearTimeout: (timer?: number) => host.cancel(timer ?? 0),
  localStorage: {
    getItem: (key: string) => host.marks.get(key) ?? null,
    setItem: (key: string, value: string) => host.marks.set(key, value),
  },
  navigator: { onLine: true, userAgent: "Android Chrome", locks },
});
