/** Why a record deserves a closer look, from the record, its site and the rounds before it. */
import type { RecordView } from "../../../store";
import { type Desk, definitionOf, siteOf } from "../data";
import { abnormalCount } from "../readings";
import { missingIn, reusedIn } from "../shots";
import { MINUTE } from "../zone";
import { answersOf, gapBefore, previousRound, type Reasons } from "./queue";

export function reasonsOf(
  desk: Desk,
  row: RecordView,
  all: RecordView[],
  firstUses: ReadonlyMap<string, RecordView>,
): Reasons {
  const site = siteOf(desk, row.scope)?.fields;
  const gap = gapBefore(row, previousRound(row, all));
  const answers = answersOf(row);
  return {
    abnormal: abnormalCount(
      definitionOf(desk, row),
      answers,
      site?.limits,
      desk.templates.get(row.fields.template_id)?.fields.code,
    ),
    missing: missingIn(row),
    reused: reusedIn(row, firstUses).length,
    assumed: Object.values(answers).filter((answer) => answer.assumed).length,
    tooSoon: gap !== null && gap < (site?.round_gap_minutes || 60) * MINUTE,
  };
}
