// Set-apart ops of one's sites that lie in their authors' own scopes: no pull brings them (P4a).
import type { RecordRow } from "../rules/types";
import { db } from "../store/db";
import { getMeta } from "../store/meta";
import { isRow, ROW_TABLES, takeElsewhere } from "../store/rows";
import { reach } from "./reach";
import { type Trouble, trouble, troubleOf } from "./trouble";

const PATH = "/api/records?kind=quarantine&elsewhere=true&limit=500&cursor=";
const JUDGES = ["supervisor", "manager"];

/** Asks for all of them, for those who may judge; what the server no longer names is forgotten. */
export async function lookElsewhere(): Promise<Trouble | null> {
  const user = (await getMeta("session"))?.user;
  if (!user?.roles.some((role) => JUDGES.includes(role))) return null;
  const rows: RecordRow[] = [];
  let cursor: unknown = "";
  while (typeof cursor === "string") {
    const answer = await reach("GET", PATH + encodeURIComponent(cursor));
    if (!answer.ok) return troubleOf(answer);
    if (answer.owner !== user.id) return trouble("other_person");
    const { records } = answer.data;
    const next = answer.data.cursor;
    if (!Array.isArray(records) || !records.every(isRow)) return trouble("strange", { cut: true });
    rows.push(...records);
    if (next === cursor) return trouble("strange");
    cursor = next;
  }
  await db.transaction("rw", [...ROW_TABLES], () => takeElsewhere(user.id, rows));
  return null;
}
