// What screens may use of the store. Reads are for liveQuery; writes go through the outbox.
export { db } from "./db";
export { draft, dropDraft, keepDraft } from "./drafts";
export {
  acknowledgeEviction,
  askToPersist,
  type StorageState,
  storageState,
  wasEvicted,
} from "./health";
export { deviceId, session } from "./meta";
export {
  attention,
  drafts,
  pendingOf,
  photoBytes,
  photosOf,
  type Query,
  record,
  records,
  unsent,
} from "./read";
export { type Standing, standing } from "./standing";
export type {
  DraftRow,
  Notice,
  OpRow,
  OpState,
  PhotoRow,
  PhotoState,
  Problem,
  RecordView,
  Session,
  User,
} from "./types";
