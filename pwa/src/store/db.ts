// The phone's one database. Everything that a person kept lies here; nothing else opens IndexedDB.
import { Dexie, type EntityTable, type Table } from "dexie";
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
    super(name, { chromeTransactionDurability: "strict" });
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
  }
}

export const db = new RoundbookDb();
