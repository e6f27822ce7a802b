// Why a thing was not kept. `code` is stable; screens have the words.

export type KeepCode =
  | "storage_full"
  | "not_signed_in"
  | "no_device"
  | "revoked"
  | "unknown_record"
  | "unknown_field"
  | "not_saved";

export class KeepError extends Error {
  constructor(
    readonly code: KeepCode,
    detail = "",
  ) {
    super(detail ? `${code}: ${detail}` : code);
    this.name = "KeepError";
  }
}
