// Keeps a photo: its bytes and the op that names it, together or not at all (M5, B2).
import { KeepError } from "./errors";

export interface NewPhoto {
  recordId: string;
  /** attachments field: `photos`, `signature`, `answers/<item>/photos` */
  key: string;
  bytes: ArrayBuffer;
  type: string;
  taken_at: string;
  provenance?: "camera" | "gallery";
  original_sha256?: string;
  width?: number;
  height?: number;
  caption?: string;
  /** small picture that stays on the phone after the server has confirmed the photo */
  thumb?: ArrayBuffer;
}

/** Returns the attachment's id. Refuses with `storage_full` before anything is written. */
export async function keepPhoto(_photo: NewPhoto): Promise<string> {
  throw new KeepError("not_saved");
}
