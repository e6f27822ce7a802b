// How far this phone has read, against where the server's order ends: a progress that tells the truth (F10).
import { reach } from "./reach";

type Seqs = Record<string, number>;
interface Read {
  cursor: { scopes: Seqs };
  has_more: boolean;
}

/**
 * A measure for one pull: the share read after a page, 0…1; null for a pull that is over.
 * Where the order ends is asked once, after the first page that is not the last; a server that does
 * not say it gets no promise made in its name.
 */
export function measure(): (page: Read) => Promise<number | null> {
  let asked: Promise<Seqs | null> | undefined;
  return async ({ cursor, has_more }) => {
    if (!has_more) return null;
    asked ??= ends();
    const end = await asked;
    return end && share(cursor.scopes, end);
  };
}

async function ends(): Promise<Seqs | null> {
  const answer = await reach("GET", "/api/sync/poke");
  const heads = answer.ok ? answer.data.heads : null;
  return heads && typeof heads === "object" ? (heads as Seqs) : null;
}

function share(read: Seqs, end: Seqs): number {
  const sum = (seq: (scope: string) => number) =>
    Object.keys(end).reduce((total, scope) => total + seq(scope), 0);
  const whole = sum((scope) => end[scope] ?? 0);
  return sum((scope) => Math.min(read[scope] ?? 0, end[scope] ?? 0)) / Math.max(1, whole);
}
