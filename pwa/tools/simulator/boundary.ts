// Where a tab's writing can be cut: as a transaction begins, at each write in it, and once it is on disk.

/** begin: a writing transaction is opened · write: a row is about to be written · done: all is on disk */
export type Boundary = "begin" | "write" | "done";
/** What the tab is in for there. full: browsers say so of the one write, or only as all is committed. */
export type Fate = "full" | "killed" | undefined;

export interface Watch {
  pass(at: Boundary): Fate;
  /** a transaction of which nothing came to be, with the last row that it had put into each table */
  undone(rows: Map<string, unknown>): void;
}

export class Killed extends Error {}

// The fake database's own workings: the public ones cannot end a transaction for a reason.
type Inner = IDBTransaction & {
  _abort(reason: string): void;
  _start(): void;
  _requests: { operation: () => unknown }[];
  _state: string;
};
const FULL = "QuotaExceededError";
const WRITES = ["add", "put", "delete", "clear"] as const;

/** The factory as one tab sees it, and the way to end all that the tab has open. */
export function watched(factory: IDBFactory, watch: Watch): { tab: IDBFactory; cut: () => void } {
  const connections = new Set<IDBDatabase>();
  const writing = new Set<IDBTransaction>();
  let alive = true;

  const follow = (connection: IDBDatabase) => {
    connections.add(connection);
    const begin = connection.transaction.bind(connection);
    connection.transaction = (names, mode, options) => {
      const transaction = begin(names, mode, options);
      if (mode === "readwrite") observe(transaction);
      return transaction;
    };
  };

  const observe = (transaction: IDBTransaction) => {
    const put = new Map<string, unknown>();
    writing.add(transaction);
    transaction.addEventListener("complete", () => {
      writing.delete(transaction);
      watch.pass("done");
    });
    transaction.addEventListener("abort", () => {
      writing.delete(transaction);
      watch.undone(put);
    });
    const open = transaction.objectStore.bind(transaction);
    transaction.objectStore = (name) => {
      const store = open(name);
      if (Object.hasOwn(store, "add")) return store;
      for (const write of WRITES) {
        const plain = store[write].bind(store) as (...given: unknown[]) => IDBRequest<IDBValidKey>;
        const passing = (...given: unknown[]) => {
          const fate = watch.pass("write");
          if (fate === "killed") throw new Killed();
          if (write === "put") put.set(name, given[0]);
          const request = plain(...given);
          if (fate === "full") refuseLast(transaction as Inner);
          return request;
        };
        Object.assign(store, { [write]: passing });
      }
      return store;
    };
    const fate = watch.pass("begin");
    if (fate === "killed") throw new Killed();
    if (fate === "full") refuseCommit(transaction as Inner);
  };

  const tab = Object.assign(Object.create(factory), {
    open(name: string, version?: number) {
      if (!alive) throw new DOMException("the tab is gone", "InvalidStateError");
      const request = factory.open(name, version);
      const known = () => request.result && !connections.has(request.result);
      for (const type of ["upgradeneeded", "success"]) {
        request.addEventListener(type, () => {
          if (known()) follow(request.result);
        });
      }
      return request;
    },
  });
  const cut = () => {
    alive = false;
    for (const transaction of writing) {
      try {
        transaction.abort();
      } catch {
        // It is on disk already, or has come to nothing by itself.
      }
    }
    for (const connection of connections) connection.close();
  };
  return { tab, cut };
}

/** The write that was asked for last finds no room. */
function refuseLast(transaction: Inner): void {
  const last = transaction._requests.at(-1);
  if (!last) return;
  last.operation = () => {
    throw new DOMException("no room", FULL);
  };
}

/** All writes seem to work; there is no room for them in the end. */
function refuseCommit(transaction: Inner): void {
  const go = transaction._start.bind(transaction);
  transaction._start = () => {
    if (transaction._requests.length > 0 || transaction._state === "finished") go();
    else transaction._abort(FULL);
  };
}
