/** What goes into the making of a photo and what comes out. */

/** The strip burned into the picture: when, then where and who, and a code at the right. */
export interface Strip {
  time: string;
  line: string;
  code?: string;
}

/** A photo ready to be kept: scaled, strip burned in, no EXIF and so no position left. */
export interface Photo {
  bytes: ArrayBuffer;
  /** At most 400 px, to stay on the phone after the upload. */
  thumb: ArrayBuffer;
  type: "image/jpeg";
  sha256: string;
  /** Of the file or frame as it came, before scaling and the strip. */
  original_sha256: string;
  width: number;
  height: number;
  taken_at: string;
  provenance: "camera" | "gallery";
}

/** The part that the worker makes; time and provenance are known to the page only. */
export type Made = Omit<Photo, "taken_at" | "provenance">;

/** Why a photo was not taken in: each has a sentence for people. */
export type Refusal = "not_image" | "too_large" | "unreadable" | "no_room";

export class PhotoRefused extends Error {
  readonly reason: Refusal;

  constructor(reason: Refusal) {
    super(reason);
    this.name = "PhotoRefused";
    this.reason = reason;
  }
}
