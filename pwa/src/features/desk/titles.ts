/** What a record is called in lists. */
import type { RecordView } from "../../store";
import { named } from "../../ui";
import { type Desk, templateName } from "./data";
import { kindName } from "./values";
import { w } from "./words";

/** `第2轮`, `5S 检查 · 鼓风机房`, an issue's title, a visitor's name. */
export function titleOf(desk: Desk, row: RecordView): string {
  const { fields } = row;
  const number = desk.numbers.get(row.id);
  if (number) return w("round", { n: number });
  if (row.kind === "inspection") {
    const area = named(desk.areas.get(fields.area_id)?.fields.name);
    return [templateName(desk, row) || kindName(row.kind), area].filter(Boolean).join(" · ");
  }
  if (row.kind === "visit") {
    return [fields.organisation, fields.visitor_name].filter(Boolean).join(" · ");
  }
  return named(fields.title ?? fields.name, fields.username ?? kindName(row.kind));
}
