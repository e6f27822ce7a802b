// The rows of the phone's database. Types only.
import type { Json, Op, RecordRow } from "../rules/types";

/** A server row of one person; `state` and `at` are copied out of it to be found by. */
export interface StoredRecord extends RecordRow {
  owner: string;
  state: string;
  at: string;
}

/** queued: not answered yet · landed: received, the row has not come back yet · aside: needs a person */
export type OpState = "queued" | "landed" | "aside";

export interface OpRow {
  op_id: string;
  /** 1, 2, 3 … as kept on this phone; unlike device_seq it survives a new registration */
  order: number;
  record_id: string;
  kind: string;
  scope: string;
  owner: string;
  state: OpState;
  op: Op;
  size: number;
  kept_at: string;
  /** rev that the record had after this op, once the server has answered */
  rev?: number;
  error?: Problem;
}

/** An answered op kept until the server's backup holds it (F9). */
export interface AckedRow {
  op_id: string;
  owner: string;
  scope: string;
  record_id: string;
  op: Op;
  order: number;
  /** seq that covers it; absent until the next whole pull */
  seq?: number;
}

export interface Problem {
  code: string;
  message: string;
}

/** waiting → sending → confirmed (the server holds these bytes), or refused (stays on the phone) */
export type PhotoState = "waiting" | "sending" | "confirmed" | "refused";

export interface PhotoRow {
  id: string;
  sha256: string;
  record_id: string;
  key: string;
  scope: string;
  kind: string;
  owner: string;
  state: PhotoState;
  type: string;
  size: number;
  /** bytes that the server has taken */
  sent: number;
  taken_at: string;
  kept_at: string;
  upload_url?: string;
  error?: Problem;
}

/** A confirmed photo whose bytes stay until the server's backup holds it (F9). */
export interface Original {
  id: string;
  owner: string;
  scope: string;
  size: number;
  /** seq that covers its arrival; absent until the next whole pull */
  seq?: number;
}

export interface BytesRow {
  id: string;
  full?: ArrayBuffer;
  thumb?: ArrayBuffer;
}

/** Something a person has to look at: refused, set aside, in conflict; or what was decided about it. */
export interface Notice {
  id: string;
  owner: string;
  record_id: string;
  kind: string;
  scope: string;
  outcome: "quarantined" | "conflict" | "held" | "aside" | "photo_refused" | "settled";
  code: string;
  message: string;
  conflict_id?: string;
  /** who settled it */
  by?: string;
  op?: Op;
  at: string;
}

export interface DraftRow {
  owner: string;
  id: string;
  title: string;
  data: Json;
  at: string;
}

export interface Cursor {
  epoch: string;
  scopes: Record<string, number>;
}

export interface CursorRow extends Cursor {
  owner: string;
}

export interface User {
  id: string;
  username: string;
  name: string;
  roles: string[];
  scopes: string[];
}

export interface Session {
  user: User;
  csrf: string;
  since: string;
  /** the server no longer takes the cookies; recording goes on */
  expired: boolean;
}

/** This phone as the server knows it; the private key cannot be read out. */
export interface Device {
  device_id: string;
  /** gone once the server has said that this phone was revoked */
  key?: CryptoKeyPair;
  /** ids of those who have signed in on it: only their ops are taken from it (O5) */
  people: string[];
}

/** The end of the device's chain (O2, O3). */
export interface ChainHead {
  seq: number;
  hash: string | null;
}

/** A record as this person sees it: server row with their own pending ops, and what still waits here. */
export interface RecordView extends RecordRow {
  waiting: number;
  waitingPhotos: number;
}
