/** What a code opens: a checkpoint of a round under way, or why nothing can be opened. */
import { records, session } from "../../store";

export type Found =
  | { kind: "checkpoint"; path: string }
  | { kind: "no-round"; name: unknown }
  | { kind: "other-site"; scope: string }
  | { kind: "unknown" };

/** The code in what a label says: the bare code, or the address `…/c/<code>` that its QR holds. */
export function codeIn(text: string): string {
  const said = text.trim();
  const path = said.match(/\/c\/([^/?#]+)/);
  return decodeURIComponent(path?.[1] ?? said)
    .trim()
    .toUpperCase();
}

/** How it was proven goes with the address, so that the round keeps it: scanned or typed. */
export async function find(code: string, scope: string, proof: "qr" | "typed"): Promise<Found> {
  const checkpoints = await records({ kind: "checkpoint" });
  const named = checkpoints.filter(
    (each) => String(each.fields.code).toUpperCase() === code && !each.fields.retired,
  );
  const here = named.find((each) => each.scope === scope);
  if (!here) {
    const [elsewhere] = named;
    return elsewhere ? { kind: "other-site", scope: elsewhere.scope } : { kind: "unknown" };
  }
  const me = (await session())?.user.id;
  const open = await records({ kind: "inspection", scope, state: "open" });
  const routes = await records({ kind: "route", scope });
  const passing = new Set(
    routes.filter((each) => each.fields.checkpoints?.includes(here.id)).map((each) => each.id),
  );
  const round = open.find((each) => each.created.by === me && passing.has(each.fields.route_id));
  if (!round) return { kind: "no-round", name: here.fields.name };
  return { kind: "checkpoint", path: `/rounds/${round.id}/p/${here.id}?proof=${proof}` };
}
