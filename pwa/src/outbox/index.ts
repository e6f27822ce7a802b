// What screens may use of the outbox.
export { dismiss, retry } from "./attend";
export { type Changes, change, create, remove, restore } from "./edit";
export { start, syncNow } from "./engine";
export { type KeepCode, KeepError } from "./errors";
export { readBack, saveUnsent } from "./file";
export { keepPhoto, type NewPhoto, noRoomFor } from "./photos";
export { revokeDevice } from "./revoke";
export { type SignIn, signIn, signOut } from "./session";
export { type SyncStatus, status } from "./status";
export {
  applyUpdate,
  holdUpdate,
  lookForUpdate,
  openNewest,
  type Update,
  watchUpdates,
} from "./update";
