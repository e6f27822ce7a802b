// One request and an honest judgement of what came back (P7). Knows nothing of sessions.

export type Answer =
  | { ok: true; status: number; data: Fields; headers: Headers }
  | { ok: false; why: Why; status: number; code: string; message: string; retryAfter: number };

/** strange: something between us and the server answered (captive portal, broken proxy) */
export type Why = "offline" | "timeout" | "strange" | "problem";
type Fields = Record<string, unknown>;

export interface Request {
  /** sent as JSON, compressed when that pays */
  json?: unknown;
  body?: ArrayBuffer;
  headers?: Record<string, string>;
  csrf?: string;
  timeout?: number;
  /** header that an answer without a body must carry to count as one (tus) */
  proof?: string;
}

const TIMEOUT = 45_000;
const WORTH_ZIPPING = 1_000;
/** What a server says to a compressed body whose label a proxy has torn off. */
const UNREADABLE = [400, 415];

// Off for the rest of this page's life once a proxy was seen to spoil it.
let zipping = true;

function failed(why: Why, code: string, status = 0, message = "", retryAfter = 0): Answer {
  return { ok: false, why, status, code, message, retryAfter };
}

async function zipped(text: string): Promise<ArrayBuffer> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
}

async function packed(request: Request): Promise<RequestInit> {
  const headers: Record<string, string> = { Accept: "application/json", ...request.headers };
  if (request.csrf) headers["X-CSRF-Token"] = request.csrf;
  if (request.json === undefined) return { headers, body: request.body ?? null };
  headers["Content-Type"] = "application/json";
  const text = JSON.stringify(request.json);
  if (!zipping || text.length < WORTH_ZIPPING || typeof CompressionStream !== "function") {
    return { headers, body: text };
  }
  headers["Content-Encoding"] = "gzip";
  return { headers, body: await zipped(text) };
}

const isZipped = (init: RequestInit) =>
  "Content-Encoding" in ((init.headers ?? {}) as Record<string, string>);

/** `Retry-After` in ms: seconds or a date; 0 if there is none. */
function patience(headers: Headers): number {
  const value = headers.get("Retry-After");
  if (!value) return 0;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : 0;
}

/** Sends a request and never throws: what was not the server's own word is told apart. */
export async function call(method: string, path: string, request: Request = {}): Promise<Answer> {
  const stop = new AbortController();
  const alarm = setTimeout(() => stop.abort(), request.timeout ?? TIMEOUT);
  const fixed = { credentials: "same-origin", cache: "no-store", redirect: "error" } as const;
  try {
    const init = await packed(request);
    const response = await fetch(path, { method, ...init, ...fixed, signal: stop.signal });
    if (isZipped(init) && UNREADABLE.includes(response.status)) {
      zipping = false;
      const plain = await packed(request);
      const again = await fetch(path, { method, ...plain, ...fixed, signal: stop.signal });
      zipping = !again.ok;
      return await judged(again, request);
    }
    return await judged(response, request);
  } catch {
    return stop.signal.aborted ? failed("timeout", "timeout") : failed("offline", "offline");
  } finally {
    clearTimeout(alarm);
  }
}

async function judged(response: Response, request: Request): Promise<Answer> {
  const { status, headers } = response;
  const type = headers.get("Content-Type")?.split(";")[0]?.trim();
  if (response.ok && request.proof) {
    if (!headers.has(request.proof)) return failed("strange", "strange", status);
    return { ok: true, status, data: {}, headers };
  }
  if (response.ok && status === 204) return { ok: true, status, data: {}, headers };
  const data = await readObject(response);
  if (response.ok && type === "application/json" && data)
    return { ok: true, status, data, headers };
  if (!response.ok && type === "application/problem+json" && data) {
    const message = String(data.detail ?? data.title ?? "");
    return failed("problem", String(data.code ?? status), status, message, patience(headers));
  }
  // A gateway's own 413, 429 or 5xx page still says when to come back, and to send less.
  return failed("strange", "strange", status, "", patience(headers));
}

/** A cut or rewritten body is no answer; a lost connection while reading counts as offline. */
async function readObject(response: Response): Promise<Fields | null> {
  const text = await response.text();
  try {
    const data: unknown = JSON.parse(text);
    return data && typeof data === "object" && !Array.isArray(data) ? (data as Fields) : null;
  } catch {
    return null;
  }
}
