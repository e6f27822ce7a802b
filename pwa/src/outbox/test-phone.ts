// A phone for tests: an empty database, a signed-in person, and a server that answers by script.
import { vi } from "vitest";
import type { Op, PushResult } from "../rules/types";
import { db } from "../store/db";
import { setMeta } from "../store/meta";
import { newKey } from "./chain";

export const OP1 = { id: "op1", username: "op1", name: "Op", roles: ["operator"], scopes: ["A"] };
export const LEAD = { ...OP1, id: "lead", username: "lead" };

/** An empty phone on which `user` is signed in. */
export async function freshPhone(user = OP1): Promise<void> {
  await db.open();
  await Promise.all(db.tables.map((table) => table.clear()));
  await setMeta("device", { device_id: "phone-1", key: await newKey(), people: [user.id] });
  await setMeta("chain", { seq: 0, hash: null });
  await become(user);
}

export async function become(user: typeof OP1): Promise<void> {
  await setMeta("session", { user, csrf: "token", since: "2026-11-22T00:00:00Z", expired: false });
}

export interface Sent {
  method: string;
  path: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects to be there
  json: any;
  headers: Headers;
  body: unknown;
}
type Reply = (sent: Sent) => Response | Promise<Response>;

async function read(path: string, init: RequestInit): Promise<Sent> {
  const headers = new Headers(init.headers);
  let body: unknown = init.body;
  if (headers.get("Content-Encoding") === "gzip") {
    const plain = new Response(init.body).body?.pipeThrough(new DecompressionStream("gzip"));
    body = await new Response(plain).text();
  }
  const isJson = headers.get("Content-Type") === "application/json";
  const json = isJson ? JSON.parse(String(body)) : undefined;
  return { method: init.method ?? "GET", path, json, headers, body };
}

/** Answers by path; what is not scripted behaves like a healthy, empty server. Returns the log. */
export function script(replies: Record<string, Reply> = {}): Sent[] {
  const log: Sent[] = [];
  const healthy: Record<string, Reply> = {
    "/api/sync/push": ({ json }) => pushed(json.ops.map(applied)),
    "/api/sync/pull": () => page([]),
    "/api/blobs/missing": () => ok({ missing: [] }),
    "/api/auth/logout": () => new Response(null, { status: 204 }),
    "/api/auth/refresh": () => problem(401, "signed_out"),
  };
  vi.stubGlobal("fetch", async (path: string, init: RequestInit) => {
    const sent = await read(path, init);
    log.push(sent);
    const prefix = Object.keys(replies).find((one) => path === one || path.startsWith(`${one}/`));
    const reply = replies[path] ?? (prefix ? replies[prefix] : healthy[path]);
    return reply ? reply(sent) : problem(404, "not_found");
  });
  return log;
}

/** Replies one after the other; the last one stays. */
export function inTurn(...replies: Reply[]): Reply {
  let at = 0;
  return (sent) => (replies[Math.min(at++, replies.length - 1)] as Reply)(sent);
}

export const lost: Reply = () => Promise.reject(new TypeError("network lost"));
export const portal: Reply = () =>
  new Response("<html>Please accept our terms</html>", {
    headers: { "Content-Type": "text/html" },
  });

export function ok(data: unknown, status = 200): Response {
  const headers = { "Content-Type": "application/json" };
  return new Response(JSON.stringify(data), { status, headers });
}

export function problem(
  status: number,
  code: string,
  headers: Record<string, string> = {},
): Response {
  const type = { "Content-Type": "application/problem+json" };
  return new Response(JSON.stringify({ code, title: code, status }), {
    status,
    headers: { ...type, ...headers },
  });
}

export const applied = (op: Op): PushResult => ({
  op_id: op.op_id,
  outcome: "applied",
  rev: op.base_rev + 1,
});

export const pushed = (results: PushResult[], epoch = "e1"): Response =>
  ok({ epoch, server_time: "2026-11-22T00:00:00Z", results });

export function row(id: string, rev: number, fields: object = {}, more: object = {}) {
  const stamp = { by: "lead", device_time: "2026-11-22T08:00:00+08:00", received: "" };
  const fixed = {
    kind: "issue",
    scope: "A",
    seq: rev,
    deleted: false,
    created: stamp,
    updated: stamp,
  };
  return { id, rev, fields: { title: "Leak", status: "found", ...fields }, ...fixed, ...more };
}

export function page(records: object[], more: object = {}): Response {
  return ok({
    epoch: "e1",
    server_time: "",
    records,
    cursor: { epoch: "e1", scopes: { A: 9 } },
    has_more: false,
    left: [],
    heads: {},
    durable_through: {},
    ...more,
  });
}
