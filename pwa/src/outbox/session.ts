// Who works on this phone. Needs the network to sign in, never to go on.
import { markKept } from "../store/health";
import { dropMeta, getMeta, setMeta } from "../store/meta";
import type { Problem, Session, User } from "../store/types";
import { alone } from "./alone";
import { eraseKey, register, welcome } from "./device";
import { type Answer, call } from "./http";
import { WIRE } from "./reach";
import { say } from "./signal";
import { tell } from "./status";

export type SignIn = { ok: true; user: User } | { ok: false; error: Problem };

const no = (code: string, message = ""): SignIn => ({ ok: false, error: { code, message } });

/** Signs in and, the first time, registers this phone. Codes: wrong_password, offline, insecure, … */
export async function signIn(username: string, password: string): Promise<SignIn> {
  // Browsers keep keys and service workers from pages that came over plain HTTP.
  if (!globalThis.crypto?.subtle) return no("insecure");
  try {
    return await enter(username, password);
  } catch (error) {
    return no("phone", String(error));
  }
}

function enter(username: string, password: string): Promise<SignIn> {
  return alone(WIRE, async () => {
    const device = await getMeta("device");
    const who = { username, password, transport: "cookie" };
    const first = await login({ ...who, ...(device && { device_id: device.device_id }) });
    // The server may have forgotten this phone (restored, another database, a revoked device).
    const told = !first.ok && first.code === "device_revoked";
    if (told) await eraseKey();
    const revoked = told || (device !== undefined && !device.key);
    const refused = device && (revoked || isRefusal(first));
    const answer = refused ? await login(who) : first;
    if (!answer.ok) return no(answer.code, answer.message);
    const session = sessionFrom(answer.data);
    if (!session) return no("strange");
    const unknown = answer.data.device_id === null;
    if (!device || refused || unknown) {
      const csrf = session.csrf;
      const send: typeof call = (method, path, request) => call(method, path, { ...request, csrf });
      const registered = await register(send, session.user.id, revoked);
      if (!registered.ok) return no(registered.code, registered.message);
    }
    await welcome(session.user.id);
    await setMeta("session", session);
    markKept();
    tell({ signedIn: true, needsSignIn: false, lastContact: session.since, lastError: null });
    say({ type: "session" });
    say({ type: "sync", reason: "sign-in" });
    return { ok: true, user: session.user };
  });
}

/** Queued work stays and is still sent by the next session; the next person does not see it. */
export function signOut(): Promise<void> {
  return alone(WIRE, async () => {
    const session = await getMeta("session");
    if (!session) return;
    await dropMeta("session");
    tell({ signedIn: false, needsSignIn: false });
    say({ type: "session" });
    const answer = await call("POST", "/api/auth/logout", { json: {}, csrf: session.csrf });
    if (!answer.ok && answer.why !== "problem") await setMeta("leaving", session.csrf);
  });
}

/** Tells the server of a sign-out that it has not heard of; a new sign-in makes that needless. */
export function finishLeaving(): Promise<void> {
  return alone(WIRE, async () => {
    const csrf = await getMeta("leaving");
    if (csrf === undefined) return;
    if (!(await getMeta("session"))) {
      const answer = await call("POST", "/api/auth/logout", { json: {}, csrf });
      if (!answer.ok && answer.why !== "problem") return;
    }
    await dropMeta("leaving");
  });
}

const login = (json: object): Promise<Answer> => call("POST", "/api/auth/login", { json });
const isRefusal = (answer: Answer) =>
  !answer.ok && answer.why === "problem" && [400, 403, 404].includes(answer.status);

function sessionFrom(data: Record<string, unknown>): Session | null {
  const user = data.user as Partial<User> | undefined;
  if (typeof user?.id !== "string" || typeof user.username !== "string") return null;
  const { id, username, name = username, roles = [], scopes = [] } = user;
  return {
    user: { id, username, name, roles, scopes },
    csrf: typeof data.csrf === "string" ? data.csrf : "",
    since: new Date().toISOString(),
    expired: false,
  };
}
