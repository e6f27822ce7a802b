// Is there anything to do? A cheap question between syncs; data always comes through pull (F11).
import { db } from "../store/db";
import { getMeta } from "../store/meta";
import { reach } from "./reach";

/** True unless it is certain that nothing waits on either side. */
export async function worthSyncing(): Promise<boolean> {
  const session = await getMeta("session");
  const [queued, photos, cursor] = await Promise.all([
    db.ops.where("state").equals("queued").count(),
    db.photos.where("state").anyOf("waiting", "sending").count(),
    db.cursors.get(session?.user.id ?? ""),
  ]);
  if (!session || session.expired || queued + photos > 0 || !cursor) return true;
  const answer = await reach("GET", "/api/sync/poke");
  const heads = answer.ok ? answer.data.heads : undefined;
  if (!answer.ok || answer.data.epoch !== cursor.epoch || !heads) return true;
  const there = heads as Record<string, number>;
  const taken = Object.keys(cursor.scopes).some(
    (scope) => cursor.scopes[scope] && !(scope in there),
  );
  return taken || Object.entries(there).some(([scope, seq]) => seq !== (cursor.scopes[scope] ?? 0));
}
