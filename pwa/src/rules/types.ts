/** The nouns of sync, as the phone sees them. Types only. */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type Action = "create" | "edit" | "delete" | "restore" | "move";
export type Locale = "zh-Hans" | "zh-Hant" | "en";
export type Names = Record<Locale, string>;
export type Role =
  | "operator"
  | "shift_lead"
  | "reception"
  | "auditor"
  | "supervisor"
  | "manager"
  | "client"
  | "admin";

/** A reference to a photo, signature or file (M5). What follows `height` is the server's to set. */
export interface Attachment {
  id: string;
  sha256: string;
  bytes: number;
  type: string;
  caption?: string;
  taken_at?: string;
  provenance?: "camera" | "gallery";
  original_sha256?: string;
  width?: number;
  height?: number;
  available?: boolean;
  /** The same bytes hang on another record, too (B5). */
  reused?: boolean;
  by?: string;
  received?: string;
  removed?: { by?: string; received?: string };
}

/** One remark or log line (M4). `strikes` names an earlier entry that this one strikes out. */
export interface Entry {
  id: string;
  text: string;
  strikes?: string;
  by?: string;
  received?: string;
}

export interface ScalarChange {
  from: Json;
  to: Json;
}
export interface SetChange {
  add?: string[];
  remove?: string[];
}
export interface AppendChange {
  add: Entry[];
}
export interface AttachmentChange {
  add?: Attachment[];
  remove?: string[];
}
export type Change = ScalarChange | SetChange | AppendChange | AttachmentChange;

/** One immutable intent (O1). Keys of `changes`: `title`, `answers/ph_in/value`, `photos/<id>/caption`. */
export interface Op {
  op_id: string;
  device_id: string;
  device_seq: number;
  record_id: string;
  kind: string;
  scope: string;
  action: Action;
  base_rev: number;
  after: string | null;
  changes: Record<string, Change>;
  reason?: string;
  schema: number;
  device_time: string;
  author_id: string;
  prev_hash: string | null;
  signature: string;
}

export interface Mark {
  by: string;
  device_time: string;
  received: string;
}

/** Fields of a record: sets are sorted lists, append and attachments lists, items maps of maps. */
// biome-ignore lint/suspicious/noExplicitAny: the kinds table, not the compiler, knows a field's type
export type Fields = Record<string, any>;

/** A record as it travels and as screens see it. `rev` 0: only this phone knows it so far. */
export interface RecordRow<F extends Fields = Fields> {
  id: string;
  kind: string;
  scope: string;
  rev: number;
  seq: number;
  deleted: boolean;
  moved?: boolean;
  fields: F;
  created: Mark;
  updated: Mark;
}

export type MergeRule =
  | "scalar"
  | "set"
  | "items"
  | "append"
  | "attachments"
  | "status"
  | "once"
  | "server";

export interface KindField {
  type: string;
  merge: MergeRule;
  required?: boolean;
  choices?: string[];
  ref?: string;
  roles?: string[];
  item_fields?: Record<string, KindField>;
}

export interface Transition {
  from: string;
  to: string;
  roles: string[];
}

export interface Kind {
  scope: "site" | "common";
  roles: Record<Action, string[]>;
  fields: Record<string, KindField>;
  status?: { field: string; initial: string; transitions: Transition[] };
  reviewed?: string[];
  submit?: string[];
}
export type Kinds = Record<string, Kind>;

/** Where a change key points; `field` gives its type and merge rule. */
export interface Place {
  root: string;
  field: KindField;
  item?: string;
  subfield?: string;
  attachment?: string;
}

export type Outcome =
  | "applied"
  | "merged"
  | "duplicate"
  | "conflict"
  | "held"
  | "quarantined"
  | "retry";

/** The server's answer to one op. */
export interface PushResult {
  op_id: string;
  outcome: Outcome;
  rev?: number;
  conflict_id?: string;
  code?: string;
  message?: string;
  record?: RecordRow;
  first?: PushResult;
  now?: PushResult;
  retry_after?: number;
}

export type Choice = { choose: string } | { value: Json };

/** One field in conflict (C6). `others` are further losing sides; `closed` says how it ended. */
export interface ConflictField {
  base: Json;
  current: Json;
  incoming: Json;
  earlier: Json[];
  others: { op_id: string; by: string; value: Json; device_time?: string }[];
  op_id: string;
  by: string;
  device_time?: string;
  rev: number;
  touched: number;
  closed?: { op_id: string; by: string; value: Json };
  /** Earlier disputes about the same field in this conflict, each closed. */
  past?: ConflictField[];
}

export interface ConflictFields extends Fields {
  record_id: string;
  record_kind: string;
  fields: Record<string, ConflictField>;
  incoming_op: string;
  incoming_author: string;
  incoming_device_time: string;
  state: "open" | "resolved";
  resolution: Record<string, Choice> | null;
}

export interface PersonFields extends Fields {
  name: string;
  username?: string;
  title?: string;
  roles?: Role[];
  sites?: string[];
  superior_id?: string | null;
  active?: boolean;
}
export type Person = RecordRow<PersonFields>;

export type ItemType =
  | "number"
  | "pass_fail"
  | "choice"
  | "text"
  | "photo"
  | "signature"
  | "datetime"
  | "count"
  | "score"
  | "ref";

export interface TemplateItem {
  id: string;
  section: string;
  type: ItemType;
  label: Names;
  hint?: Names;
  unit?: string;
  decimals?: number;
  /** Typing guard, not a limit: what cannot be a reading at all. */
  min?: number;
  max?: number;
  required?: boolean;
  choices?: { value: string; label: Names }[];
  /** What an untouched item is recorded as when the person says that all is normal; absent: never. */
  assume?: Json;
  causes?: { value: string; label: Names; proposal?: Names }[];
  visible_if?: { item: string; in: Json[] };
  photos?: { min?: number; max?: number; on_fail_min?: number; camera_only?: boolean };
}

export interface TemplateDefinition {
  sections: { id: string; label: Names }[];
  items: TemplateItem[];
  cadence?: Json;
  source?: string;
}

/** Answers of an inspection by item id. A number for readings; "pass" | "fail" | "na"; a choice; text. */
export interface Answer {
  value?: Json;
  note?: string | null;
  cause?: string | null;
  photos?: Attachment[];
  checked_at?: string | null;
  checkpoint_proof?: Json;
  assumed?: boolean | null;
}
export type Answers = Record<string, Answer>;

/** A site's limits for one item; an absent or null one is not set. */
export interface Limits {
  low_alarm?: number | null;
  low_warn?: number | null;
  high_warn?: number | null;
  high_alarm?: number | null;
}
