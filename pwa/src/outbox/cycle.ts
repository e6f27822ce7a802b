// One round of syncing: records out, records in, photos out. Reports trouble, never throws it away.
import { getMeta } from "../store/meta";
import { LOOK_AGAIN, sendPhotos, TEXT_FIRST } from "./blobs";
import { lookElsewhere } from "./elsewhere";
import { pullAll } from "./pull";
import { pushAll } from "./push";
import { finishLeaving } from "./session";
import { tell } from "./status";
import { type Trouble, trouble } from "./trouble";

const STEPS = [
  ["push", pushAll],
  ["pull", async () => (await pullAll()) ?? (await lookElsewhere())],
  ["photos", sendPhotos],
] as const;

/**
 * Text goes before photos; a step that fails stops the others only if nothing gets through (B2).
 * Ends early, and lets photos wait, once it is `mine` no more: another tab does the same by then.
 */
export async function cycle(mine = () => true): Promise<Trouble | null> {
  await finishLeaving();
  const session = await getMeta("session");
  tell({ signedIn: session !== undefined, needsSignIn: session?.expired ?? false });
  if (!session || session.expired) return null;
  let first: Trouble | null = null;
  for (;;) {
    let again = false;
    for (const [phase, step] of STEPS) {
      if (!mine()) return first;
      tell(phase === "pull" ? { phase, pulled: 0 } : { phase });
      const met = await guarded(() => step(mine));
      again = met?.code === TEXT_FIRST || met?.code === LOOK_AGAIN;
      if (!again) first ??= met;
      if (met?.cut) return first;
    }
    if (!again) return first;
  }
}

/** A fault of the phone itself (storage full, connection to the database lost) is trouble, too. */
async function guarded(step: () => Promise<Trouble | null>): Promise<Trouble | null> {
  try {
    return await step();
  } catch (error) {
    const { name, message } = error as Error;
    return trouble("phone", { message: `${name}: ${message}` });
  }
}
