// A phone's storage: outlives its tabs, can be copied, and is read here past the app's own code.
import { createHash } from "node:crypto";
import { IDBFactory } from "fake-indexeddb";

const NAME = "roundbook";
type Rows = Record<string, unknown[]>;

const asked = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });

/** The app's database as it is, or null when the app has not made one. */
async function opened(factory: IDBFactory): Promise<IDBDatabase | null> {
  const known = await factory.databases();
  if (!known.some((one) => one.name === NAME)) return null;
  return asked(factory.open(NAME));
}

/** All rows of all tables. */
async function everything(factory: IDBFactory): Promise<Rows> {
  const db = await opened(factory);
  const names = Array.from(db?.objectStoreNames ?? []);
  if (!db || names.length === 0) return {};
  const reading = db.transaction(names, "readonly");
  const tables = names.map(
    async (name): Promise<[string, unknown[]]> => [
      name,
      await asked(reading.objectStore(name).getAll()),
    ],
  );
  const rows = Object.fromEntries(await Promise.all(tables));
  db.close();
  return rows;
}

/** Rows as JSON can hold them: a photo's bytes by their hash, a device's key left out. */
export async function look(factory: IDBFactory): Promise<Rows> {
  const rows = await everything(factory);
  const text = JSON.stringify(rows, (key, value) => {
    if (key === "key" && value?.privateKey) return undefined;
    if (!(value instanceof ArrayBuffer)) return value;
    return createHash("sha256").update(new Uint8Array(value)).digest("hex");
  });
  return JSON.parse(text);
}

/** A second phone with all that this one holds, as a restored phone backup makes it (O2). */
export async function copied(factory: IDBFactory): Promise<IDBFactory> {
  const twin = new IDBFactory();
  const db = await opened(factory);
  const rows = await everything(factory);
  if (!db) return twin;
  const names = Array.from(db.objectStoreNames);
  const reading = db.transaction(names, "readonly");
  const shapes = names.map((name) => shapeOf(reading.objectStore(name)));
  const request = twin.open(NAME, db.version);
  request.onupgradeneeded = () => {
    for (const shape of shapes) shape(request.result);
  };
  const other = await asked(request);
  const writing = other.transaction(names, "readwrite");
  const puts = names.flatMap((name) =>
    (rows[name] ?? []).map((row) => asked(writing.objectStore(name).put(row))),
  );
  await Promise.all(puts);
  other.close();
  db.close();
  return twin;
}

/** What makes a table of the same form in another database. */
function shapeOf(store: IDBObjectStore): (into: IDBDatabase) => void {
  const { name, keyPath, autoIncrement } = store;
  const indexes = Array.from(store.indexNames, (one) => {
    const { keyPath: path, unique, multiEntry } = store.index(one);
    return { one, path, options: { unique, multiEntry } };
  });
  return (into) => {
    const made = into.createObjectStore(name, { keyPath, autoIncrement });
    for (const { one, path, options } of indexes) made.createIndex(one, path, options);
  };
}

/** Writes one row past the app: how a test makes the storage break its word. */
export async function slip(factory: IDBFactory, table: string, row: unknown): Promise<void> {
  const db = await opened(factory);
  if (db) await asked(db.transaction(table, "readwrite").objectStore(table).put(row));
  db?.close();
}

/** Takes all rows of a table away past the app. */
export async function drop(factory: IDBFactory, table: string): Promise<void> {
  const db = await opened(factory);
  if (db) await asked(db.transaction(table, "readwrite").objectStore(table).clear());
  db?.close();
}
