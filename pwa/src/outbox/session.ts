// Who works on this phone. Needs the network to sign in, never to go on.
import type { Problem, User } from "../store/types";

export type SignIn = { ok: true; user: User } | { ok: false; error: Problem };

export async function signIn(_username: string, _password: string): Promise<SignIn> {
  return { ok: false, error: { code: "offline", message: "" } };
}

/** Queued work stays and is still sent; the next person does not see it. */
export async function signOut(): Promise<void> {}
