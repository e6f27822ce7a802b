/** An inspection as rows to read: sections, judged values, what is normal folded away. */

import { visibleItems } from "../../../rules/forms";
import type { Answer, Limits, TemplateDefinition, TemplateItem } from "../../../rules/types";
import { type Judged, judge, limitsFor } from "../readings";

export interface Line {
  item: TemplateItem;
  answer: Answer | undefined;
  limits: Limits | null;
  judged: Judged;
  loud: boolean;
  assumed: boolean;
  before: Answer | undefined;
}

export interface Block {
  section: TemplateDefinition["sections"][number];
  lines: Line[];
}

export interface Sheet {
  blocks: Block[];
  /** Pass or not-applicable answers that need no line of their own. */
  folded: Block[];
  checked: number;
  assumed: number;
}

const quiet = (line: Line): boolean =>
  line.item.type === "pass_fail" &&
  (line.judged.verdict === "normal" || line.judged.verdict === "none") &&
  !line.answer?.note;

/** Nothing was asked for or given: a photo or a remark that may stay away. */
const absent = (line: Line): boolean =>
  line.judged.verdict === "empty" && !line.item.required && !line.answer?.note;

export function sheetOf(
  definition: TemplateDefinition,
  answers: Record<string, Answer>,
  before: Record<string, Answer>,
  site: Record<string, Limits> | undefined,
  code: string | undefined,
): Sheet {
  const sheet: Sheet = { blocks: [], folded: [], checked: 0, assumed: 0 };
  const visible = visibleItems(definition, answers);
  for (const section of definition.sections) {
    const lines = definition.items
      .filter((item) => item.section === section.id && visible.has(item.id))
      .map((item): Line => {
        const answer = answers[item.id];
        const limits = limitsFor(site, code, item.id);
        const judged = judge(item, answer, limits);
        const loud = judged.verdict === "warn" || judged.verdict === "alarm";
        const assumed = answer?.assumed === true;
        return { item, answer, limits, judged, loud, assumed, before: before[item.id] };
      })
      .filter((line) => !absent(line));
    const shown = lines.filter((line) => !quiet(line));
    const folded = lines.filter(quiet);
    if (shown.length > 0) sheet.blocks.push({ section, lines: shown });
    if (folded.length > 0) sheet.folded.push({ section, lines: folded });
  }
  const all = sheet.folded.flatMap((block) => block.lines);
  sheet.assumed = all.filter((line) => line.assumed).length;
  sheet.checked = all.length - sheet.assumed;
  return sheet;
}

/** The first item that a reviewer would send back. */
export function firstLoud(sheet: Sheet): string {
  return sheet.blocks.flatMap((block) => block.lines).find((line) => line.loud)?.item.id ?? "";
}
