// The phone's one database. Everything that a person kept lies here; nothing else opens IndexedDB.
import { Dexie, type EntityTable, type Table } from "dexie";
import { isFormOpen, stand, whenNoForm } from "./standing";
import type {
  AckedRow,
  BytesRow,
  CursorRow,
  DraftRow,
  Notice,
  OpRow,
  PhotoRow,
  StoredRecord,
} from "./types";

/**
 * Dexie would open the database of a newer app as if it were its own, and even add what it misses
 * there. An older app must not: it leaves all as it is and says so.
 */
function onlyOurForm(real: IDBFactory) {
  const open = (name: string, version?: number): IDBOpenDBRequest => {
    if (version !== undefined) return real.open(name, version);
    stand("newer");
    throw new DOMException("written by a newer version of the app", "VersionError");
  };
  return {
    open,
    deleteDatabase: real.deleteDatabase.bind(real),
    databases: real.databases?.bind(real),
  };
}

export class RoundbookDb extends Dexie {
  declare records: Table<StoredRecord, [string, string]>;
  declare ops: EntityTable<OpRow, "op_id">;
  declare tails: Table<{ owner: string; record_id: string; op_id: string }, [string, string]>;
  declare acked: EntityTable<AckedRow, "op_id">;
  declare photos: EntityTable<PhotoRow, "id">;
  declare bytes: EntityTable<BytesRow, "id">;
  declare attention: EntityTable<Notice, "id">;
  declare cursors: EntityTable<CursorRow, "owner">;
  declare drafts: Table<DraftRow, [string, string]>;
  declare meta: Table<{ key: string; value: unknown }, string>;

  constructor(name = "roundbook") {
    // Chrome's default is relaxed: "saved" must mean that a power cut does not undo it.
    const factory = globalThis.indexedDB;
    super(name, {
      chromeTransactionDurability: "strict",
      ...(factory && { indexedDB: onlyOurForm(factory), IDBKeyRange: globalThis.IDBKeyRange }),
    });
    this.version(1).stores({
      records:
        "[owner+id], [owner+kind], [owner+kind+scope], [owner+kind+state], [owner+kind+at], [owner+scope]",
      ops: "op_id, order, record_id, state, [owner+kind]",
      tails: "[owner+record_id]",
      acked: "op_id, owner, scope",
      photos: "id, sha256, record_id, state",
      bytes: "id",
      attention: "id, owner, record_id",
      cursors: "owner",
      drafts: "[owner+id], owner",
      meta: "key",
    });
    this.on("versionchange", (event) => this.giveWay(event));
    this.on("blocked", () => stand("blocked"));
    this.on("ready", () => stand("ours"), true);
  }

  /**
   * A newer app asks for the database. What is being typed here is kept first; then this page closes
   * it for good, for an old app must not write into the new form.
   */
  private giveWay({ newVersion }: IDBVersionChangeEvent): boolean | undefined {
    if (newVersion === null) return undefined; // deleted by hand: Dexie's own way is right
    if (isFormOpen()) stand("awaited");
    whenNoForm(() => {
      this.close();
      stand("newer");
    });
    return false;
  }
}

export const db = new RoundbookDb();
