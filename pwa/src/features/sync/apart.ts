/** What of mine was held or set apart, and what became of it: one thing per record. */
import { type ApartOp, inChain, readApart } from "../../rules/apart";
import { attention, type Notice, type RecordView, record, records, session } from "../../store";

export interface Apart {
  record_id: string;
  kind: string;
  scope: string;
  /** In the order in which they were made. */
  ops: ApartOp[];
  /** Why the first of them was set apart. */
  code: string;
  /** Still for somebody to judge. */
  open: boolean;
  held: boolean;
  ends: End[];
  notices: Notice[];
  /** The record, where this phone has it. */
  record: RecordView | undefined;
}

/** How some of it was settled: by whom, when, how and why. `by` null: what it waited for has come. */
export interface End {
  state: string;
  by: string | null;
  at: string;
  why: string;
  outcome: string;
}

const OPEN = ["held", "quarantined", "aside"];
type Told = { op: ApartOp; state: string; code: string; row?: RecordView; notice?: Notice };

function endOf({ row, state }: Told): End[] {
  if (!row || OPEN.includes(state)) return [];
  const { settled, reason } = row.fields;
  const at = row.updated.received || row.updated.device_time;
  const by = settled ? settled.by : row.updated.by;
  const outcome = settled?.outcome ?? "";
  return [{ state, by, at: settled?.at ?? at, why: String(reason ?? ""), outcome }];
}

/** Decisions of one person for one reason read as one. */
function distinct(ends: End[]): End[] {
  const said = new Map(ends.map((end) => [`${end.state} ${end.by} ${end.why}`, end]));
  return [...said.values()];
}

async function allTold(): Promise<Told[]> {
  const me = (await session())?.user.id;
  const rows = (await records({ kind: "quarantine" })).filter((row) => row.created.by === me);
  const notices = (await attention()).filter(
    (one) => one.op && [...OPEN, "settled"].includes(one.outcome),
  );
  const told = new Map<string, Told>();
  for (const row of rows) {
    const op = readApart(row.fields.op);
    const { state, code } = row.fields;
    told.set(op.op_id || row.id, { op, state: String(state), code: String(code), row });
  }
  for (const notice of notices) {
    const known = told.get(notice.id);
    if (known) known.notice = notice;
    else {
      const { outcome: state, code } = notice;
      told.set(notice.id, { op: readApart(notice.op), state, code, notice });
    }
  }
  return [...told.values()];
}

/** Everything of the signed-in person that was held or set apart; what is open comes first. */
export async function readApartThings(): Promise<Apart[]> {
  const groups = new Map<string, Told[]>();
  for (const one of await allTold()) {
    const id = one.op.record_id;
    groups.set(id, [...(groups.get(id) ?? []), one]);
  }
  const things: Apart[] = [];
  for (const [record_id, some] of groups) {
    const told = some.sort((a, b) => inChain(a.op, b.op));
    const open = told.filter((one) => OPEN.includes(one.state));
    const cause = told.find((one) => one.code !== "after_quarantined") ?? told[0];
    things.push({
      record_id,
      kind: told[0]?.op.kind ?? "",
      scope: told[0]?.op.scope ?? "",
      ops: told.map((one) => one.op),
      code: cause?.code ?? "",
      open: open.length > 0,
      held: open.length > 0 && open.every((one) => one.state === "held"),
      ends: distinct(told.flatMap(endOf)),
      notices: told.flatMap((one) => one.notice ?? []),
      record: await record(record_id),
    });
  }
  return things.sort(
    (a, b) => Number(b.open) - Number(a.open) || lastOf(b).localeCompare(lastOf(a)),
  );
}

const lastOf = (thing: Apart): string => thing.ends.at(-1)?.at ?? "";
