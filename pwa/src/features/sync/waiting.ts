/** What waits on this phone, one thing per record: what needs a person first, then by age. */
import { fieldsIn, inChain, readApart, wantedIn } from "../../rules/apart";
import type { RecordRow } from "../../rules/types";
import { attention, type Notice, type OpRow, type PhotoRow, record, unsent } from "../../store";

export interface Waiting {
  id: string;
  record: Pick<RecordRow, "id" | "kind" | "scope" | "fields" | "created">;
  ops: OpRow[];
  photos: PhotoRow[];
  notices: Notice[];
  /** Bytes of the changes, of the photos, and how many of those have been sent. */
  textBytes: number;
  photoBytes: number;
  sentBytes: number;
}

/** What was set aside only because an earlier change was says nothing of the reason. */
const causesFirst = (a: Notice, b: Notice) => follows(a) - follows(b);
const follows = ({ code }: Notice) => Number(code === "after_quarantined");

/** What a record that only a set-apart change knows would be called by. */
const fieldsOf = (told: Notice[]) =>
  fieldsIn(wantedIn(told.map((each) => readApart(each.op)).sort(inChain)));

const sum = (numbers: number[]) => numbers.reduce((total, each) => total + each, 0);

/** Reads everything of the signed-in person that the server has not confirmed, or has set aside. */
export async function readWaiting(): Promise<Waiting[]> {
  const { ops, photos } = await unsent();
  const notices = await attention();
  const ids = [...notices, ...ops, ...photos].map((each) => each.record_id);
  const things: Waiting[] = [];
  for (const id of new Set(ids)) {
    const its = { ops: ops.filter((each) => each.record_id === id) };
    const pictures = photos.filter((each) => each.record_id === id);
    const told = notices.filter((each) => each.record_id === id).sort(causesFirst);
    const [any] = [...told, ...its.ops, ...pictures];
    const known = await record(id);
    const kind = any?.kind ?? "";
    const created = { by: "", device_time: new Date().toISOString(), received: "" };
    things.push({
      id,
      record: known ?? { id, kind, scope: any?.scope ?? "", fields: fieldsOf(told), created },
      ops: its.ops,
      photos: pictures,
      notices: told,
      textBytes: sum(its.ops.map((each) => each.size)),
      photoBytes: sum(pictures.map((each) => each.size)),
      sentBytes: sum(pictures.map((each) => each.sent)),
    });
  }
  return things.sort((a, b) => Number(b.notices.length > 0) - Number(a.notices.length > 0));
}

/** Outcomes whose content is read on a page of its own: the record may not show it at all. */
const apart = ["quarantined", "held", "aside", "settled"];

/** Where a person looks at a thing or decides about it. */
export function pathOf(thing: Waiting): string {
  const conflict = thing.notices.find((each) => each.conflict_id)?.conflict_id;
  if (conflict) return `/conflicts/${conflict}`;
  if (thing.notices.some((each) => apart.includes(each.outcome))) return `/sync/apart/${thing.id}`;
  return pathTo(thing.record);
}

/** Where a record is looked at. */
export function pathTo({ id, kind, fields }: Pick<RecordRow, "id" | "kind" | "fields">): string {
  if (kind === "conflict") return `/conflicts/${id}`;
  if (kind === "issue") return `/issues/${id}`;
  const unfinished = fields.status === "open" || fields.status === "returned";
  return kind === "inspection" && unfinished ? `/rounds/${id}` : `/records/${id}`;
}
