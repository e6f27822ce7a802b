// A request as the signed-in person: CSRF token, one silent refresh, and who it was sent for.
import { db } from "../store/db";
import { getMeta, setMeta } from "../store/meta";
import type { Session, User } from "../store/types";
import { alone } from "./alone";
import { eraseKey } from "./device";
import { type Answer, call, type Request } from "./http";
import { say } from "./signal";
import { tell } from "./status";

export const WIRE = "roundbook-wire";

const isExpiry = (answer: Answer) =>
  !answer.ok && (answer.code === "signed_out" || answer.code === "csrf");

const isRevoked = (answer: Answer) => !answer.ok && answer.code === "device_revoked";

/** Like `call`; `owner` is whose cookies it carried. Shares the wire, so nobody signs in meanwhile. */
export function reach(
  method: string,
  path: string,
  request: Request = {},
): Promise<Answer & { owner: string }> {
  const work = async () => {
    const session = await getMeta("session");
    const owner = session?.user.id ?? "";
    let answer = await call(method, path, { ...request, csrf: session?.csrf ?? "" });
    if (session && isExpiry(answer)) {
      const csrf = await refresh(session);
      if (csrf) answer = await call(method, path, { ...request, csrf });
    }
    if (session && isRevoked(answer)) await stop(session);
    if (answer.ok || answer.why === "problem") {
      tell({ online: true, lastContact: new Date().toISOString() });
    } else {
      // A phone may believe in its network while nothing of the server gets through.
      tell({ online: false });
    }
    return { ...answer, owner };
  };
  return alone(WIRE, work, "shared");
}

/** The session that the server describes; what it leaves out stays as it was. */
function sessionFrom(data: Record<string, unknown>, known: Session): Session {
  const user = { ...known.user, ...(data.user as Partial<User> | undefined) };
  const csrf = typeof data.csrf === "string" ? data.csrf : known.csrf;
  return { ...known, user: user.id === known.user.id ? user : known.user, csrf, expired: false };
}

/** A fresh access cookie; marks the session expired only when the server itself says so. */
async function refresh(session: Session): Promise<string | null> {
  const answer = await call("POST", "/api/auth/refresh", { json: {}, csrf: session.csrf });
  if (answer.ok) {
    // Roles and sites may have changed since the last time.
    const fresh = sessionFrom(answer.data, session);
    return (await keepSession(fresh)) ? fresh.csrf : null;
  }
  if (isRevoked(answer)) await stop(session);
  else if (answer.why === "problem" && (answer.status === 401 || answer.status === 403)) {
    await expire(session);
  }
  return null;
}

/** This phone was revoked: its key goes now, before anything else (P4b). */
async function stop(session: Session): Promise<void> {
  await eraseKey();
  await expire(session);
}

/** Writes what became of a session, unless somebody has signed in since: this page may have slept. */
function keepSession(session: Session): Promise<boolean> {
  return db.transaction("rw", db.meta, async () => {
    const now = await getMeta("session");
    const same = now?.user.id === session.user.id && now.since === session.since;
    if (same) await setMeta("session", session);
    return same;
  });
}

/** Recording goes on; sending waits for a sign-in. */
async function expire(session: Session): Promise<void> {
  if (!(await keepSession({ ...session, expired: true }))) return;
  tell({ needsSignIn: true });
  say({ type: "session" });
}
