// The one way onto the outbox: decide, sign, write, in the device's order (O1–O3). Never sends.
import { v7 as uuid } from "uuid";
import { SCHEMA } from "../rules/kinds";
import type { Change, Op } from "../rules/types";
import { db } from "../store/db";
import { askToPersist, markKept } from "../store/health";
import { getMeta, setMeta } from "../store/meta";
import { settleBy } from "../store/standing";
import type { User } from "../store/types";
import { alone } from "./alone";
import { seal } from "./chain";
import { KeepError } from "./errors";
import { makeRoom } from "./originals";
import { say } from "./signal";

export const CHAIN = "roundbook-chain";

settleBy(() => alone(CHAIN, async () => undefined));

/** What a person wants done, with the rev of the server's row that they were looking at. */
export interface Intent {
  record_id: string;
  kind: string;
  scope: string;
  action: Op["action"];
  base_rev: number;
  changes: Record<string, Change>;
  reason?: string;
}

/** Local time with its offset: evidence of when, never a rule's input. */
export function deviceTime(at = new Date()): string {
  const minutes = -at.getTimezoneOffset();
  const local = new Date(at.getTime() + minutes * 60_000).toISOString().slice(0, -1);
  const two = (n: number) => String(n).padStart(2, "0");
  const hours = two(Math.floor(Math.abs(minutes) / 60));
  return `${local}${minutes < 0 ? "-" : "+"}${hours}:${two(Math.abs(minutes) % 60)}`;
}

/**
 * Keeps what `decide` returns; null means that there is nothing to do. Resolves when the op is on
 * disk. `along` writes what belongs to the op in the same transaction.
 */
export function keep(
  decide: (me: User) => Promise<Intent | null>,
  along?: (op: Op) => Promise<unknown>,
): Promise<Op | null> {
  return alone(CHAIN, async () => {
    const [session, device, head] = await Promise.all([
      getMeta("session"),
      getMeta("device"),
      getMeta("chain"),
    ]);
    if (!session) throw new KeepError("not_signed_in");
    if (!device || !head) throw new KeepError("no_device");
    const { device_id, key } = device;
    if (!key) throw new KeepError("revoked");
    const me = session.user.id;
    const intent = await decide(session.user);
    if (!intent) return null;
    const tail = await db.tails.get([me, intent.record_id]);
    const draft = {
      ...intent,
      op_id: uuid(),
      after: tail?.op_id ?? null,
      schema: SCHEMA,
      device_time: deviceTime(),
      author_id: me,
    };
    const sealed = await seal(draft, { device_id, key }, head);
    const { op, size } = sealed;
    const { op_id, record_id, kind, scope } = op;
    const row = { op_id, record_id, kind, scope, owner: me, op, size };
    const tables = [db.ops, db.tails, db.meta, db.photos, db.bytes];
    await onDisk(() =>
      db.transaction("rw", tables, async () => {
        // Where Web Locks are missing another tab may have been faster: the link would be broken.
        if ((await getMeta("chain"))?.seq !== head.seq)
          throw new KeepError("not_saved", "overtaken");
        const order = await nextPlace();
        await db.ops.add({ ...row, order, state: "queued", kept_at: new Date().toISOString() });
        await db.tails.put({ owner: me, record_id, op_id });
        await db.meta.put({ key: "chain", value: sealed.head });
        await along?.(op);
      }),
    );
    if (op.device_seq === 1) void askToPersist().catch(() => false);
    markKept();
    say({ type: "kept" });
    return op;
  });
}

/** The next place in this phone's own order; inside the transaction that writes the op. */
export async function nextPlace(): Promise<number> {
  const order = ((await getMeta("kept")) ?? 0) + 1;
  await setMeta("kept", order);
  return order;
}

/** Turns a full storage into the error that screens know; the transaction has left nothing behind. */
async function onDisk(write: () => PromiseLike<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (!isFull(error)) throw error;
    // What is on the server as well makes room for what is not.
    if (!(await makeRoom())) throw new KeepError("storage_full");
    await onDisk(write);
  }
}

/** Dexie wraps what the browser says, sometimes twice. */
function isFull(error: unknown): boolean {
  const { name, inner } = (error ?? {}) as { name?: string; inner?: unknown };
  return name === "QuotaExceededError" || (inner !== undefined && inner !== error && isFull(inner));
}
