// One photo over tus 1.0: created, sent in pieces, resumed at the byte where it was cut (B1, B4).
// Written on our own request path, not on tus-js-client: that brings a second HTTP stack (XHR, absent
// in service workers) past the CSRF token, the silent refresh and the judgement of answers.
import { db } from "../store/db";
import type { PhotoRow, Problem } from "../store/types";
import type { Answer } from "./http";
import { reach } from "./reach";
import { type Trouble, trouble, troubleOf } from "./trouble";

const UPLOADS = "/api/blobs/uploads";
const PIECE = 128 * 1024;
const TUS = { "Tus-Resumable": "1.0.0" };
const LOST = [404, 410, 460];
/** The server stands elsewhere: a browser or proxy sent a cut piece again by itself. */
const ASTRAY = 409;
/** 413 too large, 415 and 422 not a photo: sending it again would change nothing. */
const FINAL = [413, 415, 422];

export type Uploaded = { refused?: Problem; trouble?: Trouble };

const base64 = (text: string) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

/** Sends what the server does not have yet. Done is not confirmed: the caller asks for the hash. */
export async function upload(photo: PhotoRow, bytes: ArrayBuffer): Promise<Uploaded> {
  let url = photo.upload_url;
  let offset = 0;
  if (url) {
    const asked = await whereabouts(url);
    if (asked.ok) offset = offsetOf(asked);
    else if (LOST.includes(asked.status)) url = undefined;
    else return failed(asked);
  }
  if (!url) {
    const created = await begin(photo);
    if (!created.ok) return failed(created);
    url = pathOf(created.headers.get("Location"));
    offset = 0;
    await db.photos.update(photo.id, { upload_url: url, sent: 0 });
  }
  while (offset < bytes.byteLength) {
    const piece = bytes.slice(offset, offset + PIECE);
    let taken = await sendPiece(url, offset, piece);
    if (!taken.ok && taken.status === ASTRAY) taken = await whereabouts(url);
    if (!taken.ok) {
      if (LOST.includes(taken.status) || taken.code === "hash_mismatch") await forget(photo.id);
      return failed(taken);
    }
    const reached = offsetOf(taken);
    if (reached <= offset) return { trouble: trouble("strange", { cut: true }) };
    offset = reached;
    await db.photos.update(photo.id, { sent: Math.min(offset, photo.size) });
  }
  return {};
}

function whereabouts(url: string): ReturnType<typeof reach> {
  return reach("HEAD", url, { headers: TUS, proof: "Upload-Offset" });
}

function begin(photo: PhotoRow): ReturnType<typeof reach> {
  const described = { sha256: photo.sha256, type: photo.type, scope: photo.scope, name: photo.id };
  const metadata = Object.entries(described).map(([key, value]) => `${key} ${base64(value)}`);
  const headers = {
    ...TUS,
    "Upload-Length": String(photo.size),
    "Upload-Metadata": metadata.join(","),
  };
  return reach("POST", UPLOADS, { headers, proof: "Location" });
}

async function sendPiece(url: string, offset: number, body: ArrayBuffer): ReturnType<typeof reach> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
  const headers = {
    ...TUS,
    "Content-Type": "application/offset+octet-stream",
    "Upload-Offset": String(offset),
    "Upload-Checksum": `sha256 ${btoa(String.fromCharCode(...digest))}`,
  };
  return reach("PATCH", url, { headers, body, proof: "Upload-Offset" });
}

/** A server behind a proxy may name itself wrongly: only the path counts. */
function pathOf(location: string | null): string {
  return new URL(location ?? UPLOADS, "http://server.invalid").pathname;
}

const offsetOf = (answer: Answer & { ok: true }) => Number(answer.headers.get("Upload-Offset"));

function failed(answer: Answer & { ok: false }): Uploaded {
  const { code, message } = answer;
  // A proxy may have spoilt the bytes on their way: that says nothing of the photo.
  const final = FINAL.includes(answer.status) && code !== "hash_mismatch";
  if (answer.why === "problem" && final) return { refused: { code, message } };
  return { trouble: troubleOf(answer) };
}

async function forget(id: string): Promise<void> {
  await db.photos
    .where("id")
    .equals(id)
    .modify((row) => {
      delete row.upload_url;
    });
}
