// What a person can do on a simulated phone, by the app's own calls, and what the app shows them.
import "./world.ts";
import {
  change,
  create,
  dismiss,
  keepPhoto,
  type NewPhoto,
  readBack,
  remove,
  restore,
  retry,
  saveUnsent,
  signIn,
  signOut,
  start,
  status,
  syncNow,
} from "../../src/outbox";
import { syncInWorker } from "../../src/outbox/engine";
import { attention, db, record, records, unsent } from "../../src/store";
import { noticeEviction } from "../../src/store/health";
import type { Outcome } from "./host.ts";

type Photo = Omit<NewPhoto, "bytes"> & { bytes: string };

const plain = (text: string): ArrayBuffer => new Uint8Array(Buffer.from(text, "base64")).buffer;

const ACTIONS = {
  ...{ signIn, signOut, create, change, remove, restore, retry, dismiss, syncNow, noticeEviction },
  ...{ record, records, attention, unsent },
  start: async () => start(),
  status: async () => status.get(),
  sync: () => syncInWorker(),
  keepPhoto: (photo: Photo) => keepPhoto({ ...photo, bytes: plain(photo.bytes) }),
  saveUnsent: async () => (await saveUnsent()).text(),
  readBack: (text: string) => readBack(new Blob([text])),
} as unknown as Record<string, (...given: unknown[]) => Promise<unknown>>;

const EDITS = new Set(["create", "change", "remove", "restore", "keepPhoto"]);

/** What a person saw just before an edit, and the ops that lie on disk once it says "saved". */
async function edit(name: string, given: unknown[]): Promise<unknown> {
  const [first] = given;
  const id = name === "create" ? given[3] : ((first as Photo).recordId ?? first);
  const seen = (await record(id as string)) ?? null;
  const before = ((await db.meta.get("kept"))?.value as number | undefined) ?? 0;
  const value = await ACTIONS[name]?.(...given);
  const ops = await db.ops.where("order").above(before).toArray();
  return { value, seen, ops: ops.map((row) => row.op) };
}

async function performed(name: string, given: unknown[]): Promise<Outcome> {
  try {
    const value = EDITS.has(name) ? await edit(name, given) : await ACTIONS[name]?.(...given);
    return { value };
  } catch (error) {
    const { name: kind, code = "", message } = error as Error & { code?: string };
    return { error: { name: kind, code, message } };
  }
}

Object.assign(globalThis, {
  phone: {
    perform(name: string, given: unknown[], done: (outcome: Outcome) => void) {
      void performed(name, given).then(done);
    },
  },
});
