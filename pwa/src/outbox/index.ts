// What screens may use of the outbox.
export { type Changes, change, create, remove, restore } from "./edit";
export { dismiss, retry, start, syncNow } from "./engine";
export { type KeepCode, KeepError } from "./errors";
export { readBack, saveUnsent } from "./file";
export { keepPhoto, type NewPhoto } from "./photos";
export { type SignIn, signIn, signOut } from "./session";
export { type SyncStatus, status } from "./status";
export { applyUpdate, holdUpdate } from "./update";
