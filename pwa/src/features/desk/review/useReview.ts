/** What the review page holds: which list, which record, the decision that can still be undone. */
import { useMemo, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { type Changes, change } from "../../../outbox";
import type { RecordView } from "../../../store";
import { go, toast } from "../../../ui";
import { useDesk, useRows } from "../data";
import type { Decision } from "../pending";
import { firstUses } from "../shots";
import { useUndo } from "../useUndo";
import { w } from "../words";
import { inOrder, isDoubtful, type List, listed, type Waiting } from "./queue";
import { reasonsOf } from "./reasons";

function decide(record: string, what: Changes): void {
  change(record, what).catch((failure: unknown) => {
    const why = failure instanceof Error ? failure.message : String(failure);
    toast(w("saveFailed", { why }), { bad: true });
  });
}

export interface Reviewing {
  ready: boolean;
  all: RecordView[];
  issues: RecordView[];
  list: List;
  setList: (list: List) => void;
  counts: Record<List, number>;
  waiting: Waiting[];
  chosen: Waiting | undefined;
  at: number;
  pick: (id: string) => void;
  move: (by: number) => void;
  held: Decision<Changes> | null;
  judge: (row: RecordView, what: Changes) => void;
  takeBack: () => void;
}

export function useReview(): Reviewing {
  const desk = useDesk();
  const { query } = useLocation();
  const [list, setList] = useState<List>("submitted");
  const rows = useRows("inspection");
  const issues = useRows("issue");
  const { held, undo } = useUndo<Changes>(decide);
  const all = rows ?? [];
  const shown = all.filter((row) => row.id !== held?.record);
  const uses = useMemo(() => firstUses([...all, ...(issues ?? [])]), [rows, issues]);
  const waiting = useMemo(
    () =>
      inOrder(
        listed(shown, list).map((row) => {
          const reasons = reasonsOf(desk, row, all, uses);
          return { row, reasons, doubtful: isDoubtful(reasons) };
        }),
      ),
    [desk, rows, list, held, uses],
  );
  const found = waiting.findIndex((one) => one.row.id === query.id);
  const wide = matchMedia("(min-width: 64rem)").matches;
  const at = found >= 0 ? found : wide ? 0 : -1;
  const pick = (id: string) => go(`/desk/review?id=${id}`, { replace: true });
  return {
    ready: rows !== undefined && issues !== undefined,
    all,
    issues: issues ?? [],
    list,
    setList,
    counts: {
      submitted: listed(shown, "submitted").length,
      returned: listed(shown, "returned").length,
      marked: listed(shown, "marked").length,
    },
    waiting,
    chosen: waiting[at],
    at,
    pick,
    move(by) {
      const next = waiting[Math.min(Math.max(at + by, 0), waiting.length - 1)];
      if (next) pick(next.row.id);
    },
    held,
    judge(row, what) {
      const next = waiting[at + 1] ?? waiting[at - 1];
      undo.decide(row.id, what);
      if (next) pick(next.row.id);
    },
    takeBack() {
      const id = undo.undo();
      if (id) pick(id);
    },
  };
}
